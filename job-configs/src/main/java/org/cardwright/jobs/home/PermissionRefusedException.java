package org.cardwright.jobs.home;

/** A secret file that others can read is not used; the message names file and mode. */
public final class PermissionRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** One line for a person. */
    public PermissionRefusedException(String message) {
        super(message);
    }
}
