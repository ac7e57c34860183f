package org.cardwright.pipeline.drop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Whatever length a server tells, the patience with it has an end that can be counted. */
class SftpPatienceTest {

    @Test
    void a_copy_of_any_length_ends() {
        assertThat(SftpPatience.USUAL.copy(Long.MAX_VALUE)).isEqualTo(SftpPatience.USUAL.copy(64L << 30));
        assertThat(SftpPatience.USUAL.copy(-1)).isEqualTo(SftpPatience.USUAL.answer());
        assertThat(SftpPatience.USUAL.copy(1 << 20)).isEqualTo(Duration.ofSeconds(30 + 16));
    }
}
