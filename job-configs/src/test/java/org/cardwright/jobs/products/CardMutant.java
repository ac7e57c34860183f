package org.cardwright.jobs.products;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.cps.CpsApplication;
import org.cardwright.perso.cps.CpsRecord;
import org.cardwright.perso.dgi.Dgi;

/**
 * A way to spoil a card, and the reason for which a terminal or its issuer must refuse it.
 *
 * @param name what was done
 * @param product of the card
 * @param reason name of a TVR bit, of a finding of the host, or why the transaction was terminated
 * @param change makes the record
 */
record CardMutant(String name, String product, String reason, Change change) {

    /** Makes the record of a spoiled card. */
    @FunctionalInterface
    interface Change {

        /** Of a sound record and that of another card of the same product. */
        CpsRecord of(CpsRecord sound, CpsRecord other);
    }

    static Stream<CardMutant> all() {
        return Stream.concat(authentication(), others());
    }

    private static Stream<CardMutant> authentication() {
        return Stream.of(
                new CardMutant("a byte of 90", "visa-dda", "dda-failed", flipping("0302", 60)),
                new CardMutant("a byte of 90", "visa-sda", "sda-failed", flipping("0302", 60)),
                new CardMutant("a byte of 93", "visa-sda", "sda-failed", flipping("0303", 60)),
                new CardMutant("8F of another CA key", "visa-dda", "dda-failed", replacing("0301", "8F01E0", "8F01E1")),
                new CardMutant("8F that nobody knows", "mc-cda", "cda-failed", replacing("0301", "8F01E0", "8F01E7")),
                new CardMutant("a byte of 92", "mc-cda", "cda-failed", flipping("0301", 20)),
                new CardMutant("9F46 of another card", "visa-dda", "dda-failed", taking("0304")),
                new CardMutant("9F46 of another card", "mc-cda", "cda-failed", taking("0304")),
                new CardMutant("private key of another card", "visa-dda", "dda-failed", takingKey()),
                new CardMutant("private key of another card", "mc-cda", "cda-failed", takingKey()),
                new CardMutant("one part of another key", "dual-interface", "dda-failed", taking("8202")),
                new CardMutant(
                        "AFL without signed records",
                        "visa-dda",
                        "dda-failed",
                        replacing("9104", "10010201", "10010200")),
                new CardMutant(
                        "AIP without SDA",
                        "visa-sda",
                        "offline-data-authentication-not-performed",
                        replacing("9104", "82025C00", "82021C00")),
                new CardMutant("CVM list without PIN", "visa-dda", "dda-failed", replacing("0201", "4403", "1F03")),
                new CardMutant(
                        "longer expiration date",
                        "payment-loyalty",
                        "dda-failed",
                        replacing("0201", "5F2403291231", "5F2403301231")),
                new CardMutant(
                        "other usage control",
                        "visa-sda",
                        "sda-failed",
                        replacing("0201", "9F0702FF00", "9F0702FF80")));
    }

    private static Stream<CardMutant> others() {
        return Stream.of(
                new CardMutant("keys of another card", "visa-sda", "CRYPTOGRAM", takingAll("8000", "9000")),
                new CardMutant("keys of another card", "visa-dda", "CRYPTOGRAM", takingAll("8000", "9000")),
                new CardMutant("keys of another card", "mc-cda", "CRYPTOGRAM", takingAll("8000", "9000")),
                new CardMutant("track 2 of another card", "visa-sda", "TRACK_2", taking("0101")),
                new CardMutant(
                        "track 2 with another expiry", "visa-dda", "TRACK_2", replacing("0101", "D2912", "D3012")),
                new CardMutant("track 2 with another value", "visa-sda", "CARD_VERIFICATION_VALUE", valueOfTrack2()),
                new CardMutant("PIN of another card", "visa-sda", "pin-try-limit-exceeded", taking("8010")),
                new CardMutant(
                        "no tries for the PIN",
                        "visa-dda",
                        "pin-try-limit-exceeded",
                        replacing("9010", "0303", "0003")),
                new CardMutant(
                        "a cryptogram version nobody knows",
                        "visa-sda",
                        "GENERATE AC: 6985",
                        replacing("9200", "06010A", "06010B")),
                new CardMutant(
                        "AFL to a record that is not there",
                        "visa-sda",
                        "SFI 1 record 2: 6A83",
                        replacing("9104", "08010100", "08010200")),
                new CardMutant(
                        "no CDOL2",
                        "visa-dda",
                        "mandatory data element 8D is missing",
                        replacing("0202", "8D178A02", "C8178A02")));
    }

