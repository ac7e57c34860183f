package org.cardwright.jobs.scorecard.answers;

import java.util.List;
import java.util.Map;
import org.cardwright.crypto.derive.SessionKeyDerivation;
import org.cardwright.crypto.key.ClearKeyAccess;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyCipher;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.mac.ApplicationCryptogram;
import org.cardwright.formats.bytes.ByteString;

/** Cryptogram versions from issuer key to script message. EMV 4.4 Book 2, 8 and 9; Visa and M/Chip. */
final class CardSuites {

    private static final String SKD = "Mastercard CVN16 (0x10) suite: SKD R=ATC||0000||UN, ARPC under MK_AC";
    private static final String VISA_10 = "Visa CVN10 suite";

    private CardSuites() {}

    static List<KnownAnswer> all() {
        return List.of(
                KnownAnswer.of(VISA_10, CardSuites::visa10).optionA(),
                KnownAnswer.of("Visa CVN18 suite", CardSuites::visa18)
                        .with(VISA_10, "imk_ac", "imk_smi", "imk_smc")
                        .optionA(),
                KnownAnswer.of(SKD, CardSuites::sessionByUnpredictableNumber).optionA(),
                KnownAnswer.of(
                                "Mastercard CVN17 (0x11) suite (with counters)",
                                CardSuites::sessionByUnpredictableNumber)
                        .optionA(),
                KnownAnswer.of("Mastercard CVN20 (0x14) suite: CSK", CardSuites::commonSession)
                        .withoutInputs("un")
                        .optionA(),
                KnownAnswer.of("Mastercard CVN21 (0x15) suite: CSK + counters", CardSuites::commonSession)
                        .withoutInputs("un")
                        .optionA(),
                // The third byte of R is F0 and 0F in the two halves.
                KnownAnswer.of("jPOS script MAC", CardSuites::scriptMac)
                        .unheard("arqc", place -> place == 4 || place == 5)
                        .optionA(),
                KnownAnswer.of("jPOS script PIN encryption", CardSuites::scriptPin)
                        .with("jPOS script MAC", "pan", "psn")
                        .unheard("arqc", place -> place == 4 || place == 5)
                        .optionA(),
                KnownAnswer.of("jPOS Visa PIN block (format 41)", given -> Map.of("enc", visaPin(given)))
                        .with("jPOS script MAC", "pan", "psn")
                        .optionA(),
                KnownAnswer.of(
                        "script MAC Format2", given -> Map.of("mac", mac(given.secret("sk"), given.text("data")))));
    }

    private static Map<String, String> visa10(Given given) {
        ApplicationCryptogram master = new ApplicationCryptogram(KeyAlgorithm.TDES, given.optionA("imk_ac"));
        ByteString arqc = master.computeZeroPadded(given.bytes("ac_data"));
        return Map.of(
                "arqc", arqc.toHex(),
                "arpc", master.responseMethod1(arqc, given.bytes("arc")).toHex(),
                "mac_app_unblock_8418000008", visaMac(given, "8418000008", arqc, ""),
                "pin_change", visaPinChange(given, arqc));
    }

    private static Map<String, String> visa18(Given given) {
        ApplicationCryptogram session =
                new ApplicationCryptogram(KeyAlgorithm.TDES, Cryptograms.common(given, "imk_ac"));
        ByteString arqc = session.compute(given.bytes("ac_data"));
        return Map.of(
                "arqc", arqc.toHex(),
                "arpc",
                        session.responseMethod2(arqc, given.bytes("csu"), ByteString.EMPTY)
                                .toHex(),
                "mac_8418000008", visaMac(given, "8418000008", arqc, ""),
                "pin_change", visaPinChange(given, arqc));
    }

    /** CVN 16 and 17 answer under the master key. */
    private static Map<String, String> sessionByUnpredictableNumber(Given given) {
        SecretBytes masterKey = given.optionA("imk_ac");
        SecretBytes session =
                SessionKeyDerivation.mastercardSkd(KeyCipher.tdes(masterKey), given.bytes("atc"), given.bytes("un"));
        return mastercard(given, session, masterKey);
    }

