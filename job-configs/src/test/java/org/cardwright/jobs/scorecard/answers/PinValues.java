package org.cardwright.jobs.scorecard.answers;

import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.cardwright.crypto.key.KeyCipher;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.pin.ClearPin;
import org.cardwright.crypto.pin.Ibm3624;
import org.cardwright.crypto.pin.PinBlock;
import org.cardwright.crypto.pin.PinVerificationValue;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.PinBlockFormat;
import org.cardwright.sample.PublishedVector;

/** PIN verification values, IBM 3624 and PIN blocks. ISO 9564-1. */
final class PinValues {

    /** No clear PIN leaves the product, so it goes in and comes out as a block under this key. */
    private static final String CARRIER = "0123456789ABCDEFFEDCBA9876543210";

    private PinValues() {}

    static List<KnownAnswer> all() {
        Stream<KnownAnswer> pvv = PublishedVector.startingWith("PVV ").stream()
                .map(vector -> eleventhToLast(vector.name(), vector.input("pan").length()));
        Stream<KnownAnswer> ibm = PublishedVector.startingWith("IBM3624 ").stream()
                .map(vector -> KnownAnswer.of(vector.name(), PinValues::ibm)
                        .partly("decimalisation")
                        .partly("validation_data")
                        .unheard("pan", outside(vector.input("validation_data"))));
        return Stream.of(pvv, ibm, blocks()).flatMap(answers -> answers).toList();
    }

    /** The eleven digits before the check digit. */
    private static KnownAnswer eleventhToLast(String name, int panDigits) {
        return KnownAnswer.of(name, PinValues::pvv)
                .unheard("pan", place -> place < panDigits - 12 || place == panDigits - 1);
    }

    private static Stream<KnownAnswer> blocks() {
        return Stream.of(
                KnownAnswer.of("PIN block ISO-0", given -> clear(given, PinBlockFormat.ISO_0))
                        .unheard("pan", place -> place < 3 || place == 15),
                KnownAnswer.of("PIN block ISO-0 (12 digits)", given -> clear(given, PinBlockFormat.ISO_0))
                        .unheard("pan", place -> place < 3 || place == 15),
                KnownAnswer.of("PIN block ISO-2", given -> clear(given, PinBlockFormat.ISO_2)),
                // The fill is random; only what leaves A to F is noticed.
                KnownAnswer.of("PIN block ISO-3 decode", PinValues::openedFormat3)
                        .unheard("block", place -> place >= 6)
                        .unheard("pan", place -> place < 3 || place > 4),
                KnownAnswer.of("PIN block ISO-4 (deterministic random FF*8)", PinValues::format4),
                KnownAnswer.of("PIN block ISO-4 ep2 vector (decode)", PinValues::openedFormat4),
                KnownAnswer.of("PAN field ISO-4", PinValues::panField),
                KnownAnswer.of(
                                "PIN block re-encryption KEK1/ZPK1 -> KEK2, ISO-0 to ISO-2 (CPS 8010 DGI carries"
                                        + " a format-2 style block under the transport key)",
                                PinValues::translated)
                        .unheard("pan", place -> place < 3 || place == 15));
    }

    private static IntPredicate outside(String words) {
        int from = words.startsWith("PAN[1") ? 1 : 0;
        int to = Integer.parseInt(words.substring(words.indexOf(':') + 1, words.indexOf(']')));
        return place -> place < from || place >= to;
    }

    private static Map<String, String> pvv(Given given) {
        return Map.of(
                "pvv",
                PinVerificationValue.compute(
                        given.tdes("pvk"),
                        given.text("pan"),
                        Integer.parseInt(given.text("pvki")),
                        pin(given.text("pin"))));
    }

    private static Map<String, String> ibm(Given given) {
        Ibm3624 ibm = new Ibm3624(given.text("decimalisation"));
        String words = given.text("validation_data");
        String pan = given.text("pan");
        String data = words.startsWith("PAN[1")
                ? pan.substring(1, 15) + "11"
                : Ibm3624.validationData(words.startsWith("PAN[0:14") ? pan.substring(0, 14) : pan);
        return Map.of("pin", digits(ibm.pin(given.tdes("pvk"), data, given.text("offset"))));
    }

