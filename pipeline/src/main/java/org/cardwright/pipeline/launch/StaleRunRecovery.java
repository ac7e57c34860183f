package org.cardwright.pipeline.launch;

import java.time.Clock;
import java.time.LocalDateTime;
import java.util.List;
import org.cardwright.pipeline.ledger.BatchState;
import org.cardwright.pipeline.ledger.Ledger;
import org.cardwright.pipeline.ledger.StepName;
import org.cardwright.pipeline.partition.PartitionExecutions;
import org.cardwright.pipeline.step.StepFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;

/**
 * Makes the job repository say what the ledger says, under the run lock and before every start.
 *
 * <p>Ledger and work are committed together, so the ledger is right; Spring Batch 6.0.4 can be left with an instance that
 * can never start ({@code docs/failure-matrix.md}, case I), executions that run for ever or are UNKNOWN (G), a restarted step
 * with an empty context (C), and, when the local clock goes back, an older execution taken for the last one.
 */
final class StaleRunRecovery {

    private final JobRepository jobRepository;
    private final Ledger ledger;
    private final Clock clock;

    StaleRunRecovery(JobRepository jobRepository, Ledger ledger, Clock clock) {
        this.jobRepository = jobRepository;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Repairs everything about one batch; nothing of it runs. */
    void repair(String batch, BatchState state) {
        JobInstance instance = jobRepository.getJobInstance(BatchJob.NAME, BatchJob.parameters(batch));
        if (instance == null) {
            return;
        }
        List<JobExecution> executions = jobRepository.getJobExecutions(instance);
        if (executions.isEmpty()) {
            jobRepository.deleteJobInstance(instance);
            return;
        }
        BatchStatus ended = switch (state) {
            case OPEN -> BatchStatus.FAILED;
            case CLOSED -> BatchStatus.COMPLETED;
            case ABANDONED -> BatchStatus.ABANDONED;
        };
        for (JobExecution execution : executions) {
            execution.getStepExecutions().forEach(step -> end(step, ended));
            end(execution, ended);
        }
        if (state == BatchState.OPEN) {
            for (StepName step : StepName.values()) {
                align(instance, step, ledger.account(batch, step));
            }
        }
    }

    /** The worker of a partition may write at the same time: that it was overtaken it hears from the ledger. */
    private void end(StepExecution step, BatchStatus status) {
        if (unfinished(step.getStatus())) {
            new PartitionExecutions(jobRepository, clock).ended(step, status, exit(status));
        }
    }

    private void end(JobExecution execution, BatchStatus status) {
        boolean wronglyComplete = execution.getStatus() == BatchStatus.COMPLETED && status == BatchStatus.FAILED;
        if (unfinished(execution.getStatus()) || wronglyComplete) {
            execution.setStatus(status);
            execution.setExitStatus(exit(status));
            execution.setEndTime(LocalDateTime.now(clock));
            jobRepository.update(execution);
        }
    }

    /** The execution that Spring Batch takes for the last one of a step gets the ledger's position. */
    private void align(JobInstance instance, StepName step, Ledger.Account account) {
        StepExecution last = jobRepository.getLastStepExecution(instance, step.id());
        if (last == null) {
            return;
        }
        if (last.getStatus() == BatchStatus.COMPLETED && !account.closed()) {
            last.setStatus(BatchStatus.FAILED);
            last.setExitStatus(ExitStatus.FAILED);
            jobRepository.update(last);
        }
        if (last.getStatus() != BatchStatus.COMPLETED) {
            StepFactory.restore(last.getExecutionContext(), account.position());
            jobRepository.updateExecutionContext(last);
        }
    }

    private static boolean unfinished(BatchStatus status) {
        return status.isRunning() || status == BatchStatus.UNKNOWN;
    }

    private static ExitStatus exit(BatchStatus status) {
        return (status == BatchStatus.COMPLETED ? ExitStatus.COMPLETED : ExitStatus.FAILED)
                .addExitDescription("repaired after an interruption");
    }
}
