package org.cardwright.perso.verify;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.Pan;
import org.cardwright.perso.WorkedProfile;
import org.cardwright.perso.cps.CpsApplication;
import org.cardwright.perso.cps.CpsRecord;
import org.cardwright.perso.cps.CpsRecordCodec;
import org.cardwright.perso.cps.TransportKeyEntry;
import org.cardwright.perso.dgi.Dgi;
import org.cardwright.perso.dgi.DgiId;
import org.cardwright.perso.file.Channel;

/** As many sound SDA cards as a test wants, signed with the published issuer key: the worked Visa card with other PANs. */
final class SdaCards {

    private static final WorkedProfile KEYS = WorkedProfile.of("keys");
    private static final String WORKED_PAN = "4761739001010119";

    private SdaCards() {}

    /** The card of that number, 0 to 99,999,999. */
    static Map<Channel, ByteString> channels(int number) {
        String pan = pan(number);
        Map<Channel, ByteString> channels = new EnumMap<>(Channel.class);
        channels.put(Channel.CHIP, chip(pan));
        channels.put(
                Channel.EMBOSS, ByteString.ascii("#DCC##EMB#" + pan + "\"12/25\"TEST CARDHOLDER\"#END#@@@@@@\r\n"));
        channels.put(
                Channel.LASER, ByteString.ascii("  <card order=\"A\"><text name=\"p\">" + pan + "</text></card>\n"));
        channels.put(Channel.TRACK, ByteString.ascii(";" + pan + "=25122011234567890000?\r\n"));
        return channels;
    }

    private static String pan(int number) {
        String stem = "4761739" + String.format(Locale.ROOT, "%08d", number);
        for (char digit = '0'; digit <= '9'; digit++) {
            if (Pan.hasValidCheckDigit(stem + digit)) {
                return stem + digit;
            }
        }
        throw new IllegalStateException("there is a check digit for every number");
    }

    private static ByteString chip(String pan) {
        CpsRecord worked = CpsRecordCodec.decode(GoldenCards.VISA);
        CpsApplication a = worked.applications().get(0);
        List<Dgi> dgis = new ArrayList<>();
        for (Dgi dgi : a.dgis()) {
            boolean dynamic = dgi.id().value() >> 8 == 0x82
                    || dgi.id().equals(DgiId.of("0304"))
                    || dgi.id().equals(DgiId.of("0305"));
            if (!dynamic) {
                dgis.add(new Dgi(dgi.id(), value(dgi, pan)));
            }
        }
        List<TransportKeyEntry> keys = a.transportKeys().stream()
                .map(k -> new TransportKeyEntry(
                        k.tkid(),
                        k.type(),
                        k.cmode(),
                        k.dgis().stream().filter(id -> id.value() >> 8 != 0x82).toList()))
                .toList();
        CpsApplication sda = new CpsApplication(a.aid(), keys, a.owner(), a.steps(), a.logData(), dgis, a.macSection());
        return CpsRecordCodec.encode(CpsRecord.of(worked.header(), List.of(sda)));
    }

    private static ByteString value(Dgi dgi, String pan) {
        String hex = dgi.value().toHex().replace(WORKED_PAN, pan);
        return switch (dgi.id().toString()) {
            case "9104" -> ByteString.fromHex("82025C00940C080101001001020118010300");
            case "0303" -> ByteString.fromHex("708193938190").plus(signed(pan));
            default -> ByteString.fromHex(hex);
        };
    }

    /** EMV 4.4 Book 2, 5.4, Table 3, with the issuer's private exponent. */
    private static ByteString signed(String pan) {
        ByteString staticData = ByteString.fromHex(WorkedProfile.of("visa")
                .text("static_data")
                .replace(WORKED_PAN, pan)
                .replaceFirst("7C00$", "5C00"));
        BigInteger n = new BigInteger(1, KEYS.hex("issuer.n").toByteArray());
        int size = KEYS.hex("issuer.n").size();
        ByteString inner = ByteString.fromHex("0301DAC1").plus(ByteString.repeat(0xBB, size - 26));
        ByteString block = ByteString.concat(
                ByteString.fromHex("6A"), inner, Sha.sha1(inner, staticData), ByteString.fromHex("BC"));
        BigInteger s = new BigInteger(1, block.toByteArray())
                .modPow(new BigInteger(1, KEYS.hex("issuer.d").toByteArray()), n);
        String hex = s.toString(16).toUpperCase(Locale.ROOT);
        return ByteString.fromHex("0".repeat(2 * size - hex.length()) + hex);
    }
}