    private static Map<String, String> clear(Given given, PinBlockFormat format) {
        String pan = given.inputs().getOrDefault("pan", "0000000000000000");
        byte[] under = new PinBlock(format, pan).encipher(pin(given.text("pin")), carrier(), new SecureRandom());
        return Map.of("block", Given.hex(carrier().decryptEcb(under)));
    }

    private static Map<String, String> openedFormat3(Given given) {
        byte[] under = carrier().encryptEcb(given.raw("block"));
        return opened(new PinBlock(PinBlockFormat.ISO_3, given.text("pan")).decipher(under, carrier()));
    }

    private static Map<String, String> openedFormat4(Given given) {
        return opened(
                new PinBlock(PinBlockFormat.ISO_4, given.text("pan")).decipher(given.raw("block"), given.aes("key")));
    }

    private static Map<String, String> opened(Optional<ClearPin> pin) {
        return pin.map(found -> Map.of("pin", digits(found))).orElse(Map.of());
    }

    private static Map<String, String> format4(Given given) {
        byte[] block = new PinBlock(PinBlockFormat.ISO_4, given.text("pan"))
                .encipher(pin(given.text("pin")), given.aes("key"), new FixedBytes(given.raw("random")));
        return Map.of("enc", Given.hex(block));
    }

    /** Taken out of a block: D(block) xor E(PIN field). ISO 9564-1:2017, 9.4.3. */
    private static Map<String, String> panField(Given given) {
        KeyCipher key = KeyCipher.aes(SecretBytes.adopt(new byte[16]));
        byte[] block = new PinBlock(PinBlockFormat.ISO_4, given.text("pan"))
                .encipher(pin("1234"), key, new FixedBytes(new byte[8]));
        byte[] pinField = ByteString.fromHex("441234AAAAAAAAAA0000000000000000").toByteArray();
        return Map.of("field", Given.hex(Given.xor(key.decryptEcb(block), key.encryptEcb(pinField))));
    }

    private static Map<String, String> translated(Given given) {
        KeyCipher from = given.tdes("key1");
        KeyCipher to = given.tdes("key2");
        byte[] block = given.raw("iso0_under_key1");
        Optional<ClearPin> pin = new PinBlock(PinBlockFormat.ISO_0, given.text("pan")).decipher(block, from);
        if (pin.isEmpty()) {
            return Map.of();
        }
        byte[] made = new PinBlock(PinBlockFormat.ISO_2, given.text("pan"))
                .encipher(pin.orElseThrow(), to, new SecureRandom());
        return Map.of(
                "iso0_clear", Given.hex(from.decryptEcb(block)),
                "iso2_clear", Given.hex(to.decryptEcb(made)),
                "iso2_under_key2", Given.hex(made));
    }

    /** Control digit 2, length, PIN, F: what the chip gets. ISO 9564-1, 9.3.3. */
    static byte[] clearIso2(String pin) {
        String digits = "2" + Integer.toHexString(pin.length()) + pin;
        return ByteString.fromHex(digits + "F".repeat(16 - digits.length())).toByteArray();
    }

    private static ClearPin pin(String digits) {
        byte[] under = carrier().encryptEcb(clearIso2(digits));
        return new PinBlock(PinBlockFormat.ISO_2, "")
                .decipher(under, carrier())
                .orElseThrow(() -> new IllegalArgumentException("no PIN"));
    }

    private static String digits(ClearPin pin) {
        byte[] under = new PinBlock(PinBlockFormat.ISO_2, "").encipher(pin, carrier(), new SecureRandom());
        return Given.hex(carrier().decryptEcb(under)).substring(2, 2 + pin.length());
    }

    private static KeyCipher carrier() {
        return KeyCipher.tdes(SecretBytes.adopt(ByteString.fromHex(CARRIER).toByteArray()));
    }

    /** The fill that a published block uses. */
    private static final class FixedBytes extends SecureRandom {

        private static final long serialVersionUID = 1L;

        private final byte[] fixed;

        FixedBytes(byte[] fixed) {
            this.fixed = fixed.clone();
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(fixed, 0, bytes, 0, bytes.length);
        }
    }
}
