package org.cardwright.machine.line;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.cardwright.machine.chip.CardEnding.Result;

/**
 * What one head did.
 *
 * @param name of the head
 * @param state at the end
 * @param results how many cards ended so
 */
public record HeadReport(String name, HeadState state, Map<Result, Integer> results) {

    /** Copies the map. */
    public HeadReport {
        Map<Result, Integer> copy = new EnumMap<>(Result.class);
        copy.putAll(results);
        results = Collections.unmodifiableMap(copy);
    }

    /** Cards with this ending. */
    public int count(Result result) {
        return results.getOrDefault(result, 0);
    }
}
