package org.cardwright.jobs.scorecard.answers;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cardwright.crypto.cvv.CardVerificationValue;
import org.cardwright.crypto.cvv.Cvc3;
import org.cardwright.crypto.derive.IccMasterKeyDerivation;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.sample.PublishedVector;

/** Card verification values of stripe, chip and print, dynamic ones and CVC3. */
final class CardValues {

    private CardValues() {}

    static List<KnownAnswer> all() {
        Stream<KnownAnswer> fixed = PublishedVector.startingWith("CVV ").stream()
                .map(vector -> KnownAnswer.of(vector.name(), CardValues::value));
        Stream<KnownAnswer> dynamic =
                PublishedVector.startingWith("dCVV ").stream().map(vector -> dynamicValue(vector.name()));
        return Stream.of(fixed, dynamic, cvc3()).flatMap(answers -> answers).toList();
    }

    private static Stream<KnownAnswer> cvc3() {
        return Stream.of(
                KnownAnswer.of(
                                "CVC3 track2 pyemv",
                                given -> Map.of(
                                        "mk_kcv2",
                                        Given.checkValue(given.optionA("imk_cvc3"), 2),
                                        "cvc3_last3",
                                        cvc3(given, given.bytes("track2_static"), 3)))
                        .optionA(),
                KnownAnswer.of("CVC3 track1 pyemv", given -> Map.of("cvc3_last3", cvc3(given, track1(given), 3)))
                        .optionA(),
                KnownAnswer.of("CVC3 jPOS", CardValues::cvc3OfFiveDigits).optionA(),
                KnownAnswer.of("IVCVC3 for personalisation", CardValues::initialVectors)
                        .optionA());
    }

    private static Map<String, String> value(Given given) {
        return Map.of(
                "cvv",
                new CardVerificationValue(given.secret("cvk"))
                        .compute(given.text("pan"), given.text("expiry"), given.text("service_code")));
    }

    private static KnownAnswer dynamicValue(String name) {
        boolean optionA = name.endsWith("opt A");
        KnownAnswer answer = KnownAnswer.of(name, given -> dynamicValue(given, optionA));
        return optionA ? answer.optionA() : answer;
    }

    private static Map<String, String> dynamicValue(Given given, boolean optionA) {
        SecretBytes key = optionA
                ? given.optionA("imk")
                : IccMasterKeyDerivation.optionBHashed(given.tdes("imk"), given.text("pan"), given.text("psn"));
        return Map.of(
                "dcvv",
                new CardVerificationValue(key)
                        .computeDynamic(
                                given.text("pan"),
                                given.text("expiry"),
                                given.text("service_code"),
                                given.text("atc")));
    }

    private static Map<String, String> cvc3OfFiveDigits(Given given) {
        Cvc3 cvc3 = new Cvc3(given.optionA("imk_cvc3"));
        return Map.of(
                "cvc3",
                cvc3(given, given.bytes("track2"), 5),
                "cvc3_from_ivcvc3_CD76",
                cvc3.compute(ByteString.fromHex("CD76"), given.bytes("un"), given.bytes("atc"), 5));
    }

    private static Map<String, String> initialVectors(Given given) {
        SecretBytes key = given.optionA("imk_cvc3");
        Cvc3 cvc3 = new Cvc3(key);
        return Map.of(
                "mk_cvc3", Given.hex(key),
                "ivcvc3_track2",
                        cvc3.initialVector(given.bytes("track2_static")).toHex(),
                "ivcvc3_track1", cvc3.initialVector(track1(given)).toHex());
    }

    private static ByteString track1(Given given) {
        return ByteString.ascii(given.text("track1_static_ascii"));
    }

    private static String cvc3(Given given, ByteString track, int digits) {
        Cvc3 cvc3 = new Cvc3(given.optionA("imk_cvc3"));
        return cvc3.compute(cvc3.initialVector(track), given.bytes("un"), given.bytes("atc"), digits);
    }
}
