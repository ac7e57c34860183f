package org.cardwright.pipeline.ledger;

/** Counts that must agree do not, or a file is shorter than its checkpoint: nothing is sealed, exit code 70. */
public final class NotReconciledException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Names what was compared and the numbers; never content. */
    public NotReconciledException(String message) {
        super(message);
    }
}
