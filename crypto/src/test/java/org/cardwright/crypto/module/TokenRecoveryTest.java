package org.cardwright.crypto.module;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.pkcs11.TokenGroup;
import org.cardwright.crypto.pkcs11.TokenGroupSettings;
import org.cardwright.crypto.pkcs11.TokenHealth;
import org.cardwright.crypto.pkcs11.TokenHealth.State;
import org.cardwright.crypto.pkcs11.TokenSelector;
import org.cardwright.sample.SoftHsmTokens;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A token that was lost in the middle of a job and is back. */
class TokenRecoveryTest {

    private static final Duration SHORT = Duration.ofMillis(100);

    private SoftHsmTokens tokens;
    private TokenGroup group;

    @BeforeEach
    void lose(@TempDir Path directory) {
        SoftHsmTokens.missing().ifPresent(Assumptions::abort);
        tokens = SoftHsmTokens.in(directory, "left", "right");
        TokenGroupSettings settings = new TokenGroupSettings(
                SoftHsmTokens.library(),
                List.of(TokenSelector.label("left"), TokenSelector.label("right")),
                SHORT,
                2,
                SHORT,
                TokenGroupSettings.ANSWER);
        try (SecretBytes pin = SecretBytes.ofPassphrase(SoftHsmTokens.PIN.toCharArray())) {
            group = TokenGroup.open(settings, pin, Clock.systemUTC());
        }
        tokens.lose("right");
        group.recover();
        assertThat(states()).containsExactly(State.UP, State.DOWN);
    }

    @AfterEach
    void close() {
        if (tokens != null) {
            group.close();
            tokens.close();
        }
    }

    private List<State> states() {
        return group.health().stream().map(TokenHealth::state).toList();
    }

    @Test
    void it_is_used_again_after_the_next_batch_of_operations() {
        TokenRecovery recovery = new TokenRecovery(group, Duration.ZERO);
        recovery.attempt();
        assertThat(states()).containsExactly(State.UP, State.DOWN);
        tokens.restore("right");
        recovery.attempt();
        assertThat(states()).containsExactly(State.UP, State.UP);
    }

    @Test
    void it_is_left_alone_until_the_pause_is_over() {
        tokens.restore("right");
        new TokenRecovery(group, Duration.ofHours(1)).attempt();
        assertThat(states()).containsExactly(State.UP, State.DOWN);
    }

    @Test
    void work_that_does_not_end_puts_the_attempt_off_and_ends_nothing() throws Exception {
        tokens.restore("right");
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch ends = new CountDownLatch(1);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<Integer> work = thread.submit(() -> group.run(session -> {
                began.countDown();
                return awaited(ends);
            }));
            assertThat(began.await(10, TimeUnit.SECONDS)).isTrue();
            TokenRecovery recovery = new TokenRecovery(group, Duration.ZERO);
            recovery.attempt();
            assertThat(states()).containsExactly(State.UP, State.DOWN);
            ends.countDown();
            assertThat(work.get(10, TimeUnit.SECONDS)).isEqualTo(1);
            recovery.attempt();
            assertThat(states()).containsExactly(State.UP, State.UP);
        } finally {
            ends.countDown();
            thread.shutdownNow();
        }
    }

    private static int awaited(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS) ? 1 : 0;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }
}
