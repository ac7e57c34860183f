package org.cardwright.jobs.scorecard.answers;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cardwright.crypto.derive.Decimalisation;
import org.cardwright.crypto.derive.IccMasterKeyDerivation;
import org.cardwright.crypto.derive.SessionKeyDerivation;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyCipher;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.mac.ApplicationCryptogram;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.sample.PublishedVector;

/** Card master keys and session keys. EMV 4.4 Book 2, A1.3 and A1.4. */
final class DerivedKeys {

    private DerivedKeys() {}

    static List<KnownAnswer> all() {
        Stream<KnownAnswer> masterKeys = PublishedVector.all().stream()
                .filter(vector -> vector.name().startsWith("MK Option"))
                .map(DerivedKeys::masterKey);
        Stream<KnownAnswer> chains = PublishedVector.all().stream()
                .filter(vector -> vector.name().endsWith("Option C chain"))
                .map(vector -> KnownAnswer.of(vector.name(), DerivedKeys::aesChain));
        return Stream.of(
                        masterKeys,
                        chains,
                        Stream.of("Option B decimalisation example 1", "Option B decimalisation example 2")
                                .map(name -> KnownAnswer.of(name, DerivedKeys::decimalised)
                                        .partly("sha1")),
                        // The third byte of R is F0 and 0F in the two halves.
                        Stream.of(
                                KnownAnswer.of("CSK pyemv doctest", DerivedKeys::commonSessionKey)
                                        .unheard("r", place -> place == 4 || place == 5),
                                KnownAnswer.of("Visa SM session key", DerivedKeys::visaScriptKey),
                                KnownAnswer.of("MK set PAN 1234567890123456/00", DerivedKeys::keySet)
                                        .optionA()))
                .flatMap(answers -> answers)
                .toList();
    }

    private static KnownAnswer masterKey(PublishedVector vector) {
        boolean optionA = vector.name().startsWith("MK OptionA");
        KnownAnswer answer = KnownAnswer.of(vector.name(), given -> {
            SecretBytes key = optionA
                    ? given.optionA("imk")
                    : IccMasterKeyDerivation.optionB(given.tdes("imk"), given.text("pan"), given.text("psn"));
            return Map.of("mk", Given.hex(key), "kcv2", Given.checkValue(key, 2));
        });
        return optionA || vector.input("pan").length() <= 16 ? answer.optionA() : answer;
    }

    private static Map<String, String> aesChain(Given given) {
        SecretBytes masterKey = IccMasterKeyDerivation.optionC(given.aes("imk"), given.text("pan"), given.text("psn"));
        KeyCipher master = KeyCipher.aes(masterKey);
        SecretBytes session = SessionKeyDerivation.emvCommon(master, given.bytes("atc"));
        ApplicationCryptogram cryptogram = new ApplicationCryptogram(KeyAlgorithm.AES, session);
        ByteString arqc = cryptogram.compute(given.bytes("cdol_data"));
        return Map.of(
                "mk", Given.hex(masterKey),
                "sk_ac", Given.hex(session),
                "arqc", arqc.toHex(),
                "arpc_method1",
                        cryptogram.responseMethod1(arqc, given.bytes("arc")).toHex(),
                "arpc_method2",
                        cryptogram
                                .responseMethod2(arqc, given.bytes("csu"), ByteString.EMPTY)
                                .toHex(),
                "sk_sm_from_arqc", Given.hex(SessionKeyDerivation.emvCommon(master, arqc)));
    }

    private static Map<String, String> decimalised(Given given) {
        return Map.of("y", Decimalisation.text(given.raw("sha1"), 16));
    }

    private static Map<String, String> commonSessionKey(Given given) {
        return Map.of("sk", Given.withOddParity(SessionKeyDerivation.emvCommon(given.tdes("mk"), given.bytes("r"))));
    }

    private static Map<String, String> visaScriptKey(Given given) {
        return Map.of(
                "sk", Given.withOddParity(SessionKeyDerivation.visaScript(given.secret("mk"), given.bytes("atc"))));
    }

    private static Map<String, String> keySet(Given given) {
        return Map.of(
                "kcv_ac", Given.checkValue(given.optionA("imk_ac"), 2),
                "kcv_smi", Given.checkValue(given.optionA("imk_smi"), 2),
                "kcv_smc", Given.checkValue(given.optionA("imk_smc"), 2));
    }
}
