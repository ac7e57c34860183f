package org.cardwright.pipeline.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.cardwright.crypto.module.BatchKeys.BatchCipher;
import org.cardwright.pipeline.ledger.Audit;
import org.cardwright.pipeline.ledger.BatchPartition;
import org.cardwright.pipeline.ledger.BatchPartition.Failure;
import org.cardwright.pipeline.ledger.BatchPartition.Hold;
import org.cardwright.pipeline.ledger.BatchPartition.State;
import org.cardwright.pipeline.ledger.BatchRegister;
import org.cardwright.pipeline.ledger.BatchState;
import org.cardwright.pipeline.ledger.PartitionLostException;
import org.cardwright.pipeline.ledger.Partitions;
import org.cardwright.pipeline.ledger.StepName;
import org.cardwright.pipeline.partition.PartitionMaking;
import org.cardwright.pipeline.partition.PartitionPlan;
import org.cardwright.pipeline.partition.PartitionTickets;
import org.cardwright.pipeline.partition.PieceFile;
import org.cardwright.pipeline.step.Segment;
import org.cardwright.pipeline.step.StageTimes;
import org.cardwright.pipeline.step.StepFactory;
import org.cardwright.pipeline.step.StepFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.integration.partition.StepExecutionRequest;
import org.springframework.batch.integration.partition.StepExecutionRequestHandler;
import org.springframework.transaction.support.TransactionTemplate;

/** A process that makes the cards of partitions; what a message asks for is done only when ledger and job repository ask for it, too. */
final class PartitionWorker {

    private static final Logger LOG = LoggerFactory.getLogger(PartitionWorker.class);
    private static final long LOOK_EVERY_MS = 200;

    private final Foundation foundation;
    private final PartitionMaking.Terms terms;
    private final PartitionTickets tickets;
    private final Partitions partitions;
    private final Audit audit;
    private final WorkerHealth health;

    PartitionWorker(Foundation foundation, PartitionMaking.Terms terms) {
        this.foundation = foundation;
        this.terms = terms;
        this.tickets = Making.tickets(foundation);
        this.partitions = foundation.tables().partitions();
        this.audit = Tables.auditWithoutFile(foundation);
        this.health = new WorkerHealth(terms);
    }

