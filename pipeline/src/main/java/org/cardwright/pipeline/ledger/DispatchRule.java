package org.cardwright.pipeline.ledger;

import java.time.Instant;
import java.util.Optional;

/** What it means for a room that a card has left the house. */
public sealed interface DispatchRule {

    /** May the room have the card? */
    boolean admits(Optional<CardDispatch> left);

    /** A room that makes cards: one that has left is not made again, whatever becomes of it. */
    record Makes() implements DispatchRule {

        @Override
        public boolean admits(Optional<CardDispatch> left) {
            return left.isEmpty();
        }
    }

    /**
     * A room that prints PIN mailers.
     *
     * @param leftBy moment at which the card has left, at the latest; empty where cards are not waited for
     */
    record Mails(Optional<Instant> leftBy) implements DispatchRule {

        @Override
        public boolean admits(Optional<CardDispatch> left) {
            return leftBy.map(latest ->
                            left.filter(card -> !card.leftAt().isAfter(latest)).isPresent())
                    .orElse(true);
        }
    }
}
