package org.cardwright.pipeline.step;

import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.StepInterruptionPolicy;

/**
 * Ends a step between two chunks so that it counts as stopped, never as complete.
 *
 * <p>The policy of Spring Batch 6.0.4 leaves the loop without marking the execution, and the job ends COMPLETED with cards
 * missing ({@code docs/failure-matrix.md}, case A). The flag replaces {@code JobOperator.stop} within the process, which closes
 * the step's files under its hands (case K).
 */
final class StopOnInterrupt implements StepInterruptionPolicy {

    private final StopSwitch stop;

    StopOnInterrupt(StopSwitch stop) {
        this.stop = stop;
    }

    @Override
    public void checkInterrupted(StepExecution stepExecution) throws JobInterruptedException {
        // Clears the interrupt: the job repository must still be able to write.
        if (Thread.interrupted()) {
            stop.request();
        }
        if (stop.requested()) {
            stepExecution.setTerminateOnly();
            throw new JobInterruptedException("stop requested");
        }
    }
}
