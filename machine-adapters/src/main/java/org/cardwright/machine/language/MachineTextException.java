package org.cardwright.machine.language;

/** A text that a machine cannot take; the message names card, text and rule, never what it says. */
public final class MachineTextException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** What is wrong with a text of a card. */
    MachineTextException(JobCard card, String text, String rule) {
        super("card " + card.reference() + ", " + text + ": " + rule);
    }
}
