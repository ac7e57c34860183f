package org.cardwright.pipeline.ledger;

import java.util.List;
import java.util.Set;

/**
 * What must have been done with the cards of a group before they can leave.
 *
 * @param group product and plastic
 * @param cards indexes of all of them in the manifest, in order
 * @param rooms each must have let a card go
 * @param made what makes them here
 */
public record CardRoute(String group, List<Long> cards, Set<String> rooms, Made made) {

    /** What makes cards here, beside rooms. */
    public enum Made {
        /** Chips: each is on one. */
        ON_CHIP,
        /** Rooms alone, or nothing. */
        BY_ROOMS,
        /** Others do, and two persons say so. */
        ELSEWHERE
    }

    /** Copies the collections. */
    public CardRoute {
        cards = List.copyOf(cards);
        rooms = Set.copyOf(rooms);
    }

    boolean chip() {
        return made == Made.ON_CHIP;
    }

    /** False when nothing in this house makes them, so that nobody can know from its ledger whether they are there. */
    boolean isKnown() {
        return made != Made.BY_ROOMS || !rooms.isEmpty();
    }
}
