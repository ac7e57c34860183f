package org.cardwright.pipeline.launch;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.cardwright.pipeline.partition.PartitionMaking;
import org.cardwright.pipeline.step.StepFailure;
import org.jspecify.annotations.Nullable;

/**
 * Whether a worker is good for anything: one that fails at once would take message after message away from those that work. It waits
 * longer after each failure, and ends after some in a row.
 */
final class WorkerHealth {

    /** With the longest pauses more than a minute and a half: a database has restarted by then. */
    private static final int FAILURES_IN_A_ROW = 20;

    private static final long LOOK_EVERY_MS = 200;
    private static final long LONGEST_PAUSE_MS = 5_000;

    private final PartitionMaking.Terms terms;
    private volatile @Nullable BatchOutcome sickness;
    private int failures;

    WorkerHealth(PartitionMaking.Terms terms) {
        this.terms = terms;
    }

    /** Does one piece of work; one at a time. */
    synchronized void watch(Runnable work) {
        try {
            work.run();
            failures = 0;
        } catch (RuntimeException failed) {
            failures++;
            if (failures >= FAILURES_IN_A_ROW && !terms.stop().requested()) {
                end(Outcomes.plain(
                        BatchOutcome.Kind.UNAVAILABLE,
                        "the worker has failed " + failures + " times in a row: database, security module or files are"
                                + " away; it ends, so that it takes no work from others"));
            }
            pause();
            throw failed;
        }
    }

    /** Something that a worker needs for its first card does not become right by waiting; what is merely away may. */
    void unfit(StepFailure failure) {
        if (failure.kind() != StepFailure.Kind.UNAVAILABLE) {
            end(Outcomes.plain(BatchRunner.kind(failure), String.valueOf(failure.getMessage())));
        }
    }

    /** Why the worker was asked to stop. */
    Optional<BatchOutcome> sickness() {
        return Optional.ofNullable(sickness);
    }

    private void end(BatchOutcome outcome) {
        sickness = outcome;
        terms.stop().request();
    }

    /** What failed here may fail again at once; another worker does not wait so long. */
    private void pause() {
        long millis = Math.min(LONGEST_PAUSE_MS, terms.lease().toMillis() / 4 * failures);
        for (long slept = 0; slept < millis && !terms.stop().requested(); slept += LOOK_EVERY_MS) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_EVERY_MS));
        }
    }
}