    /** A partition that is neither done nor given up: its message goes back to the broker. */
    static final class NotDoneException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NotDoneException(int number) {
            super("partition " + number + " is not done");
        }
    }

    /** What a genuine message is about. */
    private record Asked(
            StepExecutionRequest request, StepExecution execution, BatchRegister.Entry batch, int number) {}

    /**
     * Does what a message says; ends normally when the broker may forget it.
     *
     * @throws NotDoneException when another worker is to get it
     */
    void take(String text) {
        health.watch(() -> serve(text));
    }

    /** Why it has asked itself to stop. */
    Optional<BatchOutcome> sickness() {
        return health.sickness();
    }

    private void serve(String text) {
        Optional<Asked> asked = tickets.read(text).flatMap(this::asked);
        if (asked.isEmpty()) {
            LOG.warn("a message that names no partition of a batch that is being made is dropped");
            return;
        }
        work(asked.get());
    }

    /** Only a running execution of an open batch; what an earlier run has sent is nobody's wish any more. */
    private Optional<Asked> asked(StepExecutionRequest request) {
        StepExecution execution = foundation.jobRepository().getStepExecution(request.getStepExecutionId());
        if (execution == null || !execution.getStepName().equals(request.getStepName()) || !isRunning(execution)) {
            return Optional.empty();
        }
        String batch = execution.getJobExecution().getJobParameters().getString("batch");
        return foundation
                .tables()
                .register()
                .find(String.valueOf(batch))
                .filter(entry -> entry.state() == BatchState.OPEN)
                .map(entry -> new Asked(
                        request,
                        execution,
                        entry,
                        PartitionPlan.number(request.getStepName()).orElseThrow()));
    }

    private static boolean isRunning(StepExecution execution) {
        return execution.getJobExecution().isRunning()
                && execution.getJobExecution().getJobInstance().getJobName().equals(BatchJob.NAME);
    }

    private void work(Asked asked) {
        Step step = StepFactory.step(asked.request().getStepName(), foundation.jobRepository(), () -> isMade(asked));
        StepExecutionRequestHandler handler = new StepExecutionRequestHandler();
        handler.setJobRepository(foundation.jobRepository());
        handler.setStepLocator(name -> step);
        handler.handle(asked.request());
        State state = partitions
                .find(asked.batch().batch(), asked.number())
                .map(BatchPartition::state)
                .orElse(State.DONE);
        if (state != State.DONE && state != State.FAILED) {
            throw new NotDoneException(asked.number());
        }
    }

    /** Waits for the partition while another worker has it, which ends well or lets its lease run out. */
    private boolean isMade(Asked asked) throws IOException {
        String batch = asked.batch().batch();
        while (!terms.stop().requested()) {
            Optional<BatchPartition> partition = partitions.find(batch, asked.number());
            if (partition.isEmpty() || partition.get().state() == State.DONE) {
                return true;
            }
            Optional<Hold> hold = hold(batch, asked.number());
            if (hold.isPresent()) {
                return make(asked.batch(), hold.get());
            }
            if (asked(asked.request()).isEmpty()) {
                throw new PartitionLostException(asked.number());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_EVERY_MS));
        }
        return false;
    }

    /** The file is there when the taking is committed: afterwards the batch may be ended and its files deleted. */
    private Optional<Hold> hold(String batch, int number) {
        Path directory = BatchJob.workDirectory(foundation.settings(), batch);
        Optional<Hold> taken = new TransactionTemplate(foundation.transactions()).execute(status -> {
            partitions.bound(terms.lease());
            Optional<Hold> hold = partitions.take(batch, number, terms.worker(), terms.lease());
            hold.ifPresent(mine -> PieceFile.create(directory, mine));
            return hold;
        });
        return taken == null ? Optional.empty() : taken;
    }

    private boolean make(BatchRegister.Entry entry, Hold hold) throws IOException {
        try {
            BatchPartition partition = partitions
                    .find(hold.batch(), hold.number())
                    .orElseThrow(() -> new PartitionLostException(hold.number()));
            int most = foundation.settings().partitions().tries();
            if (partition.tries() > most) {
                throw StepFailure.told(
                        StepFailure.Kind.UNAVAILABLE, most + " workers ended without a word while they had it");
            }
            boolean done = make(entry, hold, partition);
            if (!done) {
                partitions.giveBack(hold, true);
            }
            return done;
        } catch (PartitionLostException late) {
            throw late;
        } catch (IOException | RuntimeException failed) {
            throw ended(hold, StepFailure.of(PartitionPlan.STEP, failed));
        }
    }

    private boolean make(BatchRegister.Entry entry, Hold hold, BatchPartition partition) throws IOException {
        try (Tools tools = tools(entry, hold)) {
            return making(entry.batch(), tools.definition(), tools.cipher()).make(hold, partition);
        }
    }

    /** What a worker has before its first card. */
    private record Tools(BatchDefinition definition, BatchCipher cipher) implements AutoCloseable {
        @Override
        public void close() {
            cipher.close();
        }
    }

    /** A worker that cannot have them has tried nothing and leaves the partition to others; it is not its own any more. */
    private Tools tools(BatchRegister.Entry entry, Hold hold) {
        try {
            BatchDefinition definition = definition(entry);
            return new Tools(
                    definition,
                    foundation
                            .ports()
                            .module()
                            .batchKeys()
                            .open(entry.batch(), entry.dataKey().orElseThrow()));
        } catch (IOException | RuntimeException failed) {
            StepFailure failure = StepFailure.of(PartitionPlan.STEP, failed);
            partitions.handOn(hold);
            health.unfit(failure);
            throw failure;
        }
    }

    /** As when the batch was taken in; a worker with other products or keys must not make its cards. */
    private BatchDefinition definition(BatchRegister.Entry entry) throws IOException {
        BatchDefinition definition =
                foundation.ports().definitions().define(foundation.tables().question(entry, Optional.empty()));
        if (!BatchIdentity.of(entry.issuer(), entry.sourceSha256(), definition.parts())
                .equals(entry.batch())) {
            throw StepFailure.told(
                    StepFailure.Kind.REFUSED, "the worker has another layout, other profiles or keys than the batch");
        }
        return definition;
    }

    private PartitionMaking making(String batch, BatchDefinition definition, BatchCipher cipher) {
        Segment intake = BatchJob.intake(foundation, batch, cipher);
        return new PartitionMaking(
                new PartitionMaking.Books(
                        partitions,
                        audit,
                        new TransactionTemplate(foundation.transactions()),
                        foundation.crashPoints()),
                terms,
                new PartitionMaking.Source(
                        intake,
                        BatchJob.end(foundation, batch, intake, StepName.INTAKE),
                        BatchJob.workDirectory(foundation.settings(), batch),
                        cipher,
                        definition.processing(new StageTimes())));
    }

    /** Another worker may do better, but not for ever. */
    private StepFailure ended(Hold hold, StepFailure failure) {
        try {
            int tries = partitions
                    .find(hold.batch(), hold.number())
                    .map(BatchPartition::tries)
                    .orElse(0);
            if (tries >= foundation.settings().partitions().tries()) {
                partitions.fail(hold, new Failure(failure.kind().name(), String.valueOf(failure.getMessage())));
            } else {
                partitions.giveBack(hold, false);
            }
        } catch (RuntimeException databaseAway) {
            failure.addSuppressed(databaseAway);
        }
        return failure;
    }
}
