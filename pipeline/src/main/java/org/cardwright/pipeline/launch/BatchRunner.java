package org.cardwright.pipeline.launch;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.cardwright.crypto.module.BatchKeys.BatchCipher;
import org.cardwright.formats.card.CardChannel;
import org.cardwright.pipeline.close.BatchRelease;
import org.cardwright.pipeline.close.Inspection;
import org.cardwright.pipeline.ledger.ApprovalRequest;
import org.cardwright.pipeline.ledger.BatchRegister;
import org.cardwright.pipeline.ledger.BatchState;
import org.cardwright.pipeline.ledger.Run;
import org.cardwright.pipeline.step.CrashPoints;
import org.cardwright.pipeline.step.StageTimes;
import org.cardwright.pipeline.step.StagedOrders;
import org.cardwright.pipeline.step.StepFactory;
import org.cardwright.pipeline.step.StepFailure;
import org.cardwright.pipeline.step.StopSwitch;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.launch.JobExecutionAlreadyRunningException;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.transaction.support.TransactionTemplate;

/** One run over one batch whose lock is held: repairs, starts or resumes, and says how it ended. */
final class BatchRunner {

    private static final int MAX_CAUSES = 20;

    /** Rows of one execution and of its steps. */
    private static final int MOST_LATE_ROWS = 5;

    private final Foundation foundation;
    private final StopSwitch stop;
    private final StageTimes times = new StageTimes();
    private final long clearBefore;

    BatchRunner(Foundation foundation, StopSwitch stop) {
        this.foundation = foundation;
        this.stop = stop;
        this.clearBefore = foundation.ports().module().clearNanos();
    }

    /** Runs until the batch is closed or cannot go on. */
    Ending run(BatchRegister.Entry entry, BatchDefinition definition, Path file) throws IOException {
        Run run = foundation.tables().register().takeOver(entry.batch());
        repair(entry.batch());
        createWorkDirectory(BatchJob.workDirectory(foundation.settings(), entry.batch()));
        try (BatchCipher cipher = foundation
                        .ports()
                        .module()
                        .batchKeys()
                        .open(entry.batch(), entry.dataKey().orElseThrow());
                StagedOrders orders = BatchJob.stagedOrders(foundation, entry.batch(), cipher);
                Making making = Making.of(foundation, run, cipher);
                BatchRelease release = definition.release(BatchDefinition.ReleaseSheet.of(
                        entry,
                        foundation.tables().keyUses().chosen(entry.batch()),
                        orders,
                        foundation.tables().orders().accounted(entry.batch())))) {
            FirstArticleGate first = new FirstArticleGate(
                    foundation.tables().firstArticles(),
                    entry.batch(),
                    foundation.settings().firstArticle());
            BatchJob.Assignment assignment = new BatchJob.Assignment(
                    run, file, entry.issuer(), definition.reading().checkControls(file), cipher, release, first, stop);
            Ending ending = execute(new BatchJob(foundation, definition, assignment, times), making, entry.batch());
            note(run, release.refused());
            return first.waiting().map(proof -> waiting(entry.batch(), proof)).orElse(ending);
        }
    }

    /** The request outlives the release, which was rolled back. */
    private Ending waiting(String batch, String proof) {
        ApprovalRequest request = foundation.tables().firstArticles().needed(batch, proof);
        return new Ending(
                BatchOutcome.Kind.APPROVAL_NEEDED,
                FirstArticlePermission.message(request),
                Optional.of(request.id()),
                times.snapshot());
    }

    /** What the verifier refused, by card and channel: the release itself was rolled back with everything it recorded. */
    private void note(Run run, List<Inspection.RefusedChannel> refused) {
        if (refused.isEmpty()) {
            return;
        }
        Map<CardChannel, Map<Integer, String>> rules = new EnumMap<>(CardChannel.class);
        refused.forEach(one ->
                rules.computeIfAbsent(one.channel(), any -> new TreeMap<>()).put(one.index(), one.rule()));
        new TransactionTemplate(foundation.transactions()).executeWithoutResult(status -> {
            foundation.tables().ledger().claim(run);
            rules.forEach((channel, cards) -> foundation.tables().channels().rejected(run, channel, cards));
        });
    }

    /**
     * How a run ended.
     *
     * @param kind what happened
     * @param message one sentence
     * @param request what it waits for
     * @param times time of every stage
     */
    record Ending(BatchOutcome.Kind kind, String message, Optional<String> request, StageTimes.Snapshot times) {

        /** One that waits for nobody. */
        Ending(BatchOutcome.Kind kind, String message, StageTimes.Snapshot times) {
            this(kind, message, Optional.empty(), times);
        }
    }

    private Ending execute(BatchJob batchJob, Making making, String batch) {
        ThreadPoolTaskExecutor executor = executor(foundation.settings());
        try {
            StepFactory steps = new StepFactory(
                    foundation.jobRepository(),
                    foundation.transactions(),
                    foundation.tables().ledger(),
                    foundation.crashPoints());
            Job job = batchJob.job(steps, making, executor);
            JobExecution execution = start(job, batch);
            foundation.crashPoints().pass(CrashPoints.Point.JOB_ENDED, "");
            return ending(execution, batch);
        } catch (JobExecutionAlreadyRunningException lateAgain) {
            return ending(
                    BatchOutcome.Kind.UNAVAILABLE,
                    "rows of a run that was killed still come into the database; the same command resumes");
        } catch (JobExecutionException refused) {
            return ending(
                    BatchOutcome.Kind.INTERNAL,
                    "the job repository refuses the start: "
                            + refused.getClass().getSimpleName());
        } finally {
            executor.shutdown();
        }
    }

