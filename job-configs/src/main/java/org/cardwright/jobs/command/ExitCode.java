package org.cardwright.jobs.command;

/** Exit codes that other programs rely on. */
public final class ExitCode {

    /** Done, also "already done, seal verified". */
    public static final int DONE = 0;

    /** Wrong usage. */
    public static final int USAGE = 64;

    /** Input refused. */
    public static final int INPUT_REFUSED = 65;

    /** Reconciliation or verification failed. */
    public static final int NOT_VERIFIED = 70;

    /** Try again later. */
    public static final int TRY_AGAIN = 75;

    /** Keys or permissions refused. */
    public static final int REFUSED = 77;

    private ExitCode() {}
}