    /** CVN 20 and 21 answer under the session key. */
    private static Map<String, String> commonSession(Given given) {
        SecretBytes session = Cryptograms.common(given, "imk_ac");
        return mastercard(given, session, session);
    }

    private static Map<String, String> mastercard(Given given, SecretBytes session, SecretBytes response) {
        ByteString arqc = new ApplicationCryptogram(KeyAlgorithm.TDES, session).compute(given.bytes("ac_data"));
        String pin = Given.hex(scriptCipher(given, arqc).encryptCbc(PinValues.clearIso2(given.text("pin"))));
        return Map.of(
                "arqc", arqc.toHex(),
                "arpc",
                        new ApplicationCryptogram(KeyAlgorithm.TDES, response)
                                .responseMethod1(arqc, given.bytes("arc"))
                                .toHex(),
                "mac_pin_unblock_8424000008", scriptMac(given, "8424000008", arqc, ""),
                "pin_change", "8424000210" + pin + scriptMac(given, "8424000210", arqc, pin));
    }

    private static String visaPinChange(Given given, ByteString arqc) {
        String pin = visaPin(given);
        return "8424000218" + pin + visaMac(given, "8424000218", arqc, pin);
    }

    /** Length, PIN block xor 00000000 | bytes 4 to 7 of MK_AC, padding 80; ECB under the Visa script key. VIS 1.6, B. */
    private static String visaPin(Given given) {
        byte[] pin = PinValues.clearIso2(given.text("pin"));
        pin[0] &= 0x0F;
        byte[] masterKey = ClearKeyAccess.open(given.optionA("imk_ac"));
        for (int i = 4; i < 8; i++) {
            pin[i] ^= masterKey[i];
        }
        byte[] message =
                ByteString.fromHex("08" + Given.hex(pin) + "80000000000000").toByteArray();
        SecretBytes session = SessionKeyDerivation.visaScript(given.optionA("imk_smc"), given.bytes("atc"));
        return Given.hex(KeyCipher.tdes(session).encryptEcb(message));
    }

    private static String visaMac(Given given, String header, ByteString arqc, String data) {
        SecretBytes session = SessionKeyDerivation.visaScript(given.optionA("imk_smi"), given.bytes("atc"));
        return mac(session, header + given.text("atc") + arqc.toHex() + data);
    }

    private static String scriptMac(Given given, String header, ByteString arqc, String data) {
        SecretBytes session = SessionKeyDerivation.emvCommon(KeyCipher.tdes(given.optionA("imk_smi")), arqc);
        return mac(session, header + given.text("atc") + arqc.toHex() + data);
    }

    private static KeyCipher scriptCipher(Given given, ByteString arqc) {
        return KeyCipher.tdes(SessionKeyDerivation.emvCommon(KeyCipher.tdes(given.optionA("imk_smc")), arqc));
    }

    private static Map<String, String> scriptMac(Given given) {
        KeyCipher master = KeyCipher.tdes(given.optionA("imk_smi"));
        return Map.of(
                "mchip", mac(SessionKeyDerivation.emvCommon(master, given.bytes("arqc")), given.text("apdu")),
                "vsdc",
                        mac(
                                SessionKeyDerivation.visaScript(given.optionA("imk_smi"), given.bytes("atc")),
                                given.text("apdu")));
    }

    private static Map<String, String> scriptPin(Given given) {
        KeyCipher session = scriptCipher(given, given.bytes("arqc"));
        String block = Given.hex(PinValues.clearIso2(given.text("pin")));
        byte[] padded = ByteString.fromHex(block + "8000000000000000").toByteArray();
        return Map.of(
                "mchip", Given.hex(session.encryptCbc(ByteString.fromHex(block).toByteArray())),
                "emv", Given.hex(session.encryptCbc(padded)));
    }

    private static String mac(SecretBytes key, String message) {
        return new ApplicationCryptogram(KeyAlgorithm.TDES, key)
                .compute(ByteString.fromHex(message))
                .toHex();
    }
}
