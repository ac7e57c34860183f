package org.cardwright.crypto.key;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyRulesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0123456789ABCDEFFEDCBA9876543210",
                "E0F2C2D5A4B68698687A4A5D2C3E0E10",
                "0123456789ABCDEFFEDCBA98765432101032547698BADCFE"
            })
    void accepts_sound_triple_des_keys(String hex) {
        assertThatCode(() -> KeyRules.requireSound(KeyAlgorithm.TDES, secret(hex)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // zeros, one byte short, eight bytes
                "00000000000000000000000000000000",
                "0123456789ABCDEFFEDCBA98765432",
                "0123456789ABCDEF",
                // even parity in one byte
                "0023456789ABCDEFFEDCBA9876543210",
                // weak left half, weak right half, semi-weak halves
                "0101010101010101FEDCBA9876543210",
                "0123456789ABCDEFFEFEFEFEFEFEFEFE",
                "01FE01FE01FE01FEFEDCBA9876543210",
                "0123456789ABCDEFE0FEE0FEF1FEF1FE",
                // equal parts: single DES
                "0123456789ABCDEF0123456789ABCDEF",
                "0123456789ABCDEFFEDCBA98765432100123456789ABCDEF",
                "0123456789ABCDEFFEDCBA9876543210FEDCBA9876543210"
            })
    void refuses_unsound_triple_des_keys(String hex) {
        assertThatThrownBy(() -> KeyRules.requireSound(KeyAlgorithm.TDES, secret(hex)))
                .isInstanceOf(KeyRefusedException.class)
                .hasMessageNotContaining(hex.substring(0, 8));
    }

    @Test
    void refuses_one_byte_repeated_and_wrong_lengths_for_the_others() {
        for (KeyAlgorithm algorithm : new KeyAlgorithm[] {KeyAlgorithm.AES, KeyAlgorithm.HMAC, KeyAlgorithm.ED25519}) {
            assertThatThrownBy(() -> KeyRules.requireSound(algorithm, SecretBytes.adopt(new byte[32])))
                    .isInstanceOf(KeyRefusedException.class);
            assertThatThrownBy(() -> KeyRules.requireSound(algorithm, secret("41".repeat(32))))
                    .isInstanceOf(KeyRefusedException.class);
            assertThatThrownBy(() -> KeyRules.requireSound(algorithm, secret("41".repeat(30) + "42")))
                    .isInstanceOf(KeyRefusedException.class);
            assertThatCode(() -> KeyRules.requireSound(algorithm, secret("41".repeat(31) + "42")))
                    .doesNotThrowAnyException();
        }
    }

    private static SecretBytes secret(String hex) {
        return SecretBytes.adopt(HexFormat.of().parseHex(hex));
    }
}
