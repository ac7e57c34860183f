package org.cardwright.crypto.module;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.cardwright.crypto.pkcs11.TokenGroup;
import org.cardwright.crypto.pkcs11.TokenHealth;

/**
 * Brings back tokens that failed, at most once in a while: some libraries need a new start for that, so it is done between two batches of
 * operations, when the work of all others has paused. Safe for several threads.
 */
final class TokenRecovery {

    private final TokenGroup tokens;
    private final Duration pause;
    private final AtomicLong last = new AtomicLong(System.nanoTime());

    /**
     * @param pause between the end of an attempt and the next one
     */
    TokenRecovery(TokenGroup tokens, Duration pause) {
        this.tokens = tokens;
        this.pause = pause;
    }

    /** What cannot be had now is left to the tokens that are well; if there are none, the work that follows says so. */
    void attempt() {
        long before = last.get();
        boolean due = System.nanoTime() - before > pause.toNanos();
        if (due && isAnyDown() && last.compareAndSet(before, System.nanoTime())) {
            try {
                tokens.recover();
            } catch (SecurityModuleException notNow) {
                last.set(System.nanoTime());
            }
        }
    }

    private boolean isAnyDown() {
        return tokens.health().stream().anyMatch(token -> token.state() == TokenHealth.State.DOWN);
    }
}