    /**
     * Ways to change a card on its way to the chip. The PIN is not among them: nobody knows it at a line; it is compared before a batch is
     * sealed, and carried by the module.
     */
    static Stream<CardMutant> behindTheSeal() {
        return Stream.concat(
                all().filter(mutant -> !mutant.name().equals("PIN of another card")),
                Stream.of(
                        new CardMutant("another name", "visa-dda", "SFI 1 record 1", flipping("0101", 30)),
                        new CardMutant(
                                "another label",
                                "visa-sda",
                                "the answer to SELECT differs",
                                replacing("9102", "50", "52")),
                        new CardMutant("script key of another card", "visa-dda", "script-failed", scriptKey())));
    }

    /** Second key of DGI 8000 with its check value; the blocks stand for themselves (ECB). */
    static Change scriptKey() {
        return (sound, other) -> {
            CpsRecord keys = part("8000", 16, 32).of(sound, other);
            return part("9000", 3, 6).of(keys, other);
        };
    }

    private static Change part(String dgi, int from, int to) {
        return (sound, other) -> {
            CpsRecord whole = taking(dgi).of(sound, other);
            ByteString theirs = value(whole, dgi);
            ByteString ours = value(sound, dgi);
            ByteString mixed = ByteString.concat(ours.slice(0, from), theirs.slice(from, to), ours.slice(to));
            return replacing(dgi, ours.toHex(), mixed.toHex()).of(sound, other);
        };
    }

    private static ByteString value(CpsRecord record, String dgi) {
        return record.applications().stream()
                .flatMap(application -> application.dgis().stream())
                .filter(each -> each.id().toString().equals(dgi))
                .findFirst()
                .orElseThrow()
                .value();
    }

    /** One bit of a data grouping. */
    static Change flipping(String dgi, int at) {
        return (sound, other) -> changed(sound, dgi, value -> {
            byte[] bytes = value.toByteArray();
            bytes[at] ^= 0x01;
            return ByteString.of(bytes);
        });
    }

    /** The first occurrence of some bytes in a data grouping. */
    static Change replacing(String dgi, String old, String by) {
        return (sound, other) -> changed(sound, dgi, value -> {
            String hex = value.toHex();
            int at = hex.indexOf(old);
            if (at < 0) {
                throw new IllegalStateException("DGI " + dgi + " has no " + old);
            }
            return ByteString.fromHex(hex.substring(0, at) + by + hex.substring(at + old.length()));
        });
    }

    /** A data grouping of the other card. */
    static Change taking(String dgi) {
        return takingAll(dgi);
    }

    private static Change takingAll(String... dgis) {
        return (sound, other) -> {
            CpsRecord taken = sound;
            for (String dgi : dgis) {
                ByteString value = payment(other).dgis().stream()
                        .filter(each -> each.id().toString().equals(dgi))
                        .map(Dgi::value)
                        .findFirst()
                        .orElseThrow();
                taken = changed(taken, dgi, old -> value);
            }
            return taken;
        };
    }

    private static Change takingKey() {
        return takingAll("8201", "8202", "8203", "8204", "8205");
    }

    /** The third digit of the value behind PVKI and PVV. */
    private static Change valueOfTrack2() {
        return (sound, other) -> changed(sound, "0101", value -> {
            String hex = value.toHex();
            int at = hex.indexOf("D2912201") + "D2912201".length() + 1 + 4 + 2;
            char digit = hex.charAt(at) == '0' ? '1' : '0';
            return ByteString.fromHex(hex.substring(0, at) + digit + hex.substring(at + 1));
        });
    }

    private static CpsApplication payment(CpsRecord record) {
        return record.applications().stream()
                .filter(CardMutant::isPayment)
                .findFirst()
                .orElseThrow();
    }

    private static boolean isPayment(CpsApplication application) {
        return application.dgis().stream().anyMatch(dgi -> dgi.id().toString().equals("8000"));
    }

    private static CpsRecord changed(CpsRecord record, String dgi, UnaryOperator<ByteString> change) {
        List<CpsApplication> applications = record.applications().stream()
                .map(application -> isPayment(application) ? changed(application, dgi, change) : application)
                .toList();
        return CpsRecord.of(record.header(), applications);
    }

    private static CpsApplication changed(CpsApplication old, String dgi, UnaryOperator<ByteString> change) {
        List<Dgi> dgis = old.dgis().stream()
                .map(each -> each.id().toString().equals(dgi) ? new Dgi(each.id(), change.apply(each.value())) : each)
                .toList();
        return new CpsApplication(
                old.aid(), old.transportKeys(), old.owner(), old.steps(), old.logData(), dgis, old.macSection());
    }

    @Override
    public String toString() {
        return product + ": " + name;
    }
}
