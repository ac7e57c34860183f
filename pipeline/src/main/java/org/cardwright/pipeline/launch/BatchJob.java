package org.cardwright.pipeline.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.cardwright.crypto.module.BatchKeys.BatchCipher;
import org.cardwright.formats.issuer.ControlTotals;
import org.cardwright.perso.file.RecordMac;
import org.cardwright.pipeline.close.AccountWork;
import org.cardwright.pipeline.close.BatchRelease;
import org.cardwright.pipeline.close.FirstArticle;
import org.cardwright.pipeline.close.ReleaseWork;
import org.cardwright.pipeline.intake.AuditedReading;
import org.cardwright.pipeline.intake.Duplicates;
import org.cardwright.pipeline.intake.Fingerprints;
import org.cardwright.pipeline.intake.IntakeWork;
import org.cardwright.pipeline.ledger.Run;
import org.cardwright.pipeline.ledger.StepName;
import org.cardwright.pipeline.pool.KeyPoolSettings;
import org.cardwright.pipeline.step.CardProcessing;
import org.cardwright.pipeline.step.ChunkAudit;
import org.cardwright.pipeline.step.PrepareWork;
import org.cardwright.pipeline.step.Segment;
import org.cardwright.pipeline.step.StageTimes;
import org.cardwright.pipeline.step.StagedOrders;
import org.cardwright.pipeline.step.StepFactory;
import org.cardwright.pipeline.step.StopSwitch;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.builder.SimpleJobBuilder;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.core.task.AsyncTaskExecutor;

/** The four steps of one run over one batch: intake, prepare, release, account. */
final class BatchJob {

    static final String NAME = "cardwright";

    private static final String INTAKE = "intake";
    private static final String PREPARED = "prepared";

    /**
     * Orders are taken in as many at a time as cards are made, and a hundred at least; a hundred where a batch waits for pairs of a pool,
     * which may never hold more than its target.
     */
    private static final int LEAST_INTAKE_ITEMS = 100;

    private static final int ACCOUNT_ITEMS = 5_000;

    private final Foundation foundation;
    private final BatchDefinition definition;
    private final Assignment assignment;
    private final StageTimes times;

    BatchJob(Foundation foundation, BatchDefinition definition, Assignment assignment, StageTimes times) {
        this.foundation = foundation;
        this.definition = definition;
        this.assignment = assignment;
        this.times = times;
    }

    /**
     * What this run works on.
     *
     * @param run the run with its fencing token
     * @param file inbox copy of the issuer's file
     * @param issuer who ordered
     * @param announced what the control pass found
     * @param cipher data key of the batch
     * @param release output of the batch
     * @param first whether people have seen the first cards
     * @param stop what stops the run
     */
    record Assignment(
            Run run,
            Path file,
            String issuer,
            ControlTotals announced,
            BatchCipher cipher,
            BatchRelease release,
            FirstArticle first,
            StopSwitch stop) {}

    /** The identity is the only parameter: parameters are stored and logged in clear. */
    static JobParameters parameters(String batch) {
        return new JobParametersBuilder().addString("batch", batch).toJobParameters();
    }

    Job job(StepFactory steps, Making making, AsyncTaskExecutor executor) {
        Tables tables = foundation.tables();
        Run run = assignment.run();
        String batch = run.batch();
        Segment intake = intake(foundation, batch, assignment.cipher());
        Segment prepared = segment(foundation, batch, PREPARED, assignment.cipher());
        int slices = foundation.settings().slicesPerChunk();
        int cards = slices * CardProcessing.SLICE_CARDS;
        IntakeWork taking = new IntakeWork(
                run,
                new IntakeWork.Source(
                        new AuditedReading(definition.reading(), run, tables.audit()),
                        assignment.file(),
                        assignment.announced(),
                        times),
                new IntakeWork.Tables(
                        tables.orders(), tables.serials(), duplicates(), new KeyPool(foundation).dealing()),
                intake);
        PrepareWork preparing = new PrepareWork(
                run,
                new PrepareWork.Books(
                        tables.orders(), tables.remade(), tables.approvals(), new ChunkAudit(tables.audit()), times),
                new PrepareWork.Making(
                        making.processing(definition, times),
                        new RecordMac(
                                foundation.ports().module().seals(), definition.recordKey(), assignment.issuer())),
                new PrepareWork.Staging(intake, () -> end(foundation, batch, intake, StepName.INTAKE), prepared));
        AccountWork accounting = new AccountWork(
                run,
                new AccountWork.Books(tables.orders(), tables.remade(), tables.register(), times),
                assignment.release());
        SimpleJobBuilder job = new JobBuilder(NAME, foundation.jobRepository())
                .start(steps.step(taking, mode(intakeItems(cards), executor)));
        making.step(steps, assignment.stop()).ifPresent(job::next);
        return job.next(steps.step(preparing, mode(slices, making.executor(executor))))
                .next(steps.step(releasing(prepared), mode(cards, null)))
                .next(steps.step(accounting, mode(ACCOUNT_ITEMS, null)))
                .build();
    }

