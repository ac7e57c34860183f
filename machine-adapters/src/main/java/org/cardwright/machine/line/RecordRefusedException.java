package org.cardwright.machine.line;

/** A record may go onto no card, and a person must look at what it comes from. The message names it, and holds no content. */
public final class RecordRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says which and why. */
    public RecordRefusedException(String message) {
        super(message);
    }
}
