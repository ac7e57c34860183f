package org.cardwright.jobs.wiring;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.cardwright.crypto.pkcs11.TokenCalls;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process when a token does not come back from a call: nobody can interrupt it, and a batch must not hang for ever. What other
 * threads do goes on to its next chunk first, as after SIGTERM; the same command goes on later.
 */
final class StalledTokens {

    private static final Logger LOG = LoggerFactory.getLogger(StalledTokens.class);
    private static final int TRY_AGAIN = 75;
    private static final long LOOK_EVERY_MS = 500;

    /** Longer than a run that is asked to stop gets for its chunk. */
    private static final Duration GRACE = Duration.ofSeconds(40);

    /** Zero until somebody asks to watch. */
    private static final AtomicLong LIMIT_SECONDS = new AtomicLong();

    private StalledTokens() {}

    /** Looks at all calls of this process from now on. */
    static void watch(Duration limit) {
        if (LIMIT_SECONDS.getAndSet(limit.toSeconds()) == 0) {
            start("token-watch", StalledTokens::look);
        }
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void look() {
        try {
            Optional<TokenCalls.Running> stalled = Optional.empty();
            while (stalled.isEmpty()) {
                Thread.sleep(LOOK_EVERY_MS);
                stalled = TokenCalls.longerThan(Duration.ofSeconds(LIMIT_SECONDS.get()));
            }
            end(stalled.get());
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    private static void end(TokenCalls.Running stalled) throws InterruptedException {
        LOG.error(
                "token {} did not come back from {} within {} s (pkcs11.answer-seconds); the process ends, the same"
                        + " command goes on later",
                stalled.token(),
                stalled.operation(),
                LIMIT_SECONDS.get());
        start("token-end", () -> System.exit(TRY_AGAIN));
        Thread.sleep(GRACE.toMillis());
        Runtime.getRuntime().halt(TRY_AGAIN);
    }
}
