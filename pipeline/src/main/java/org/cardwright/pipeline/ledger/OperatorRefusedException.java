package org.cardwright.pipeline.ledger;

/** Who acts is not registered, not proven, or lacks the right: exit code 77. The message never holds a passphrase. */
public final class OperatorRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** A refusal. */
    public OperatorRefusedException(String message) {
        super(message);
    }
}
