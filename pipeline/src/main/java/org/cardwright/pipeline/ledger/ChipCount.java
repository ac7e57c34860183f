package org.cardwright.pipeline.ledger;

/**
 * How the cards of a group stand on their way onto chips: {@code cards = good + held + withdrawn + open}.
 *
 * @param cards cards of the group that have a chip
 * @param good on a chip
 * @param held used up as many chips as they may, fit no chip, or wait for somebody to say what became of a chip at a desk
 * @param withdrawn made once more in another batch, because two persons said so
 * @param open waiting, or in a head
 */
public record ChipCount(int cards, int good, int held, int withdrawn, int open) {

    /** Refuses counts that do not add up. */
    public ChipCount {
        if (cards != good + held + withdrawn + open) {
            throw new NotReconciledException("cards " + cards + " are not good " + good + ", held " + held
                    + ", withdrawn " + withdrawn + ", open " + open);
        }
    }

    /** True when nothing more is to be made. */
    public boolean isDone() {
        return open == 0;
    }
}
