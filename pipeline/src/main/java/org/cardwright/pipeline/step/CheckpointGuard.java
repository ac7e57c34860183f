package org.cardwright.pipeline.step;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.scope.context.StepContext;
import org.springframework.batch.core.scope.context.StepSynchronizationManager;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.UnexpectedRollbackException;

/**
 * Keeps a step execution in memory equal to what is committed, around the transaction manager of a chunk-oriented step.
 *
 * <p>Spring Batch 6.0.4 goes on after a chunk that was rolled back behind its back ({@code docs/failure-matrix.md}, case B),
 * saves a half-advanced context after a failed update (F), and ends UNKNOWN after a failed commit (G). Here a rollback-only
 * chunk is an error, and every rollback or failed commit puts version, counts and context back.
 */
final class CheckpointGuard implements PlatformTransactionManager {

    private final PlatformTransactionManager delegate;
    private final CrashPoints crashPoints;
    private final Map<TransactionStatus, Checkpoint> open = Collections.synchronizedMap(new IdentityHashMap<>());

    CheckpointGuard(PlatformTransactionManager delegate, CrashPoints crashPoints) {
        this.delegate = delegate;
        this.crashPoints = crashPoints;
    }

    @Override
    public TransactionStatus getTransaction(@Nullable TransactionDefinition definition) {
        StepContext context = StepSynchronizationManager.getContext();
        if (context == null) {
            throw new IllegalStateException("the guard belongs around the chunks of a step");
        }
        Checkpoint checkpoint = new Checkpoint(context.getStepExecution());
        TransactionStatus status = delegate.getTransaction(definition);
        open.put(status, checkpoint);
        return status;
    }

    @Override
    public void commit(TransactionStatus status) {
        if (status.isRollbackOnly()) {
            rollback(status);
            throw new UnexpectedRollbackException("the chunk was marked for rollback");
        }
        Checkpoint checkpoint = checkpoint(status);
        try {
            delegate.commit(status);
        } catch (RuntimeException | Error failed) {
            checkpoint.restore();
            throw failed;
        }
        crashPoints.pass(CrashPoints.Point.CHUNK_COMMITTED, checkpoint.stepName());
    }

    @Override
    public void rollback(TransactionStatus status) {
        Checkpoint checkpoint = checkpoint(status);
        try {
            delegate.rollback(status);
        } finally {
            checkpoint.restore();
        }
    }

    private Checkpoint checkpoint(TransactionStatus status) {
        Checkpoint checkpoint = open.remove(status);
        if (checkpoint == null) {
            throw new IllegalStateException("a transaction that did not begin here");
        }
        return checkpoint;
    }

    /** What a chunk changes in a step execution, as it was before the chunk. */
    private static final class Checkpoint {

        private final StepExecution step;
        private final @Nullable Integer version;
        private final long reads;
        private final long writes;
        private final long filtered;
        private final long commits;
        private final ExecutionContext context;

        Checkpoint(StepExecution step) {
            this.step = step;
            this.version = step.getVersion();
            this.reads = step.getReadCount();
            this.writes = step.getWriteCount();
            this.filtered = step.getFilterCount();
            this.commits = step.getCommitCount();
            this.context = new ExecutionContext(step.getExecutionContext());
        }

        String stepName() {
            return step.getStepName();
        }

        void restore() {
            if (version == null) {
                throw new IllegalStateException("a step execution that was never saved");
            }
            step.setVersion(version);
            step.setReadCount(reads);
            step.setWriteCount(writes);
            step.setFilterCount(filtered);
            step.setCommitCount(commits);
            step.setExecutionContext(new ExecutionContext(context));
        }
    }
}
