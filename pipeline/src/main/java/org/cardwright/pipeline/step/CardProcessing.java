package org.cardwright.pipeline.step;

import java.util.List;
import java.util.Map;

/** Port: all arrows from the accepted order to the personalization record, for a slice of cards. */
@FunctionalInterface
public interface CardProcessing {

    /** Cards in a slice: module calls are shaped for about this many. */
    int SLICE_CARDS = 16;

    /**
     * One result per card, in order. Called by several threads; what comes out depends on the card alone, never on slice,
     * thread or time.
     */
    List<ProcessedCard> process(List<AcceptedCard> slice);

    /** How many operations with keys it has asked for so far, by their name; nothing when it uses none. */
    default Map<String, Long> keyOperations() {
        return Map.of();
    }
}
