package org.cardwright.pipeline.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cardwright.crypto.module.BatchKeys.BatchCipher;
import org.cardwright.pipeline.ledger.BatchPartition;
import org.cardwright.pipeline.ledger.Partitions;
import org.cardwright.pipeline.ledger.Position;
import org.cardwright.pipeline.ledger.Run;
import org.cardwright.pipeline.ledger.StepName;
import org.cardwright.pipeline.partition.MadeCards;
import org.cardwright.pipeline.partition.PartitionExecutions;
import org.cardwright.pipeline.partition.PartitionPlan;
import org.cardwright.pipeline.partition.PartitionRequests;
import org.cardwright.pipeline.partition.PartitionSettings;
import org.cardwright.pipeline.partition.PartitionTickets;
import org.cardwright.pipeline.partition.RemotePartitions;
import org.cardwright.pipeline.step.CardProcessing;
import org.cardwright.pipeline.step.Segment;
import org.cardwright.pipeline.step.StageTimes;
import org.cardwright.pipeline.step.StepFactory;
import org.cardwright.pipeline.step.StopSwitch;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Who makes the cards of a run: this process, slice by slice, or workers, partition by partition, whose cards step <em>prepare</em> then takes
 * instead of making them. Everything that depends on the order of the batch (index, MAC, ledger) is in that step, so both ways end in the
 * same bytes.
 */
final class Making implements AutoCloseable {

    private final Foundation foundation;
    private final Run run;
    private final BatchCipher cipher;
    private final Optional<PartitionRequests> requests;
    private @Nullable MadeCards made;

    private Making(Foundation foundation, Run run, BatchCipher cipher, Optional<PartitionRequests> requests) {
        this.foundation = foundation;
        this.run = run;
        this.cipher = cipher;
        this.requests = requests;
    }

    /**
     * As the settings say. What workers have of an earlier run is theirs no more when this run does everything itself.
     *
     * @throws org.cardwright.pipeline.partition.BrokerException when workers cannot be told
     */
    static Making of(Foundation foundation, Run run, BatchCipher cipher) {
        PartitionSettings settings = foundation.settings().partitions();
        Optional<PartitionRequests> requests =
                settings.broker().map(broker -> PartitionRequests.open(broker, settings.lease(), tickets(foundation)));
        Making making = new Making(foundation, run, cipher, requests);
        if (!making.partitions().list(run.batch()).isEmpty()) {
            making.inTransaction(partitions -> {
                if (requests.isPresent()) {
                    partitions.tryAgain(run);
                } else {
                    partitions.forget(run);
                }
            });
        }
        return making;
    }

    static PartitionTickets tickets(Foundation foundation) {
        return new PartitionTickets(
                foundation.ports().module().seals(), foundation.ports().ledgerKey());
    }

    /** The step in front of prepare; none when prepare does the work. */
    Optional<Step> step(StepFactory steps, StopSwitch stop) {
        return requests.map(broker -> steps.partitioned(
                PartitionPlan.STEP,
                grid -> open(),
                new RemotePartitions(
                        run.batch(),
                        broker,
                        foundation.settings().partitions(),
                        new RemotePartitions.Watch(
                                partitions(),
                                new PartitionExecutions(
                                        foundation.jobRepository(),
                                        foundation.ports().clock()),
                                foundation.ports().progress(),
                                stop))));
    }

    /** What prepare calls. */
    CardProcessing processing(BatchDefinition definition, StageTimes times) {
        if (requests.isEmpty()) {
            return definition.processing(times);
        }
        made = new MadeCards(
                partitions(),
                run.batch(),
                new MadeCards.Place(
                        BatchJob.workDirectory(foundation.settings(), run.batch()),
                        cipher,
                        () -> prepared().get("intake.frames")));
        return made;
    }

    /** Workers' cards come one after the other. */
    @Nullable
    AsyncTaskExecutor executor(AsyncTaskExecutor own) {
        return requests.isEmpty() ? own : null;
    }

    /** The partitions that are not done, by the name of their part of the step. How many there are does not depend on the workers. */
    private Map<String, ExecutionContext> open() {
        if (partitions().list(run.batch()).isEmpty()) {
            plan();
        }
        Map<String, ExecutionContext> open = new HashMap<>();
        for (BatchPartition partition : partitions().list(run.batch())) {
            if (partition.state() != BatchPartition.State.DONE) {
                open.put(PartitionPlan.key(partition.number()), new ExecutionContext());
            }
        }
        return open;
    }

    /** Of what is accepted and not prepared: a run that did everything itself may have begun. */
    private void plan() {
        Segment intake = BatchJob.intake(foundation, run.batch(), cipher);
        Segment.Mark end = BatchJob.end(foundation, run.batch(), intake, StepName.INTAKE);
        try {
            List<BatchPartition.Range> ranges = PartitionPlan.of(
                    intake,
                    intake.mark(prepared()),
                    end,
                    foundation.settings().partitions().orders());
            inTransaction(partitions -> partitions.plan(run, ranges));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Position prepared() {
        return foundation
                .tables()
                .ledger()
                .account(run.batch(), StepName.PREPARE)
                .position();
    }

    private Partitions partitions() {
        return foundation.tables().partitions();
    }

    private interface Change {
        void make(Partitions partitions);
    }

    private void inTransaction(Change change) {
        new TransactionTemplate(foundation.transactions()).executeWithoutResult(status -> {
            foundation.tables().ledger().claim(run);
            change.make(partitions());
        });
    }

    @Override
    public void close() throws IOException {
        requests.ifPresent(PartitionRequests::close);
        if (made != null) {
            made.close();
        }
    }
}
