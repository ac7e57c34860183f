package org.cardwright.jobs.scorecard.answers;

import java.util.List;
import java.util.Map;
import org.cardwright.crypto.derive.IccMasterKeyDerivation;
import org.cardwright.crypto.derive.SessionKeyDerivation;
import org.cardwright.crypto.key.ClearKeyAccess;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyCipher;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.mac.ApplicationCryptogram;
import org.cardwright.formats.bytes.ByteString;

/** Application cryptograms and responses of single sources. EMV 4.4 Book 2, 8.1 and 8.2. */
final class Cryptograms {

    private static final String JPOS = "jPOS ARQC ";

    private Cryptograms() {}

    static List<KnownAnswer> all() {
        return List.of(
                KnownAnswer.of(
                        "ARQC EMV padding",
                        given -> Map.of(
                                "arqc", ac(given).compute(given.bytes("data")).toHex())),
                KnownAnswer.of("ARPC method 1", given -> Map.of("arpc", method1(ac(given), given))),
                KnownAnswer.of("ARPC method 2", given -> Map.of("arpc", method2(ac(given), given))),
                KnownAnswer.of("OptionB+CSK+ARPC2 with proprietary auth data", Cryptograms::optionB),
                KnownAnswer.of("jPOS ARQC CSKD OptionB PAN19", Cryptograms::nineteenDigits),
                KnownAnswer.of(JPOS + "VSDC", given -> arqcs(given, copy(given.optionA("imk"))))
                        .withoutInputs("atc", "un")
                        .optionA(),
                KnownAnswer.of(JPOS + "MCHIP", given -> arqcs(given, skd(given)))
                        .optionA(),
                KnownAnswer.of(JPOS + "CSKD", given -> arqcs(given, common(given, "imk")))
                        .withoutInputs("un")
                        .optionA(),
                responses());
    }

    /** The vector says in words what it answers: ARQC, response code and status update of three others. */
    private static KnownAnswer responses() {
        return KnownAnswer.of("jPOS ARPC", Cryptograms::responses)
                .withoutInputs("note")
                .with(JPOS + "VSDC", "imk", "pan", "psn", "atc")
                .withInput("vsdc_arqc", "26C8A1042D1CAF3E")
                .withInput("vsdc_arc", "3030")
                .withInput("cskd_arqc", "55BE45DD2C9E0CBF")
                .withInput("mchip_arqc", "AC8074C9E62EE6EF")
                .withInput("arc", "0012")
                .withInput("csu", "00120000")
                .optionA();
    }

    private static Map<String, String> responses(Given given) {
        ApplicationCryptogram master = new ApplicationCryptogram(KeyAlgorithm.TDES, given.optionA("imk"));
        ApplicationCryptogram session = new ApplicationCryptogram(KeyAlgorithm.TDES, common(given, "imk"));
        return Map.of(
                "vsdc_m1",
                        master.responseMethod1(given.bytes("vsdc_arqc"), given.bytes("vsdc_arc"))
                                .toHex(),
                "vsdc_m2",
                        master.responseMethod2(given.bytes("vsdc_arqc"), given.bytes("csu"), ByteString.EMPTY)
                                .toHex(),
                "cskd_m1",
                        session.responseMethod1(given.bytes("cskd_arqc"), given.bytes("arc"))
                                .toHex(),
                "cskd_m2",
                        session.responseMethod2(given.bytes("cskd_arqc"), given.bytes("csu"), ByteString.EMPTY)
                                .toHex(),
                "mchip_m1",
                        master.responseMethod1(given.bytes("mchip_arqc"), given.bytes("arc"))
                                .toHex());
    }

    private static Map<String, String> optionB(Given given) {
        ApplicationCryptogram cryptogram = optionBSession(given);
        ByteString arqc = cryptogram.compute(given.bytes("ac_data"));
        return Map.of(
                "arqc", arqc.toHex(),
                "arpc",
                        cryptogram
                                .responseMethod2(arqc, given.bytes("csu"), given.bytes("prop"))
                                .toHex());
    }

    private static Map<String, String> nineteenDigits(Given given) {
        ApplicationCryptogram cryptogram = optionBSession(given);
        ByteString arqc = cryptogram.compute(given.bytes("data"));
        return Map.of(
                "arqc_pad00", cryptogram.computeZeroPadded(given.bytes("data")).toHex(),
                "arqc_pad80", arqc.toHex(),
                "arpc1_pad80",
                        cryptogram.responseMethod1(arqc, given.bytes("arc")).toHex(),
                "arpc2_pad80",
                        cryptogram
                                .responseMethod2(arqc, given.bytes("csu"), ByteString.EMPTY)
                                .toHex());
    }

    private static ApplicationCryptogram optionBSession(Given given) {
        SecretBytes masterKey = IccMasterKeyDerivation.optionB(given.tdes("imk"), given.text("pan"), given.text("psn"));
        return new ApplicationCryptogram(
                KeyAlgorithm.TDES, SessionKeyDerivation.emvCommon(KeyCipher.tdes(masterKey), given.bytes("atc")));
    }

    private static Map<String, String> arqcs(Given given, SecretBytes key) {
        ApplicationCryptogram cryptogram = new ApplicationCryptogram(KeyAlgorithm.TDES, key);
        return Map.of(
                "arqc_pad00", cryptogram.computeZeroPadded(given.bytes("data")).toHex(),
                "arqc_pad80", cryptogram.compute(given.bytes("data")).toHex());
    }

    /** EMV common session key of an option A key. EMV 4.4 Book 2, A1.3.1. */
    static SecretBytes common(Given given, String issuerMasterKey) {
        return SessionKeyDerivation.emvCommon(KeyCipher.tdes(given.optionA(issuerMasterKey)), given.bytes("atc"));
    }

    private static SecretBytes skd(Given given) {
        return SessionKeyDerivation.mastercardSkd(
                KeyCipher.tdes(given.optionA("imk")), given.bytes("atc"), given.bytes("un"));
    }

    private static SecretBytes copy(SecretBytes key) {
        return SecretBytes.copyOf(ClearKeyAccess.open(key));
    }

    private static ApplicationCryptogram ac(Given given) {
        return new ApplicationCryptogram(KeyAlgorithm.TDES, given.secret("sk"));
    }

    private static String method1(ApplicationCryptogram cryptogram, Given given) {
        return cryptogram
                .responseMethod1(given.bytes("arqc"), given.bytes("arc"))
                .toHex();
    }

    private static String method2(ApplicationCryptogram cryptogram, Given given) {
        return cryptogram
                .responseMethod2(given.bytes("arqc"), given.bytes("csu"), ByteString.EMPTY)
                .toHex();
    }
}
