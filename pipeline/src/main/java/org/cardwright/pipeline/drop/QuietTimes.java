package org.cardwright.pipeline.drop;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Since when files have looked the same. */
final class QuietTimes {

    private final long quietNanos;
    private final Map<Object, Seen> seen = new HashMap<>();
    private final Set<Object> asked = new HashSet<>();
    private int waiting;

    QuietTimes(Duration quiet) {
        this.quietNanos = quiet.toNanos();
    }

    private record Seen(Object look, long sinceNanos) {}

    /** Begins a round; what the one before did not ask for is forgotten. */
    void begin() {
        seen.keySet().retainAll(asked);
        asked.clear();
        waiting = 0;
    }

    /** True when the file has looked like this for long enough. */
    boolean isQuiet(Object file, Object look) {
        asked.add(file);
        long now = System.nanoTime();
        Seen before = seen.get(file);
        if (before == null || !before.look().equals(look)) {
            before = new Seen(look, now);
            seen.put(file, before);
        }
        boolean quiet = now - before.sinceNanos() >= quietNanos;
        waiting += quiet ? 0 : 1;
        return quiet;
    }

    /** It was written while it was read: it has to be quiet from now on. */
    void restart(Object file) {
        seen.remove(file);
        waiting++;
    }

    /** Files of this round that were not quiet for long enough. */
    int waiting() {
        return waiting;
    }
}
