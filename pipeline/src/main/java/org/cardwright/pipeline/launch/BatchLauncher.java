package org.cardwright.pipeline.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import org.cardwright.formats.MalformedFileException;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.PanMask;
import org.cardwright.formats.issuer.ControlTotals;
import org.cardwright.formats.profile.lint.LintReport;
import org.cardwright.pipeline.close.OutputPlace;
import org.cardwright.pipeline.ledger.ApprovalRequest;
import org.cardwright.pipeline.ledger.Audit;
import org.cardwright.pipeline.ledger.AuditEvent;
import org.cardwright.pipeline.ledger.BatchRegister;
import org.cardwright.pipeline.ledger.BatchState;
import org.cardwright.pipeline.ledger.WrongUsageException;
import org.cardwright.pipeline.step.CrashPoints;
import org.cardwright.pipeline.step.StopSwitch;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Decides what a request means: a new batch, one to go on with, one that is done, or nothing we may make.
 *
 * <p>Order: content, definition, control data, identity, run lock, then ledger. The same content is the same batch under any
 * name.
 */
final class BatchLauncher {

    private final Foundation foundation;
    private final Tables tables;
    private final Inbox inbox;
    private final StopSwitch stop;
    private final ClosedBatch closed;
    private final BatchGate gate;
    private final BatchPlace place;

    BatchLauncher(Foundation foundation, Inbox inbox, StopSwitch stop) {
        this.foundation = foundation;
        this.tables = foundation.tables();
        this.inbox = inbox;
        this.stop = stop;
        this.closed = new ClosedBatch(foundation, inbox);
        this.gate = new BatchGate(tables, foundation.settings());
        this.place = new BatchPlace(foundation);
    }

    /** The main job. */
    BatchOutcome prepare(BatchRequest request) {
        return Outcomes.of(() -> {
            ByteString sha256;
            try {
                sha256 = Inbox.sha256(request.export());
            } catch (IOException unreadable) {
                return Outcomes.refused(
                        "the file cannot be read: " + unreadable.getClass().getSimpleName());
            }
            Optional<BatchRegister.Entry> known = tables.register().findBySource(request.issuer(), sha256);
            return known.isPresent() ? goOn(known.get(), Optional.of(request)) : taken(request, sha256);
        });
    }

    /** A file that is refused for its form or its control data leaves its hash and the rule in the audit. */
    private BatchOutcome taken(BatchRequest request, ByteString sha256) throws IOException {
        try {
            return take(request, sha256);
        } catch (MalformedFileException malformed) {
            return refuse(request.issuer(), sha256, String.valueOf(malformed.getMessage()));
        }
    }

    /** Goes on with a batch whose restart was approved. */
    BatchOutcome resume(String batch) {
        return Outcomes.of(() -> goOn(entry(batch), Optional.empty()));
    }

    /** Ends a batch whose abandonment was approved. */
    BatchOutcome abandon(ApprovalRequest approved) {
        return Outcomes.of(() -> new Abandonment(foundation, inbox).carryOut(approved));
    }

    /** Verifies a closed batch. */
    BatchOutcome verify(String batch) {
        return Outcomes.of(() -> {
            BatchRegister.Entry entry = entry(batch);
            return entry.state() == BatchState.CLOSED
                    ? closed.verified(entry)
                    : closed.ended(entry, BatchOutcome.Kind.NOT_RECONCILED, "not sealed yet");
        });
    }

    private BatchRegister.Entry entry(String batch) {
        return tables.register().find(batch).orElseThrow(() -> new WrongUsageException("there is no such batch"));
    }

