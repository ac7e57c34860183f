package org.cardwright.crypto.key;

/**
 * A key is not what it should be: malformed or altered block, weak or wrong value, wrong purpose, state or check value.
 *
 * <p>The security module turns it into its own exception; the message never holds key bytes.
 */
public final class KeyRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean passing;

    /** A refusal: what was wrong and what is required. */
    public KeyRefusedException(String message) {
        this(message, false);
    }

    private KeyRefusedException(String message, boolean passing) {
        super(message);
        this.passing = passing;
    }

    /** A key that is out of use for a while: what needs it waits. */
    public static KeyRefusedException suspended(KeyName name) {
        return new KeyRefusedException(name + " is SUSPENDED; what needs it waits until it is active again", true);
    }

    /** Something whose day has not come. */
    static KeyRefusedException notYet(String message) {
        return new KeyRefusedException(message, true);
    }

    /** True when nothing is wrong with the key but its state or the day, and that can change. */
    public boolean isPassing() {
        return passing;
    }
}
