package org.cardwright.pipeline.ledger;

/** Another run has taken the batch over; this one must not write any more: exit code 75. */
public final class RunLostException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The batch that was lost. */
    public RunLostException(String batch) {
        super("another run works on batch " + batch);
    }
}
