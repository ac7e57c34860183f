package org.cardwright.crypto.derive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.cardwright.crypto.key.ClearKeyAccess;
import org.cardwright.crypto.key.KeyCheckValue;
import org.cardwright.crypto.key.KeyCipher;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.sample.PublishedVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IccMasterKeyDerivationTest {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final String IMK = "0123456789ABCDEFFEDCBA9876543210";

    static Stream<PublishedVector> optionAAndB() {
        return Stream.of("MK OptionA", "MK OptionB").flatMap(prefix -> PublishedVector.startingWith(prefix).stream());
    }

    @ParameterizedTest
    @MethodSource("optionAAndB")
    void emv_book2_a1_4_1_and_2(PublishedVector vector) {
        try (KeyCipher imk = tdes(vector.input("imk"));
                SecretBytes mk = vector.name().contains("OptionA")
                        ? IccMasterKeyDerivation.optionA(imk, vector.input("pan"), vector.input("psn"))
                        : IccMasterKeyDerivation.optionB(imk, vector.input("pan"), vector.input("psn"))) {
            if (vector.outputs().containsKey("mk")) {
                assertThat(hex(mk)).isEqualTo(vector.output("mk"));
            } else {
                assertThat(checkValue(mk)).startsWith(vector.output("kcv2"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"AES-128 Option C chain", "AES-192 Option C chain", "AES-256 Option C chain"})
    void emv_book2_a1_4_3_option_c(String name) {
        PublishedVector vector = PublishedVector.named(name);
        try (SecretBytes imk = secret(vector.input("imk"));
                KeyCipher cipher = KeyCipher.aes(imk);
                SecretBytes mk = IccMasterKeyDerivation.optionC(cipher, vector.input("pan"), vector.input("psn"))) {
            assertThat(hex(mk)).isEqualTo(vector.output("mk"));
        }
    }

    @Test
    void derives_the_three_keys_of_a_card() {
        PublishedVector vector = PublishedVector.named("MK set PAN 1234567890123456/00");
        for (String use : List.of("ac", "smi", "smc")) {
            try (KeyCipher imk = tdes(vector.input("imk_" + use));
                    SecretBytes mk = IccMasterKeyDerivation.optionA(imk, vector.input("pan"), vector.input("psn"))) {
                assertThat(checkValue(mk)).startsWith(vector.output("kcv_" + use));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Option B decimalisation example 1", "Option B decimalisation example 2"})
    void emv_book2_a1_4_2_decimalisation(String name) {
        PublishedVector vector = PublishedVector.named(name);
        byte[] hash = HEX.parseHex(vector.input("sha1"));
        assertThat(Decimalisation.text(hash, 16)).isEqualTo(vector.output("y"));
        hash[0] ^= 0x10;
        assertThat(Decimalisation.text(hash, 16)).isNotEqualTo(vector.output("y"));
    }

    @Test
    void another_sequence_number_or_another_digit_gives_another_key() {
        try (KeyCipher imk = tdes(IMK);
                SecretBytes key = IccMasterKeyDerivation.optionA(imk, "9999990000000014", "01");
                SecretBytes otherNumber = IccMasterKeyDerivation.optionA(imk, "9999990000000014", "02");
                SecretBytes otherPan = IccMasterKeyDerivation.optionA(imk, "9999990000000022", "01")) {
            assertThat(key).isNotEqualTo(otherNumber).isNotEqualTo(otherPan);
        }
    }

    @Test
    void option_b_is_option_a_up_to_sixteen_digits_and_not_above() {
        try (KeyCipher imk = tdes(IMK);
                SecretBytes a16 = IccMasterKeyDerivation.optionA(imk, "9999990000000014", "00");
                SecretBytes b16 = IccMasterKeyDerivation.optionB(imk, "9999990000000014", "00");
                SecretBytes a17 = IccMasterKeyDerivation.optionA(imk, "99999900000000014", "00");
                SecretBytes b17 = IccMasterKeyDerivation.optionB(imk, "99999900000000014", "00")) {
            assertThat(b16).isEqualTo(a16);
            assertThat(b17).isNotEqualTo(a17);
        }
    }

    @Test
    void every_byte_of_a_triple_des_key_has_odd_parity() {
        try (KeyCipher imk = tdes(IMK);
                SecretBytes mk = IccMasterKeyDerivation.optionA(imk, "9999990000000014", "01")) {
            for (byte b : ClearKeyAccess.open(mk)) {
                assertThat(Integer.bitCount(b & 0xFF) % 2).isOne();
            }
        }
    }

    @Test
    void refuses_an_issuer_key_of_the_other_algorithm() {
        try (KeyCipher aes = KeyCipher.aes(secret(IMK));
                KeyCipher tdes = tdes(IMK);
                KeyCipher tripleLength = tdes(IMK + "1111111111111111")) {
            assertThatThrownBy(() -> IccMasterKeyDerivation.optionA(aes, "9999990000000014", "00"))
                    .isInstanceOf(KeyRefusedException.class);
            assertThatThrownBy(() -> IccMasterKeyDerivation.optionA(tripleLength, "9999990000000014", "00"))
                    .isInstanceOf(KeyRefusedException.class);
            assertThatThrownBy(() -> IccMasterKeyDerivation.optionC(tdes, "9999990000000014", "00"))
                    .isInstanceOf(KeyRefusedException.class);
        }
    }

    private static KeyCipher tdes(String hex) {
        return KeyCipher.tdes(secret(hex));
    }

    private static SecretBytes secret(String hex) {
        return SecretBytes.adopt(HEX.parseHex(hex));
    }

    private static String hex(SecretBytes secret) {
        return HEX.formatHex(ClearKeyAccess.open(secret)).toUpperCase(Locale.ROOT);
    }

    private static String checkValue(SecretBytes key) {
        try (KeyCipher cipher = KeyCipher.tdes(key)) {
            return KeyCheckValue.of(cipher).toHex();
        }
    }
}