    private int intakeItems(int cards) {
        boolean waits = foundation.settings().keyPool().use() == KeyPoolSettings.Use.REQUIRED;
        return waits ? LEAST_INTAKE_ITEMS : Math.max(LEAST_INTAKE_ITEMS, cards);
    }

    private ReleaseWork releasing(Segment prepared) {
        Tables tables = foundation.tables();
        return new ReleaseWork(
                assignment.run(),
                new ReleaseWork.Staging(
                        prepared, () -> end(foundation, assignment.run().batch(), prepared, StepName.PREPARE)),
                assignment.release(),
                new ReleaseWork.Books(
                        tables.ledger(),
                        tables.orders(),
                        tables.remade(),
                        tables.channels(),
                        assignment.first(),
                        foundation.crashPoints(),
                        times));
    }

    private StepFactory.Mode mode(int chunkItems, @Nullable AsyncTaskExecutor executor) {
        return new StepFactory.Mode(
                assignment.run(), assignment.stop(), foundation.ports().progress(), times, chunkItems, executor);
    }

    private Duplicates duplicates() {
        PipelinePorts ports = foundation.ports();
        Tables tables = foundation.tables();
        return new Duplicates(
                tables.orders(),
                new Fingerprints(ports.module().seals(), ports.ledgerKey()),
                new Duplicates.Remakes(tables.remade(), tables.approvals()));
    }

    /** The accepted orders of a batch, once intake has finished. */
    static StagedOrders stagedOrders(Foundation foundation, String batch, BatchCipher cipher) {
        Segment intake = intake(foundation, batch, cipher);
        return new StagedOrders(intake, () -> end(foundation, batch, intake, StepName.INTAKE));
    }

    /** What intake accepted. */
    static Segment intake(Foundation foundation, String batch, BatchCipher cipher) {
        return segment(foundation, batch, INTAKE, cipher);
    }

    private static Segment segment(Foundation foundation, String batch, String name, BatchCipher cipher) {
        Path directory = workDirectory(foundation.settings(), batch);
        return new Segment(directory.resolve(name + ".seg"), name, cipher);
    }

    /** Behind the last frame that a step has written. */
    static Segment.Mark end(Foundation foundation, String batch, Segment segment, StepName writer) {
        return segment.mark(foundation.tables().ledger().account(batch, writer).position());
    }

    static Path workDirectory(PipelineSettings settings, String batch) {
        return settings.work().resolve(batch);
    }

    /** The batches that have segments. */
    static List<String> staged(PipelineSettings settings) throws IOException {
        try (Stream<Path> entries = Files.list(settings.work())) {
            return entries.filter(Files::isDirectory)
                    .map(directory -> directory.getFileName().toString())
                    .filter(name -> name.matches("[0-9a-f]{64}"))
                    .toList();
        }
    }

    /** Deletes the segments of a closed batch; their key is already destroyed. */
    static void deleteStaging(PipelineSettings settings, String batch) throws IOException {
        Path directory = workDirectory(settings, batch);
        if (Files.isDirectory(directory)) {
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(directory);
        }
        Files.deleteIfExists(settings.work().resolve(batch + ".lock"));
    }
}
