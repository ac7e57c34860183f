package org.cardwright.pipeline.step;

import java.util.Optional;

/**
 * Why a step failed, in words that may be stored and logged.
 *
 * <p>Spring Batch writes messages and stack traces of exceptions into its tables. Therefore nothing else leaves the code of
 * a step: the original stays out when its message is not known to be free of content.
 */
public final class StepFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** What the operator can do about it. */
    public enum Kind {
        /** The issuer's file is wrong. */
        INPUT,
        /** Counts differ or the output does not verify. */
        NOT_RECONCILED,
        /** Another run has the batch. */
        BUSY,
        /** Disk, database or security module failed; try again. */
        UNAVAILABLE,
        /** People have not seen what is to be released. */
        WAITING,
        /** A key is missing or refused. */
        REFUSED,
        /** We are wrong. */
        INTERNAL
    }

    StepFailure(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** What another process recorded of its own failure, in words that may be stored. */
    public static StepFailure told(Kind kind, String message) {
        return new StepFailure(kind, message);
    }

    /** The failure of a step's code, without content. */
    public static StepFailure of(String step, Throwable failed) {
        return failed instanceof StepFailure known ? known : ContentFree.failure(step, failed);
    }

    /** An error of the Java machine or of the program behind a failure; empty when there is none. */
    public static Optional<Error> defect(Throwable failed) {
        return ContentFree.defect(failed);
    }

    /** What the operator can do about it. */
    public Kind kind() {
        return kind;
    }
}
