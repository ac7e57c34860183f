package org.cardwright.jobs.scorecard;

import java.util.Random;

/** Uniform random times to kill at; the span grows while a batch does not come any further, so that every batch ends. */
final class KillTimes {

    private final Random random;
    private long shortestSpanMs;
    private long spanMs;

    KillTimes(Random random, long spanMs) {
        this.random = random;
        this.shortestSpanMs = spanMs;
        this.spanMs = spanMs;
    }

    /** Milliseconds after the start of the process. */
    long next() {
        return random.nextLong(spanMs);
    }

    /** The run was over before: later than this none needs to be killed. */
    void cameTooLate(long afterMs) {
        shortestSpanMs = Math.max(1, Math.min(shortestSpanMs, afterMs));
        spanMs = shortestSpanMs;
    }

    /** What the last kill left of the work; a machine that is busy stays so, and sealing begins anew in every run. */
    void learn(boolean cameFurther) {
        spanMs = cameFurther ? Math.max(shortestSpanMs, spanMs * 3 / 4) : spanMs + shortestSpanMs / 4;
    }
}
