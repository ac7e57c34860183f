package org.cardwright.pipeline.ledger;

/** The database does not answer, or another process has it: exit code 75. */
public final class DatabaseUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** It is in use. */
    public DatabaseUnavailableException(String message) {
        super(message);
    }

    /** A failure to open. */
    public DatabaseUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
