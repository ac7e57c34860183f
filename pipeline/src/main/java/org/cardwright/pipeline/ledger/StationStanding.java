package org.cardwright.pipeline.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a card stands in a room.
 *
 * @param card index of its record
 * @param attempt from 1
 * @param room where
 * @param state what became of it
 * @param decided whether a person decided it
 */
record StationStanding(long card, int attempt, String room, StationCard.State state, boolean decided) {

    /** The newest attempt of each card. */
    static Map<Long, List<StationStanding>> newest(List<StationStanding> all) {
        Map<Long, List<StationStanding>> newest = new HashMap<>();
        for (StationStanding one : all) {
            List<StationStanding> rows = newest.computeIfAbsent(one.card, none -> new ArrayList<>());
            if (!rows.isEmpty() && rows.get(0).attempt < one.attempt) {
                rows.clear();
            }
            rows.add(one);
        }
        return newest;
    }

    /**
     * The attempt in which a room may take the card now; empty when it may not.
     *
     * @param newest what stands of its newest attempt
     * @param after the room that must have let it go; empty for the first one
     * @param attempts how often it is made before a person must decide
     */
    static OptionalInt attempt(List<StationStanding> newest, String room, Optional<String> after, int attempts) {
        if (newest.isEmpty()) {
            return after.isEmpty() ? OptionalInt.of(1) : OptionalInt.empty();
        }
        int attempt = newest.get(0).attempt;
        Optional<StationStanding> spoiled = newest.stream()
                .filter(one -> one.state == StationCard.State.REJECT)
                .findFirst();
        if (spoiled.isPresent()) {
            boolean again = attempt < attempts || spoiled.get().decided;
            return after.isEmpty() && again ? OptionalInt.of(attempt + 1) : OptionalInt.empty();
        }
        boolean clear = newest.stream().allMatch(one -> one.state == StationCard.State.OK);
        boolean here = newest.stream().anyMatch(one -> one.room.equals(room));
        boolean before = after.isPresent() && newest.stream().anyMatch(one -> one.room.equals(after.get()));
        return clear && before && !here ? OptionalInt.of(attempt) : OptionalInt.empty();
    }
}
