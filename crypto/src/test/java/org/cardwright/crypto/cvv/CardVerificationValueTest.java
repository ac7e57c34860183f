package org.cardwright.crypto.cvv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import org.cardwright.crypto.derive.IccMasterKeyDerivation;
import org.cardwright.crypto.key.ClearKeyAccess;
import org.cardwright.crypto.key.KeyCipher;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.sample.PublishedVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CardVerificationValueTest {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final String CVK = "0123456789ABCDEFFEDCBA9876543210";

    static List<PublishedVector> cvv() {
        return PublishedVector.startingWith("CVV ");
    }

    static List<PublishedVector> dynamic() {
        return PublishedVector.startingWith("dCVV ");
    }

    @ParameterizedTest
    @MethodSource("cvv")
    void computes_the_published_value(PublishedVector v) {
        try (CardVerificationValue cvv = new CardVerificationValue(secret(v.input("cvk")))) {
            assertThat(cvv.compute(v.input("pan"), v.input("expiry"), v.input("service_code")))
                    .isEqualTo(v.output("cvv"));
        }
    }

    @ParameterizedTest
    @MethodSource("dynamic")
    void computes_the_published_dynamic_value(PublishedVector v) {
        try (KeyCipher imk = KeyCipher.tdes(secret(v.input("imk")));
                SecretBytes cardKey = v.name().endsWith("opt A")
                        ? IccMasterKeyDerivation.optionA(imk, v.input("pan"), v.input("psn"))
                        : IccMasterKeyDerivation.optionBHashed(imk, v.input("pan"), v.input("psn"));
                CardVerificationValue cvv = new CardVerificationValue(cardKey)) {
            assertThat(cvv.computeDynamic(v.input("pan"), v.input("expiry"), v.input("service_code"), v.input("atc")))
                    .isEqualTo(v.output("dcvv"));
        }
    }

    @Test
    void stripe_chip_and_print_have_different_values() {
        try (CardVerificationValue cvv = new CardVerificationValue(secret(CVK))) {
            assertThat(List.of(
                            cvv.compute("4761739001010119", "2212", "201"),
                            cvv.compute("4761739001010119", "2212", "999"),
                            cvv.compute("4761739001010119", "2212", "000")))
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void one_key_bit_or_the_other_order_of_the_expiry_changes_the_value() {
        String value = value(CVK, "2212");
        assertThat(value(CVK, "1222")).isNotEqualTo(value);
        assertThat(value("0223456789ABCDEFFEDCBA9876543210", "2212")).isNotEqualTo(value);
    }

    @Test
    void refuses_fields_of_another_shape_and_keys_of_another_length() {
        try (CardVerificationValue cvv = new CardVerificationValue(secret(CVK))) {
            for (List<String> wrong : List.of(
                    List.of("4761739001010119", "221", "201"),
                    List.of("4761739001010119", "2212", "20A"),
                    List.of("476173900101011D", "2212", "201"),
                    List.of("47617390010101194761739001", "2212", "201"))) {
                assertThatThrownBy(() -> cvv.compute(wrong.get(0), wrong.get(1), wrong.get(2)))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageNotContaining("4761");
            }
        }
        assertThatThrownBy(() -> new CardVerificationValue(secret("0123456789ABCDEF")))
                .isInstanceOf(KeyRefusedException.class);
    }

    @Test
    void cvc3_of_track_2_and_track_1() {
        PublishedVector track2 = PublishedVector.named("CVC3 track2 pyemv");
        try (Cvc3 cvc3 = cvc3(track2)) {
            ByteString vector = cvc3.initialVector(ByteString.fromHex(track2.input("track2_static")));
            assertThat(cvc3.compute(vector, hex(track2, "un"), hex(track2, "atc"), 3))
                    .isEqualTo(track2.output("cvc3_last3"));
            assertThat(cvc3.compute(vector, hex(track2, "un"), ByteString.fromHex("005F"), 3))
                    .isNotEqualTo(track2.output("cvc3_last3"));
        }
        PublishedVector track1 = PublishedVector.named("CVC3 track1 pyemv");
        try (Cvc3 cvc3 = cvc3(track1)) {
            ByteString vector = cvc3.initialVector(ByteString.ascii(track1.input("track1_static_ascii")));
            assertThat(cvc3.compute(vector, hex(track1, "un"), hex(track1, "atc"), 3))
                    .isEqualTo(track1.output("cvc3_last3"));
        }
    }

    @Test
    void cvc3_of_five_digits_and_from_a_given_vector() {
        PublishedVector v = PublishedVector.named("CVC3 jPOS");
        try (KeyCipher imk = KeyCipher.tdes(secret(v.input("imk_cvc3")));
                SecretBytes key = IccMasterKeyDerivation.optionA(imk, v.input("pan"), v.input("psn"));
                Cvc3 cvc3 = new Cvc3(key)) {
            ByteString vector = cvc3.initialVector(hex(v, "track2"));
            assertThat(cvc3.compute(vector, hex(v, "un"), hex(v, "atc"), 5)).isEqualTo(v.output("cvc3"));
            assertThat(cvc3.compute(ByteString.fromHex("CD76"), hex(v, "un"), hex(v, "atc"), 5))
                    .isEqualTo(v.output("cvc3_from_ivcvc3_CD76"));
        }
    }

    @Test
    void initial_vectors_for_personalization() {
        PublishedVector v = PublishedVector.named("IVCVC3 for personalisation");
        try (KeyCipher imk = KeyCipher.tdes(secret(v.input("imk_cvc3")));
                SecretBytes key = IccMasterKeyDerivation.optionA(imk, v.input("pan"), v.input("psn"));
                Cvc3 cvc3 = new Cvc3(key)) {
            assertThat(HEX.formatHex(ClearKeyAccess.open(key))).isEqualTo(v.output("mk_cvc3"));
            assertThat(cvc3.initialVector(hex(v, "track2_static")).toHex()).isEqualTo(v.output("ivcvc3_track2"));
            assertThat(cvc3.initialVector(ByteString.ascii(v.input("track1_static_ascii")))
                            .toHex())
                    .isEqualTo(v.output("ivcvc3_track1"));
        }
    }

    @Test
    void refuses_cvc3_inputs_of_another_length() {
        try (Cvc3 cvc3 = new Cvc3(secret(CVK))) {
            ByteString two = ByteString.repeat(0, 2);
            ByteString four = ByteString.repeat(0, 4);
            assertThatThrownBy(() -> cvc3.compute(two, four, four, 3)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> cvc3.compute(two, four, two, 6)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> cvc3.compute(two, four, two, 0)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static String value(String cvk, String expiry) {
        try (CardVerificationValue cvv = new CardVerificationValue(secret(cvk))) {
            return cvv.compute("4761739001010119", expiry, "201");
        }
    }

    private static Cvc3 cvc3(PublishedVector v) {
        try (KeyCipher imk = KeyCipher.tdes(secret(v.input("imk_cvc3")));
                SecretBytes key = IccMasterKeyDerivation.optionA(imk, v.input("pan"), v.input("psn"))) {
            return new Cvc3(key);
        }
    }

    private static ByteString hex(PublishedVector v, String input) {
        return ByteString.fromHex(v.input(input));
    }

    private static SecretBytes secret(String hex) {
        return SecretBytes.adopt(HEX.parseHex(hex));
    }
}
