package org.cardwright.crypto.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PassphraseRecordTest {

    private static final String PASSPHRASE = "correct horse battery";

    @Test
    void knows_its_passphrase_after_a_round_trip_and_no_other() {
        PassphraseRecord made = PassphraseRecord.of(PASSPHRASE.toCharArray(), new SecureRandom());
        PassphraseRecord read = PassphraseRecord.parse(made.text());
        assertThat(read.fits(PASSPHRASE.toCharArray())).isTrue();
        assertThat(read.fits("correct horse batterz".toCharArray())).isFalse();
        assertThat(read.text()).isEqualTo(made.text()).doesNotContain("horse");
        assertThat(read).hasToString("PassphraseRecord(argon2id, 65536 KiB, 3 passes)");
    }

    @Test
    void salts_every_record_afresh() {
        SecureRandom random = new SecureRandom();
        assertThat(PassphraseRecord.of(PASSPHRASE.toCharArray(), random).text())
                .isNotEqualTo(
                        PassphraseRecord.of(PASSPHRASE.toCharArray(), random).text());
    }

    @Test
    void refuses_a_short_passphrase() {
        assertThatThrownBy(() -> PassphraseRecord.of("short".toCharArray(), new SecureRandom()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("short pass");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "argon2id:65536:3:00",
                "argon2i:65536:3:00112233445566778899AABBCCDDEEFF:0000000000000000000000000000000000000000000000000000000000000000",
                "argon2id:9999999:3:00112233445566778899AABBCCDDEEFF:0000000000000000000000000000000000000000000000000000000000000000",
                "argon2id:65536:0:00112233445566778899AABBCCDDEEFF:0000000000000000000000000000000000000000000000000000000000000000"
            })
    void refuses_a_text_that_is_no_record_or_asks_for_too_much(String text) {
        assertThatThrownBy(() -> PassphraseRecord.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
