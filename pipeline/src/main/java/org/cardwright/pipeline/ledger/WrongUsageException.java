package org.cardwright.pipeline.ledger;

/** Somebody named what does not exist or asked for what cannot be; the message is for them and quotes no card data. */
public final class WrongUsageException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /**
     * The one way to say it.
     *
     * @param message what is wrong
     */
    public WrongUsageException(String message) {
        super(message);
    }

    /**
     * The same with what told us.
     *
     * @param message what is wrong
     * @param cause what told us
     */
    public WrongUsageException(String message, Throwable cause) {
        super(message, cause);
    }
}
