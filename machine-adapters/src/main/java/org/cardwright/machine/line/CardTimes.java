package org.cardwright.machine.line;

import java.time.Duration;
import java.util.Arrays;

/** How long cards took, from the moment a card was there until it left. S1-29. Safe for several heads. */
public final class CardTimes {

    private static final int PERCENT = 100;

    private final Duration budget;
    private long[] nanos = new long[64];
    private int count;
    private int slow;

    CardTimes(Duration budget) {
        this.budget = budget;
    }

    /** True when it was longer than the budget. */
    synchronized boolean add(long cardNanos) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = cardNanos;
        boolean over = cardNanos > budget.toNanos();
        slow += over ? 1 : 0;
        return over;
    }

    /** How many cards. */
    public synchronized int cards() {
        return count;
    }

    /** Cards above the budget. */
    public synchronized int slow() {
        return slow;
    }

    /** What one card may take. */
    public Duration budget() {
        return budget;
    }

    /**
     * The time that so many percent of the cards needed at most; zero before the first card.
     *
     * @param percent 1 to 100
     */
    public synchronized Duration percentile(int percent) {
        if (count == 0) {
            return Duration.ZERO;
        }
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        int rank = (int) (((long) count * percent + PERCENT - 1) / PERCENT);
        return Duration.ofNanos(sorted[Math.max(rank, 1) - 1]);
    }
}
