package org.cardwright.pipeline.launch;

import java.io.IOException;
import java.util.Optional;
import org.cardwright.pipeline.close.BatchRelease;
import org.cardwright.pipeline.ledger.Audit;
import org.cardwright.pipeline.ledger.AuditEvent;
import org.cardwright.pipeline.ledger.BatchRegister;
import org.cardwright.pipeline.ledger.BatchState;
import org.cardwright.pipeline.step.CrashPoints;
import org.cardwright.pipeline.step.OrderLookup;
import org.cardwright.pipeline.step.StageTimes;

/** What is left to do for a batch that is sealed and accounted for: to look whether it still is what was sealed. */
final class ClosedBatch {

    private final Foundation foundation;
    private final Tables tables;
    private final Inbox inbox;

    ClosedBatch(Foundation foundation, Inbox inbox) {
        this.foundation = foundation;
        this.tables = foundation.tables();
        this.inbox = inbox;
    }

    /** The same content again: what a crash left is put right, then the seal is verified. The caller has the lock of the batch. */
    BatchOutcome alreadyDone(BatchRegister.Entry entry) throws IOException {
        new StaleRunRecovery(
                        foundation.jobRepository(),
                        tables.ledger(),
                        foundation.ports().clock())
                .repair(entry.batch(), BatchState.CLOSED);
        forget(entry.batch());
        return verified(entry);
    }

    /** Deletes what a closed batch no longer needs; a crash before is made good by the next request for it. */
    void forget(String batch) throws IOException {
        foundation.crashPoints().pass(CrashPoints.Point.BATCH_CLOSED, "");
        inbox.forget(batch);
        BatchJob.deleteStaging(foundation.settings(), batch);
        new MediumIntake(foundation).sweep();
    }

    /** Verifies the output with what the ledger knows, whatever the configuration has become since. */
    BatchOutcome verified(BatchRegister.Entry entry) throws IOException {
        BatchRelease.Verdict verdict = foundation
                .ports()
                .definitions()
                .verify(
                        tables.question(entry, Optional.empty()),
                        BatchDefinition.ReleaseSheet.of(
                                entry,
                                tables.keyUses().chosen(entry.batch()),
                                OrderLookup.NONE,
                                tables.orders().accounted(entry.batch())));
        tables.audit()
                .append(new Audit.Act(
                        Audit.SYSTEM, AuditEvent.SEAL_VERIFIED, verdict.intact(), entry.batch(), verdict.finding()));
        String done = "already done as batch " + Outcomes.shown(entry.batch());
        return verdict.intact()
                ? ended(entry, BatchOutcome.Kind.ALREADY_DONE, done + "; its seal verifies")
                : ended(
                        entry,
                        BatchOutcome.Kind.OUTPUT_ALTERED,
                        done + ", but the output is not intact: " + verdict.finding());
    }

    /** An outcome without a run. */
    BatchOutcome ended(BatchRegister.Entry entry, BatchOutcome.Kind kind, String message) {
        return Outcomes.ended(tables.ledger(), entry, new BatchRunner.Ending(kind, message, StageTimes.Snapshot.EMPTY));
    }
}
