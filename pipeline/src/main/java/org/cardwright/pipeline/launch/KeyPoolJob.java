package org.cardwright.pipeline.launch;

import java.time.LocalDateTime;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.cardwright.pipeline.launch.KeyPool.FillOrder;
import org.cardwright.pipeline.ledger.KeyPoolAccount.Pool;
import org.cardwright.pipeline.pool.PairFill;
import org.cardwright.pipeline.step.StepFactory;
import org.cardwright.pipeline.step.StepFailure;
import org.cardwright.pipeline.step.StopSwitch;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One filling of one pool, whose lock is held. Every filling is a job instance of its own: the stock is the checkpoint, and what a
 * killed one left behind in the job repository is ended first.
 */
final class KeyPoolJob {

    static final String NAME = "cardwright-pool-fill";

    private static final String POOL = "pool";

    private final Foundation foundation;
    private final StopSwitch stop;

    KeyPoolJob(Foundation foundation, StopSwitch stop) {
        this.foundation = foundation;
        this.stop = stop;
    }

    BatchOutcome fill(Pool pool, int pairs, FillOrder order) {
        endKilled(pool.name());
        BooleanSupplier over = () -> stop.requested()
                || order.until()
                        .filter(until -> !foundation.ports().clock().instant().isBefore(until))
                        .isPresent();
        PairFill work = Objects.requireNonNull(new TransactionTemplate(foundation.transactions())
                .execute(status -> new PairFill(
                        new PairFill.Order(pool, pairs, over),
                        new PairFill.Means(
                                foundation.tables().keyPools(),
                                foundation.ports().module(),
                                foundation.ports().progress(),
                                foundation.crashPoints()))));
        Optional<BatchOutcome> failed = pairs == 0 || work.weak() > 0 ? Optional.empty() : run(pool, work);
        return failed.orElseGet(() -> done(pool, work, pairs));
    }

    private BatchOutcome done(Pool pool, PairFill work, int pairs) {
        if (work.weak() > 0) {
            return Outcomes.plain(
                    BatchOutcome.Kind.NOT_RECONCILED,
                    "key pool " + pool.name() + ": " + work.weak() + " pairs share a factor with another one; the audit"
                            + " has their numbers, those that waited are destroyed: have the generator of randomness"
                            + " looked at");
        }
        String made = "key pool " + pool.name() + ": " + work.done() + " pairs made";
        if (stop.requested()) {
            return Outcomes.plain(BatchOutcome.Kind.STOPPED, made + ", stopped; the same command goes on");
        }
        return Outcomes.plain(BatchOutcome.Kind.DONE, work.done() < pairs ? made + " of " + pairs : made);
    }

    /** How it failed; empty when it did not. */
    private Optional<BatchOutcome> run(Pool pool, PairFill work) {
        ThreadPoolTaskExecutor executor = executor();
        try {
            StepFactory steps = new StepFactory(
                    foundation.jobRepository(),
                    foundation.transactions(),
                    foundation.tables().ledger(),
                    foundation.crashPoints());
            int slices = foundation.settings().threads();
            Job job = new JobBuilder(NAME, foundation.jobRepository())
                    .start(steps.step(work, new StepFactory.PlainMode(PairFill.STEP, stop, slices, executor)))
                    .build();
            JobExecution execution = foundation
                    .jobOperator()
                    .start(
                            job,
                            new JobParametersBuilder()
                                    .addString(POOL, pool.name())
                                    .addString("filling", UUID.randomUUID().toString())
                                    .toJobParameters());
            return failure(pool, execution);
        } catch (JobExecutionException refused) {
            return Optional.of(Outcomes.plain(
                    BatchOutcome.Kind.INTERNAL,
                    "the job repository refuses the start: "
                            + refused.getClass().getSimpleName()));
        } finally {
            executor.shutdown();
        }
    }

    private static Optional<BatchOutcome> failure(Pool pool, JobExecution execution) {
        if (execution.getStatus() == BatchStatus.COMPLETED || execution.getStatus() == BatchStatus.STOPPED) {
            return Optional.empty();
        }
        return Optional.of(execution.getAllFailureExceptions().stream()
                .flatMap(failed -> Optional.ofNullable(BatchRunner.stepFailure(failed)).stream())
                .findFirst()
                .map(failed -> outcome(pool, failed))
                .orElseGet(() -> Outcomes.plain(
                        BatchOutcome.Kind.UNAVAILABLE,
                        "key pool " + pool.name() + ": the database failed; the same command goes on")));
    }

    private static BatchOutcome outcome(Pool pool, StepFailure failed) {
        return Outcomes.plain(BatchRunner.kind(failed), "key pool " + pool.name() + ": " + failed.getMessage());
    }

    private ThreadPoolTaskExecutor executor() {
        ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
        executor.setThreadNamePrefix("pool-fill-");
        executor.setCorePoolSize(foundation.settings().threads());
        executor.setMaxPoolSize(foundation.settings().threads());
        executor.setDaemon(true);
        executor.initialize();
        return executor;
    }

    /** We hold the lock of the pool: whatever runs according to the job repository was killed. */
    private void endKilled(String pool) {
        JobRepository repository = foundation.jobRepository();
        repository.findRunningJobExecutions(NAME).stream()
                .filter(execution -> pool.equals(execution.getJobParameters().getString(POOL)))
                .forEach(execution -> {
                    execution.getStepExecutions().stream()
                            .filter(step -> step.getStatus().isRunning())
                            .forEach(step -> {
                                step.setStatus(BatchStatus.FAILED);
                                step.setExitStatus(ExitStatus.FAILED);
                                step.setEndTime(now());
                                repository.update(step);
                            });
                    execution.setStatus(BatchStatus.FAILED);
                    execution.setExitStatus(ExitStatus.FAILED);
                    execution.setEndTime(now());
                    repository.update(execution);
                });
    }

    private LocalDateTime now() {
        return LocalDateTime.ofInstant(
                foundation.ports().clock().instant(), foundation.ports().clock().getZone());
    }
}
