package org.cardwright.pipeline.partition;

import java.time.Clock;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.dao.OptimisticLockingFailureException;

/** The executions of partitions in the job repository, which several processes change. */
public final class PartitionExecutions {

    private static final int MOST_TRIES = 20;

    private final JobRepository jobRepository;
    private final Clock clock;

    /** Over the job repository. */
    public PartitionExecutions(JobRepository jobRepository, Clock clock) {
        this.jobRepository = jobRepository;
        this.clock = clock;
    }

    /** The executions of partitions that are done, all of them complete: a worker may have died before it could say so. */
    Collection<StepExecution> completed(Collection<StepExecution> executions) {
        List<StepExecution> completed = new ArrayList<>();
        executions.forEach(execution -> completed.add(ended(execution, BatchStatus.COMPLETED, ExitStatus.COMPLETED)));
        return completed;
    }

    /**
     * Ends an execution, whatever its worker says of it meanwhile.
     *
     * @return as it is then
     */
    public StepExecution ended(StepExecution execution, BatchStatus status, ExitStatus exit) {
        StepExecution now = execution;
        for (int i = 0; i < MOST_TRIES; i++) {
            StepExecution found = jobRepository.getStepExecution(now.getId());
            now = found == null ? now : found;
            if (now.getStatus() == status) {
                return now;
            }
            now.setStatus(status);
            now.setExitStatus(exit);
            now.setEndTime(LocalDateTime.now(clock));
            try {
                jobRepository.update(now);
                return now;
            } catch (OptimisticLockingFailureException itsWorkerWasFaster) {
                Thread.onSpinWait();
            }
        }
        throw new IllegalStateException("an execution that never stands still");
    }
}