    private BatchOutcome take(BatchRequest request, ByteString sha256) throws IOException {
        LocalDate today = LocalDate.now(foundation.ports().clock());
        BatchDefinition definition = foundation
                .ports()
                .definitions()
                .define(new BatchDefinitions.Question(
                        request.issuer(),
                        today,
                        Optional.of(request.export()),
                        BatchDefinitions.Earlier.ofNew(tables.keyUses().chosen())));
        ControlTotals totals = definition.reading().checkControls(request.export());
        if (!totals.sha256().equals(sha256)) {
            return refuse(request.issuer(), sha256, "the file changed while it was read");
        }
        LintReport review = definition.review(request.export());
        if (!review.errors().isClean()) {
            return refuseProducts(request.issuer(), sha256, review.errors());
        }
        Optional<BatchOutcome> refusal = gate.refusal(definition, request.export());
        if (refusal.isPresent()) {
            return refuse(request.issuer(), sha256, refusal.get());
        }
        return take(new Taking(request, today, definition, totals, review));
    }

    /** A file whose control data and products are in order. */
    private record Taking(
            BatchRequest request,
            LocalDate today,
            BatchDefinition definition,
            ControlTotals totals,
            LintReport review) {

        private String issuer() {
            return request.issuer();
        }
    }

    private BatchOutcome take(Taking taking) throws IOException {
        ByteString sha256 = taking.totals().sha256();
        BatchDefinition definition = taking.definition();
        String batch = BatchIdentity.of(taking.issuer(), sha256, definition.parts());
        try (RunLock lock = RunLock.tryAcquire(foundation.settings(), batch).orElse(null)) {
            if (lock == null
                    || tables.register().findBySource(taking.issuer(), sha256).isPresent()) {
                return Outcomes.busy(batch);
            }
            Optional<String> refusal = sequenceRefusal(taking.issuer(), taking.totals());
            if (refusal.isPresent()) {
                return refuse(taking.issuer(), sha256, refusal.get());
            }
            OutputPlace.require(BatchPlace.of(taking.request(), batch));
            taking.review().warnings().lines().forEach(foundation.ports().progress()::warn);
            BatchRegister.Entry entry = entry(taking, batch);
            Path copy = inbox.take(taking.request().export(), sha256, batch);
            insert(entry, definition);
            foundation.crashPoints().pass(CrashPoints.Point.BATCH_TAKEN, "");
            return run(entry, definition, copy);
        }
    }

    private BatchRegister.Entry entry(Taking taking, String batch) {
        return new BatchRegister.Entry(
                batch,
                taking.issuer(),
                taking.totals().sha256(),
                taking.totals().sequenceNumber(),
                taking.definition().layout(),
                taking.today(),
                taking.totals().records(),
                BatchPlace.of(taking.request(), batch),
                Optional.of(NewBatchKey.of(foundation.ports().module().batchKeys(), batch)),
                BatchState.OPEN,
                foundation.ports().clock().instant());
    }

    private Optional<String> sequenceRefusal(String issuer, ControlTotals totals) {
        return totals.sequenceNumber().isPresent()
                ? tables.register()
                        .sequenceRefusal(issuer, totals.sequenceNumber().getAsLong())
                : Optional.empty();
    }

    private void insert(BatchRegister.Entry entry, BatchDefinition definition) {
        new TransactionTemplate(foundation.transactions()).executeWithoutResult(status -> {
            tables.register().insert(entry);
            definition
                    .certificateKeys()
                    .forEach((key, perCard) ->
                            tables.serials().reserve(entry.batch(), key.toString(), (long) perCard * entry.records()));
            tables.keyUses().insert(entry.batch(), definition.keyUses());
            tables.audit()
                    .append(Audit.Act.bySystem(AuditEvent.BATCH_TAKEN, entry.batch(), taken(entry, definition.pans())));
        });
    }

    private static String taken(BatchRegister.Entry entry, PanMask pans) {
        return "issuer " + entry.issuer() + (pans.isAuthorised() ? ", PANs shown " + pans : "");
    }

