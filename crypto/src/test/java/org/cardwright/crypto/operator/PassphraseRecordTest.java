package org.cardwright.crypto.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.security.SecureRandom;
import org.cardwright.crypto.module.PassphraseCost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PassphraseRecordTest {

    private static final String PASSPHRASE = "correct horse battery";

    /** Written by the program when the cost of a record could not be chosen yet. */
    private static final String OLD = "argon2id:65536:3:E8EB05D6EE4AB92EB847F9A9BB2BB418:"
            + "6C6356DC3CFDBFB5DA1E1C9C19EE4BFA92BBE4977373E8F2D36C42734A4F17E8";

    @Test
    void knows_its_passphrase_after_a_round_trip_and_no_other() {
        PassphraseRecord made = PassphraseRecord.of(PASSPHRASE.toCharArray(), PassphraseCost.LEAST, new SecureRandom());
        PassphraseRecord read = PassphraseRecord.parse(made.text());
        assertThat(read.fits(PASSPHRASE.toCharArray())).isTrue();
        assertThat(read.fits("correct horse batterz".toCharArray())).isFalse();
        assertThat(read.text()).isEqualTo(made.text()).doesNotContain("horse");
        assertThat(read).hasToString("PassphraseRecord(argon2id, 1024 KiB, 1 passes)");
    }

    @Test
    void a_record_that_fits_none_asks_for_the_work_of_one_that_fits_some() {
        PassphraseCost cost = new PassphraseCost(8 * 1024, 16, 1);
        PassphraseRecord some = PassphraseRecord.of(PASSPHRASE.toCharArray(), cost, new SecureRandom());
        PassphraseRecord none = PassphraseRecord.fittingNone(cost);
        assertThat(none.fits(PASSPHRASE.toCharArray())).isFalse();
        assertThat(cpuNanos(none)).isGreaterThan(cpuNanos(some) / 2);
    }

    /** Processor time of this thread: other processes do not count. */
    private static long cpuNanos(PassphraseRecord record) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        assertThat(record.fits("a wrong passphrase".toCharArray())).isFalse();
        return threads.getCurrentThreadCpuTime() - before;
    }

    @Test
    void salts_every_record_afresh() {
        SecureRandom random = new SecureRandom();
        assertThat(PassphraseRecord.of(PASSPHRASE.toCharArray(), PassphraseCost.LEAST, random)
                        .text())
                .isNotEqualTo(PassphraseRecord.of(PASSPHRASE.toCharArray(), PassphraseCost.LEAST, random)
                        .text());
    }

    @Test
    void refuses_a_short_passphrase() {
        assertThatThrownBy(() -> PassphraseRecord.of("short".toCharArray(), PassphraseCost.LEAST, new SecureRandom()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("short pass");
    }

    @Test
    void reads_a_record_of_the_default_cost_as_it_was_written_before() {
        PassphraseRecord old = PassphraseRecord.parse(OLD);
        assertThat(old.text()).isEqualTo(OLD);
        assertThat(old.fits(PASSPHRASE.toCharArray())).isTrue();
        assertThat(old).hasToString("PassphraseRecord(argon2id, 65536 KiB, 3 passes)");
    }

    @Test
    void refuses_a_cost_that_its_text_cannot_hold() {
        PassphraseCost lanes = new PassphraseCost(8 * 1024, 1, 2);
        assertThatThrownBy(() -> PassphraseRecord.of(PASSPHRASE.toCharArray(), lanes, new SecureRandom()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "argon2id:65536:3:00",
                "argon2i:65536:3:00112233445566778899AABBCCDDEEFF:0000000000000000000000000000000000000000000000000000000000000000",
                "argon2id:9999999:3:00112233445566778899AABBCCDDEEFF:0000000000000000000000000000000000000000000000000000000000000000",
                "argon2id:1023:3:00112233445566778899AABBCCDDEEFF:0000000000000000000000000000000000000000000000000000000000000000",
                "argon2id:65536:17:00112233445566778899AABBCCDDEEFF:0000000000000000000000000000000000000000000000000000000000000000",
                "argon2id:65536:0:00112233445566778899AABBCCDDEEFF:0000000000000000000000000000000000000000000000000000000000000000"
            })
    void refuses_a_text_that_is_no_record_or_asks_for_too_much(String text) {
        assertThatThrownBy(() -> PassphraseRecord.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
