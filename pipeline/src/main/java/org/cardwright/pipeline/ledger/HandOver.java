package org.cardwright.pipeline.ledger;

/**
 * What one chunk took and what became of it.
 *
 * @param taken cards taken from the step before
 * @param good cards handed on
 * @param rejected cards refused by a rule
 * @param held cards kept back
 * @param remade cards made again under another attempt
 */
public record HandOver(int taken, int good, int rejected, int held, int remade) {

    /** Refuses a hand-over that loses or invents a card. */
    public HandOver {
        if (taken != good + rejected + held + remade) {
            throw new NotReconciledException("hand-over of " + taken + " cards: good " + good + ", rejected " + rejected
                    + ", held " + held + ", remade " + remade);
        }
    }

    /** Good and rejected cards only. */
    public static HandOver of(int good, int rejected) {
        return of(good, rejected, 0);
    }

    /** Good, rejected and remade cards. */
    public static HandOver of(int good, int rejected, int remade) {
        return new HandOver(good + rejected + remade, good, rejected, 0, remade);
    }
}
