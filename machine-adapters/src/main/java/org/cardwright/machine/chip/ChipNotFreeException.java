package org.cardwright.machine.chip;

/** The journal lets nothing be written on this chip, or of this record: nothing was. The message is for people and quotes no card data. */
public final class ChipNotFreeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says why. */
    public ChipNotFreeException(String message) {
        super(message);
    }
}
