package org.cardwright.pipeline.ledger;

/**
 * A card of a group that is on no chip.
 *
 * @param card index of its record in the manifest, from 1
 * @param state how it stands
 * @param reason why, without any content; empty when nothing was tried
 */
public record WaitingCard(long card, State state, String reason) {

    /** What becomes of it. */
    public enum State {
        /** The next run makes it. */
        OPEN,
        /** Nobody goes on with it before a person has looked. */
        HELD,
        /** It is made in another batch. */
        WITHDRAWN
    }
}