    /**
     * State before identity: what is sealed is looked at as it is, whatever layouts, products and keys have become since. Only a
     * batch that goes on needs the definition with which it was taken.
     */
    private BatchOutcome goOn(BatchRegister.Entry found, Optional<BatchRequest> request) throws IOException {
        if (found.state() == BatchState.ABANDONED) {
            return abandoned(found);
        }
        try (RunLock lock =
                RunLock.tryAcquire(foundation.settings(), found.batch()).orElse(null)) {
            if (lock == null) {
                return Outcomes.busy(found.batch());
            }
            BatchRegister.Entry entry = entry(found.batch());
            return switch (entry.state()) {
                case OPEN -> goOnOpen(place.of(entry, request), request.map(BatchRequest::export));
                case CLOSED -> closed.alreadyDone(entry);
                case ABANDONED -> abandoned(entry);
            };
        }
    }

    private BatchOutcome goOnOpen(BatchRegister.Entry entry, Optional<Path> export) throws IOException {
        BatchDefinition definition = define(entry, export);
        Optional<BatchOutcome> exchanged = gate.exchanged(definition);
        if (exchanged.isPresent()) {
            return refuse(entry.issuer(), entry.sourceSha256(), exchanged.get());
        }
        String identity = BatchIdentity.of(entry.issuer(), entry.sourceSha256(), definition.parts());
        if (!identity.equals(entry.batch())) {
            return refuse(
                    entry.issuer(),
                    entry.sourceSha256(),
                    "this content was taken as batch " + entry.batch()
                            + " with another layout, other profiles or keys");
        }
        Optional<Path> copy = inbox.find(entry.batch());
        if (copy.isEmpty() && export.isEmpty()) {
            return Outcomes.refused("the inbox copy of the issuer's file is missing");
        }
        Optional<BatchOutcome> wait = new FirstArticlePermission(tables)
                .ask(entry.batch())
                .or(() -> new RestartPermission(tables, foundation.settings().restartPolicy()).ask(entry.batch()));
        if (wait.isPresent()) {
            return wait.get();
        }
        Path file =
                copy.isPresent() ? copy.get() : inbox.take(export.orElseThrow(), entry.sourceSha256(), entry.batch());
        return run(entry, definition, file);
    }

    private BatchOutcome abandoned(BatchRegister.Entry entry) {
        return refuse(
                entry.issuer(),
                entry.sourceSha256(),
                "this content was abandoned as batch " + entry.batch()
                        + "; the issuer orders its cards in a new file under the next sequence number");
    }

    private BatchDefinition define(BatchRegister.Entry entry, Optional<Path> export) throws IOException {
        return foundation.ports().definitions().define(tables.question(entry, export));
    }

    private BatchOutcome run(BatchRegister.Entry entry, BatchDefinition definition, Path file) throws IOException {
        BatchRunner.Ending ending = new BatchRunner(foundation, stop).run(entry, definition, file);
        boolean done = ending.kind() == BatchOutcome.Kind.DONE;
        tables.audit().append(new Audit.Act(Audit.SYSTEM, event(ending, done), done, entry.batch(), ending.message()));
        if (done) {
            closed.forget(entry.batch());
        }
        return Outcomes.ended(tables.ledger(), entry, ending);
    }

    private static AuditEvent event(BatchRunner.Ending ending, boolean done) {
        if (done) {
            return AuditEvent.BATCH_CLOSED;
        }
        return ending.request().isPresent() ? AuditEvent.FIRST_ARTICLE_WAITING : AuditEvent.BATCH_INTERRUPTED;
    }

    /** No card is made of a product that contradicts itself. */
    private BatchOutcome refuseProducts(String issuer, ByteString sha256, LintReport errors) {
        refuse(issuer, sha256, "the linter refuses " + errors.summary());
        return Outcomes.refused(String.join(System.lineSeparator(), errors.lines()));
    }

    private BatchOutcome refuse(String issuer, ByteString sha256, BatchOutcome refusal) {
        refuse(issuer, sha256, refusal.message());
        return refusal;
    }

    private BatchOutcome refuse(String issuer, ByteString sha256, String reason) {
        String file = "issuer " + issuer + ", file " + sha256.toHex().toLowerCase(Locale.ROOT);
        tables.audit().append(new Audit.Act(Audit.SYSTEM, AuditEvent.FILE_REFUSED, false, file, reason));
        return Outcomes.refused(reason);
    }
}
