package org.cardwright.pipeline.launch;

import org.cardwright.pipeline.step.CardProcessing;

/** A card in the second partition that nobody can make, and that is nobody's fault that has a name. */
final class PoisonedCard {

    private static final int RECORD = 100;

    private PoisonedCard() {}

    static CardProcessing at(CardProcessing processing) {
        return slice -> {
            if (slice.stream().anyMatch(card -> card.application().recordNumber() == RECORD)) {
                throw new IllegalStateException("poisoned");
            }
            return processing.process(slice);
        };
    }
}
