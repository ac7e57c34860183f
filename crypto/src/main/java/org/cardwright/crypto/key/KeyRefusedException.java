package org.cardwright.crypto.key;

/**
 * A key is not what it should be: malformed or altered block, weak or wrong value, wrong purpose, state or check value.
 *
 * <p>The security module turns it into its own exception; the message never holds key bytes.
 */
public final class KeyRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** A refusal: what was wrong and what is required. */
    public KeyRefusedException(String message) {
        super(message);
    }
}
