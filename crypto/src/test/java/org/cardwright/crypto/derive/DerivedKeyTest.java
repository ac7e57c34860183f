package org.cardwright.crypto.derive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.cardwright.crypto.key.ClearKeyAccess;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.crypto.key.SecretBytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DerivedKeyTest {

    @Test
    void a_key_without_odd_parity_is_taken_as_it_is() {
        byte[] bytes = HexFormat.of().parseHex("404142434445464748494a4b4c4d4e4f");
        try (DerivedKey key = DerivedKey.sound("ENC", KeyAlgorithm.TDES, SecretBytes.copyOf(bytes))) {
            assertThat(ClearKeyAccess.open(key.key())).isEqualTo(bytes);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "TDES, 40414243444546474140434245444746, equal",
        "TDES, 000000000000000048494A4B4C4D4E4F, weak",
        "TDES, 01FE01FE01FE01FE48494A4B4C4D4E4F, weak",
        "TDES, 4041424344454647, 8 bytes",
        "AES, 00000000000000000000000000000000, one byte repeated",
        "AES, 404142434445464748494A4B4C4D4E, 15 bytes"
    })
    void a_weak_key_or_one_of_a_wrong_length_is_refused_and_wiped(KeyAlgorithm algorithm, String hex, String rule) {
        SecretBytes key = SecretBytes.adopt(HexFormat.of().parseHex(hex));
        assertThatThrownBy(() -> DerivedKey.sound("ENC", algorithm, key))
                .isInstanceOf(KeyRefusedException.class)
                .hasMessageContaining("the derived key ENC is refused")
                .hasMessageContaining(rule);
        assertThat(key.isDestroyed()).isTrue();
    }
}
