package org.cardwright.pipeline.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.cardwright.formats.card.Screened;
import org.cardwright.formats.issuer.IssuerFile;
import org.cardwright.pipeline.close.PersoRelease;
import org.cardwright.pipeline.intake.OrderReading;
import org.cardwright.pipeline.ledger.ApprovalRequest;
import org.cardwright.pipeline.ledger.Audit;
import org.cardwright.pipeline.ledger.AuditEvent;
import org.cardwright.pipeline.ledger.BatchDetails;
import org.cardwright.pipeline.ledger.BatchRegister;
import org.cardwright.pipeline.ledger.BatchState;
import org.cardwright.pipeline.ledger.Run;
import org.cardwright.pipeline.ledger.StepName;
import org.cardwright.pipeline.step.CrashPoints;
import org.cardwright.pipeline.step.StageTimes;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The end of a batch that can never be finished: nothing is sealed, every order is held by name, key and files are destroyed.
 *
 * <p>The content stays used: it is refused for ever under any name, and so is its sequence number. Its cards may be ordered in
 * another file, unless the release was already complete: then somebody may have made them.
 */
final class Abandonment {

    private final Foundation foundation;
    private final Tables tables;
    private final Inbox inbox;

    Abandonment(Foundation foundation, Inbox inbox) {
        this.foundation = foundation;
        this.tables = foundation.tables();
        this.inbox = inbox;
    }

    /** Carries out what was approved. */
    BatchOutcome carryOut(ApprovalRequest approved) throws IOException {
        try (RunLock lock =
                RunLock.tryAcquire(foundation.settings(), approved.batch()).orElse(null)) {
            if (lock == null) {
                return Outcomes.busy(approved.batch());
            }
            BatchRegister.Entry entry = tables.register().find(approved.batch()).orElseThrow();
            if (entry.state() != BatchState.OPEN) {
                return ended(entry, BatchOutcome.Kind.INPUT_REFUSED, "the batch is " + entry.state() + " already");
            }
            if (approved.state() != ApprovalRequest.State.APPROVED) {
                return ended(entry, BatchOutcome.Kind.APPROVAL_NEEDED, "the request changed while it was approved");
            }
            if (PersoRelease.isSealed(entry.directory())) {
                return ended(
                        entry,
                        BatchOutcome.Kind.NOT_RECONCILED,
                        "its output has its final name and may have been used: nothing was abandoned");
            }
            hold(entry, approved);
            foundation.crashPoints().pass(CrashPoints.Point.BATCH_ABANDONED, "");
            destroy(entry);
            return ended(entry, BatchOutcome.Kind.ABANDONED, "abandoned; nothing was sealed, no card of it is made");
        }
    }

    private void hold(BatchRegister.Entry entry, ApprovalRequest approved) throws IOException {
        String batch = entry.batch();
        boolean free = !tables.ledger().account(batch, StepName.RELEASE).closed();
        Map<Integer, String> missing = names(entry, tables.abandoned().missing(batch, entry.records()));
        Run run = tables.register().takeOver(batch);
        new StaleRunRecovery(
                        foundation.jobRepository(),
                        tables.ledger(),
                        foundation.ports().clock())
                .repair(batch, BatchState.ABANDONED);
        List<BatchDetails.RemadeOrder> again = free ? tables.remade().remade(batch) : List.of();
        new TransactionTemplate(foundation.transactions()).executeWithoutResult(status -> {
            tables.register().abandon(run);
            again.forEach(order ->
                    tables.approvals().giveBack(order.request(), "order " + order.orderReference() + " was abandoned"));
            tables.abandoned().hold(run, missing, free);
            if (!tables.approvals().use(batch, ApprovalRequest.Act.ABANDON)) {
                throw new IllegalStateException("an abandonment without an approval");
            }
            tables.approvals().lapse(batch);
            tables.audit()
                    .append(new Audit.Act(
                            approved.approvedBy(), AuditEvent.BATCH_ABANDONED, true, batch, approved.reason()));
        });
    }

    /** Names of the records without a row, from the copy of the issuer's file; empty where it cannot be read any more. */
    private Map<Integer, String> names(BatchRegister.Entry entry, BitSet missing) {
        Map<Integer, String> names = new TreeMap<>();
        missing.stream().forEach(record -> names.put(record, ""));
        Optional<Path> copy = inbox.find(entry.batch());
        if (!names.isEmpty() && copy.isPresent()) {
            try {
                read(copy.get(), define(entry).reading(), names);
            } catch (IOException | RuntimeException unreadable) {
                // Often the very reason of the abandonment; the record number then is the name.
                return names;
            }
        }
        return names;
    }

    private BatchDefinition define(BatchRegister.Entry entry) throws IOException {
        return foundation.ports().definitions().define(foundation.tables().question(entry, Optional.empty()));
    }

    private static void read(Path copy, OrderReading reading, Map<Integer, String> names) throws IOException {
        try (IssuerFile file = reading.open(copy)) {
            for (Optional<IssuerFile.Item> item = file.next(); item.isPresent(); item = file.next()) {
                Screened screened = reading.screen(item.get());
                if (screened instanceof Screened.Accepted accepted) {
                    names.replace(
                            accepted.application().recordNumber(),
                            accepted.application().orderReference());
                } else if (screened instanceof Screened.Rejected rejected) {
                    names.replace(rejected.recordNumber(), rejected.orderReference());
                }
            }
        }
    }

    /** Deletes what abandoned batches left. */
    void sweep() throws IOException {
        for (BatchRegister.Entry entry : tables.register().list()) {
            if (entry.state() == BatchState.ABANDONED) {
                destroy(entry);
            }
        }
    }

    /** Deletes what an abandoned batch left; repeatable, a crash may have come before. */
    private void destroy(BatchRegister.Entry entry) throws IOException {
        inbox.forget(entry.batch());
        BatchJob.deleteStaging(foundation.settings(), entry.batch());
        new MediumIntake(foundation).sweep();
        PersoRelease.discard(entry.directory());
    }

    private BatchOutcome ended(BatchRegister.Entry entry, BatchOutcome.Kind kind, String message) {
        return Outcomes.ended(tables.ledger(), entry, new BatchRunner.Ending(kind, message, StageTimes.Snapshot.EMPTY));
    }
}
