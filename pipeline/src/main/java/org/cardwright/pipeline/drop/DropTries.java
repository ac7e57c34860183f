package org.cardwright.pipeline.drop;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.cardwright.pipeline.ledger.Drop;
import org.cardwright.pipeline.ledger.DropState;

/** When a drop that could not be made into a batch is tried again: at once after a start, then ever more seldom. */
final class DropTries {

    /** How often a program may fail on a file that is no batch yet. */
    private static final int PATIENCE = 3;

    private static final long FIRST_SECONDS = 15;
    private static final long LONGEST_SECONDS = 600;

    private final Map<String, Tried> tried = new HashMap<>();
    private final Set<String> held = new HashSet<>();

    private record Tried(int times, long atNanos, long waitSeconds) {}

    /** True when it is to be tried now. */
    boolean isDue(Drop drop) {
        if (held.contains(drop.id())) {
            return false;
        }
        Tried last = tried.get(drop.id());
        return last == null || System.nanoTime() - last.atNanos() >= TimeUnit.SECONDS.toNanos(last.waitSeconds());
    }

    /** True when the program may fail on it once more. */
    boolean mayFail(Drop drop) {
        Tried last = tried.get(drop.id());
        return last == null || last.times() + 1 < PATIENCE;
    }

    /** Notes a try. What is held is not tried again by this process. */
    void tried(Drop drop) {
        if (drop.state().isOver()) {
            tried.remove(drop.id());
        } else if (drop.state() == DropState.HELD) {
            held.add(drop.id());
        } else {
            Tried last = tried.get(drop.id());
            int times = last == null ? 1 : last.times() + 1;
            long wait = drop.state() == DropState.WAITING
                    ? LONGEST_SECONDS
                    : Math.min(LONGEST_SECONDS, FIRST_SECONDS << Math.min(times - 1, 6));
            tried.put(drop.id(), new Tried(times, System.nanoTime(), wait));
        }
    }
}
