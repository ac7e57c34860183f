package org.cardwright.jobs.home;

/** A secret is not used where too many could have it: a file that others can read, keys in memory that nobody accepted. */
public final class PermissionRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** One line for a person. */
    public PermissionRefusedException(String message) {
        super(message);
    }
}
