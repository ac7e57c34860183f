package org.cardwright.crypto.module;

/** The security module refused or failed; the message names keys and operations, never key bytes. */
public final class SecurityModuleException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** What the caller can do about it. */
    public enum Kind {
        /** The key is missing, of another purpose, in a wrong state or its check value differs: exit code 77. */
        KEY_REFUSED,
        /** The input of this one operation is wrong (a PIN block without a PIN): the record is rejected. */
        BAD_INPUT,
        /** A result failed its own check before use (a signature that does not verify): stop, nothing is written. */
        WRONG_RESULT,
        /** The device does not answer, or a key is suspended: try again later, exit code 75. */
        UNAVAILABLE
    }

    /** A failure of the given kind. */
    public SecurityModuleException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** A failure of the given kind with its cause. */
    public SecurityModuleException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** What the caller can do about it. */
    public Kind kind() {
        return kind;
    }
}
