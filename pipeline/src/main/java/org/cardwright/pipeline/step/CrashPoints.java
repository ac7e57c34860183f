package org.cardwright.pipeline.step;

import java.util.List;
import java.util.ServiceLoader;

/**
 * Named moments at which a crash would hurt most; tests die there, production passes.
 *
 * <p>A test puts an implementation on its class path ({@link ServiceLoader}); the shipped program has none.
 */
@FunctionalInterface
public interface CrashPoints {

    /** Nothing happens. */
    CrashPoints NONE = (point, step) -> {};

    /** The moments of the pipeline itself; those of writing and sealing have the names of {@code CrashPoint.Place}. */
    enum Point {
        /** The batch stands in the ledger, the job repository knows nothing of it. */
        BATCH_TAKEN,
        /** The job instance exists, its execution does not. */
        INSTANCE_CREATED,
        /** The step execution exists with an empty context. */
        STEP_CREATED,
        /** Key pairs of a pool are given to the cards of a chunk, nothing of them is staged. */
        PAIRS_TAKEN,
        /** New key pairs stand in their pool, nothing is committed. */
        PAIRS_FILLED,
        /** The files of the chunk are forced, its rows are written, its checkpoint is not. */
        CHUNK_WRITTEN,
        /** The checkpoint is written, nothing is committed. */
        CHECKPOINT_WRITTEN,
        /** The chunk is committed. */
        CHUNK_COMMITTED,
        /** The job is complete, the outcome not yet told. */
        JOB_ENDED,
        /** The batch is closed in the ledger, staged files are still there. */
        BATCH_CLOSED,
        /** The batch is abandoned in the ledger, its files are still there. */
        BATCH_ABANDONED,
        /** The files of a medium are checked and forced, nobody knows of them. */
        MEDIUM_CHECKED,
        /** The audit knows the files of a medium, they have not their names. */
        MEDIUM_TAKEN,
        /** The second file of a dropped file is out of sight of its issuer, the file is not. */
        DROP_HALF_CLAIMED,
        /** A dropped file is out of sight of its issuer, nothing of it is read. */
        DROP_CLAIMED,
        /** Our copy of a dropped file is forced, nobody knows of it. */
        DROP_COPIED,
        /** The journal knows a dropped file, its copy has no name yet, and the original is still there. */
        DROP_TAKEN,
        /** The journal knows that a dropped file goes to quarantine; nothing of it is moved. */
        DROP_REFUSED,
        /** The journal knows a dropped file, its second file is gone, and the original is still there. */
        DROP_HALF_REMOVED,
        /** The journal knows how a dropped file ended; its copy is still there, and its issuer was not told. */
        DROP_ENDED
    }

    /**
     * Passes the moment, or does not return.
     *
     * @param point name of the moment
     * @param step name of the step, empty outside of steps
     */
    void pass(String point, String step);

    /** Passes one of the pipeline's own moments. */
    default void pass(Point point, String step) {
        pass(point.name(), step);
    }

    /** The implementation on the class path, or {@link #NONE}. */
    static CrashPoints installed() {
        List<CrashPoints> found = ServiceLoader.load(CrashPoints.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        if (found.size() > 1) {
            throw new IllegalStateException("more than one set of crash points");
        }
        return found.isEmpty() ? NONE : found.get(0);
    }
}