    /**
     * Under the run lock nobody else runs. What the repository takes for a run is a row that a killed run had sent and that its session at
     * the server wrote after our repair: the lock was on another connection, which ended first.
     */
    private JobExecution start(Job job, String batch) throws JobExecutionException {
        for (int late = 0; late < MOST_LATE_ROWS; late++) {
            try {
                return foundation.jobOperator().start(job, BatchJob.parameters(batch));
            } catch (JobExecutionAlreadyRunningException lateRow) {
                repair(batch);
            }
        }
        return foundation.jobOperator().start(job, BatchJob.parameters(batch));
    }

    private void repair(String batch) {
        new StaleRunRecovery(
                        foundation.jobRepository(),
                        foundation.tables().ledger(),
                        foundation.ports().clock())
                .repair(batch, BatchState.OPEN);
    }

    /** Prepares cards. */
    static ThreadPoolTaskExecutor executor(PipelineSettings settings) {
        ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
        executor.setThreadNamePrefix("prepare-");
        executor.setCorePoolSize(settings.threads());
        executor.setMaxPoolSize(settings.threads());
        executor.setDaemon(true);
        executor.initialize();
        return executor;
    }

    private Ending ending(JobExecution execution, String batch) {
        boolean closed = foundation
                .tables()
                .register()
                .find(batch)
                .map(e -> e.state() == BatchState.CLOSED)
                .orElse(false);
        if (closed) {
            return ending(BatchOutcome.Kind.DONE, "sealed and accounted for");
        }
        if (execution.getStatus() == BatchStatus.STOPPED || stop.requested()) {
            return ending(BatchOutcome.Kind.STOPPED, "stopped; the same command resumes");
        }
        if (execution.getStatus() == BatchStatus.COMPLETED) {
            return ending(BatchOutcome.Kind.NOT_RECONCILED, "the job ended, but the ledger is not closed");
        }
        Optional<StepFailure> failure = execution.getAllFailureExceptions().stream()
                .flatMap(e -> Optional.ofNullable(stepFailure(e)).stream())
                .findFirst();
        return failure.map(f -> ending(kind(f), text(f))).orElseGet(() -> engineFailure(execution));
    }

    /** What failed outside of our own code: an error is a defect, all else is the database under the job repository. */
    private Ending engineFailure(JobExecution execution) {
        List<Throwable> failures = execution.getAllFailureExceptions();
        Optional<Error> defect =
                failures.stream().flatMap(e -> StepFailure.defect(e).stream()).findFirst();
        if (defect.isPresent()) {
            return ending(
                    BatchOutcome.Kind.INTERNAL,
                    "the job ended with " + defect.get().getClass().getName());
        }
        String what = failures.stream()
                .map(failure -> NestedExceptionUtils.getMostSpecificCause(failure)
                        .getClass()
                        .getSimpleName())
                .distinct()
                .collect(Collectors.joining(", "));
        return ending(
                BatchOutcome.Kind.UNAVAILABLE,
                "the database failed in the middle: " + what + "; the same command resumes");
    }

    static BatchOutcome.Kind kind(StepFailure failure) {
        return switch (failure.kind()) {
            case INPUT -> BatchOutcome.Kind.INPUT_REFUSED;
            case NOT_RECONCILED -> BatchOutcome.Kind.NOT_RECONCILED;
            case BUSY -> BatchOutcome.Kind.BUSY;
            case UNAVAILABLE -> BatchOutcome.Kind.UNAVAILABLE;
            case WAITING -> BatchOutcome.Kind.APPROVAL_NEEDED;
            case REFUSED -> BatchOutcome.Kind.REFUSED;
            case INTERNAL -> BatchOutcome.Kind.INTERNAL;
        };
    }

    private static String text(StepFailure failure) {
        return String.valueOf(failure.getMessage());
    }

    static @Nullable StepFailure stepFailure(Throwable failed) {
        Throwable at = failed;
        for (int depth = 0; at != null && depth < MAX_CAUSES; depth++) {
            if (at instanceof StepFailure failure) {
                return failure;
            }
            at = at.getCause();
        }
        return null;
    }

    private Ending ending(BatchOutcome.Kind kind, String message) {
        int cards = Math.toIntExact(times.snapshot().cards(StageTimes.BIND));
        times.add(StageTimes.CLEAR, cards, foundation.ports().module().clearNanos() - clearBefore);
        return new Ending(kind, message, times.snapshot());
    }

    private static void createWorkDirectory(Path directory) throws IOException {
        try {
            Files.createDirectory(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (FileAlreadyExistsException resumed) {
            if (!Files.isDirectory(directory)) {
                throw resumed;
            }
        }
    }
}
