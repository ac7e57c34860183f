package org.cardwright.pipeline.step;

import java.util.Collection;
import java.util.List;
import org.cardwright.pipeline.ledger.Ledger;
import org.cardwright.pipeline.ledger.Position;
import org.cardwright.pipeline.ledger.Run;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.partition.PartitionHandler;
import org.springframework.batch.core.partition.PartitionStep;
import org.springframework.batch.core.partition.Partitioner;
import org.springframework.batch.core.partition.StepExecutionSplitter;
import org.springframework.batch.core.partition.support.SimpleStepExecutionSplitter;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.AbstractStep;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.ChunkOrientedStepBuilder;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The one place where steps are assembled, so that the engine can be exchanged.
 *
 * <p>Never skip, never retry, never fault-tolerant: a refused card is a value, and every other failure ends the step at its
 * last commit ({@code docs/failure-matrix.md}, cases D and E).
 */
public final class StepFactory {

    private final JobRepository jobRepository;
    private final PlatformTransactionManager transactions;
    private final Ledger ledger;
    private final CrashPoints crashPoints;

    /** Over one database for job repository and ledger. */
    public StepFactory(
            JobRepository jobRepository,
            PlatformTransactionManager transactions,
            Ledger ledger,
            CrashPoints crashPoints) {
        this.jobRepository = jobRepository;
        this.transactions = transactions;
        this.ledger = ledger;
        this.crashPoints = crashPoints;
    }

    /**
     * How a step is run.
     *
     * @param run the run it belongs to
     * @param stop what asks it to stop
     * @param progress hears of every chunk
     * @param times where hand-overs and checkpoints are timed
     * @param chunkItems items between two commits
     * @param executor processes the items of a chunk at the same time; null for one after the other
     */
    public record Mode(
            Run run,
            StopSwitch stop,
            Progress progress,
            StageTimes times,
            int chunkItems,
            @Nullable AsyncTaskExecutor executor) {}

    /** A step that does the work. */
    public <I, O> Step step(StepWork<I, O> work, Mode mode) {
        WorkAdapter<I, O> adapter =
                new WorkAdapter<>(work, mode, new WorkAdapter.Books(ledger, transactions, crashPoints));
        ItemReader<WorkAdapter.Passage<I>> reader = adapter::read;
        ItemProcessor<WorkAdapter.Passage<I>, WorkAdapter.Passage<O>> processor = adapter::process;
        ItemWriter<WorkAdapter.Passage<O>> writer = adapter::write;
        ChunkOrientedStepBuilder<WorkAdapter.Passage<I>, WorkAdapter.Passage<O>> builder = new ChunkOrientedStepBuilder<
                        WorkAdapter.Passage<I>, WorkAdapter.Passage<O>>(
                        work.name().id(), jobRepository, mode.chunkItems())
                .reader(reader).processor(processor).writer(writer).stream(adapter)
                        .transactionManager(new CheckpointGuard(transactions, crashPoints))
                        .interruptionPolicy(new StopOnInterrupt(mode.stop()));
        if (mode.executor() != null) {
            builder.taskExecutor(mode.executor());
        }
        return builder.build();
    }

    /**
     * How a step that belongs to no batch is run.
     *
     * @param name of the step
     * @param stop what asks it to stop
     * @param chunkItems items between two commits
     * @param executor processes the items of a chunk at the same time
     */
    public record PlainMode(String name, StopSwitch stop, int chunkItems, AsyncTaskExecutor executor) {}

    /** A step that belongs to no batch. */
    public <I, O> Step step(PlainWork<I, O> work, PlainMode mode) {
        ItemReader<I> reader = () -> ContentFree.run(mode.name(), work::read).orElse(null);
        ItemProcessor<I, O> processor = item -> ContentFree.run(mode.name(), () -> work.process(item));
        ItemWriter<O> writer = chunk -> ContentFree.run(mode.name(), () -> {
            if (!chunk.isEmpty()) {
                work.write(List.copyOf(chunk.getItems()));
            }
            return Boolean.TRUE;
        });
        return new ChunkOrientedStepBuilder<I, O>(mode.name(), jobRepository, mode.chunkItems())
                .reader(reader)
                .processor(processor)
                .writer(writer)
                .transactionManager(new CheckpointGuard(transactions, crashPoints))
                .interruptionPolicy(new StopOnInterrupt(mode.stop()))
                .taskExecutor(mode.executor())
                .build();
    }

    /** Work that keeps its own checkpoints. */
    @FunctionalInterface
    public interface Body {
        /** Does it; false when it was asked to stop. */
        boolean run() throws Exception;
    }

    /** A step of such work; what it throws is stored without content. */
    public static Step step(String name, JobRepository jobRepository, Body body) {
        AbstractStep step = new AbstractStep(jobRepository) {
            @Override
            protected void doExecute(StepExecution execution) throws JobInterruptedException {
                if (!ContentFree.run(name, body::run)) {
                    execution.setTerminateOnly();
                    throw new JobInterruptedException("stop requested");
                }
            }
        };
        step.setName(name);
        return step;
    }

    /** A step whose parts are done elsewhere. What is done already is the partitioner's to leave out, so it runs in every run. */
    public Step partitioned(String name, Partitioner partitioner, PartitionHandler handler) {
        SimpleStepExecutionSplitter splitter = new SimpleStepExecutionSplitter(jobRepository, name, partitioner);
        splitter.setAllowStartIfComplete(true);
        PartitionStep step = new PartitionStep(jobRepository);
        step.setName(name);
        step.setAllowStartIfComplete(true);
        step.setStepExecutionSplitter(splitter);
        step.setPartitionHandler((parts, manager) -> handled(handler, parts, manager));
        return step;
    }

    /** What partitioner and handler throw is stored without content, and keeps its kind. */
    private static Collection<StepExecution> handled(
            PartitionHandler handler, StepExecutionSplitter parts, StepExecution manager)
            throws JobInterruptedException {
        try {
            return handler.handle(parts, manager);
        } catch (JobInterruptedException | StepFailure known) {
            throw known;
        } catch (Exception | Error failed) {
            throw ContentFree.failure(manager.getStepName(), failed);
        }
    }

    /** Makes a context say what the ledger says. */
    public static void restore(ExecutionContext context, Position position) {
        WorkAdapter.replace(context, position);
    }
}
