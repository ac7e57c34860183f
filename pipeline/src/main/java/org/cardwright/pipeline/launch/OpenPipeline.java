package org.cardwright.pipeline.launch;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.cardwright.pipeline.ledger.AccountedCards;
import org.cardwright.pipeline.ledger.ApprovalRequest;
import org.cardwright.pipeline.ledger.AuditArchive;
import org.cardwright.pipeline.ledger.AuditCheck;
import org.cardwright.pipeline.ledger.AuditEntry;
import org.cardwright.pipeline.ledger.AuditHead;
import org.cardwright.pipeline.ledger.BatchDetails;
import org.cardwright.pipeline.ledger.BatchSummary;
import org.cardwright.pipeline.ledger.Ceremonies;
import org.cardwright.pipeline.ledger.Database;
import org.cardwright.pipeline.ledger.KeyActs;
import org.cardwright.pipeline.ledger.KeyConfirmations;
import org.cardwright.pipeline.ledger.KeyPermission;
import org.cardwright.pipeline.ledger.KeyUses;
import org.cardwright.pipeline.ledger.Operator;
import org.cardwright.pipeline.ledger.OperatorLogin;
import org.cardwright.pipeline.ledger.OperatorRole;
import org.cardwright.pipeline.ledger.ProfileRelease;
import org.cardwright.pipeline.ledger.ProfileReleases;
import org.cardwright.pipeline.ledger.WrongUsageException;
import org.cardwright.pipeline.step.CrashPoints;
import org.cardwright.pipeline.step.StageTimes;
import org.cardwright.pipeline.step.StopSwitch;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** The pipeline over one database. */
final class OpenPipeline implements Pipeline {

    private final Database database;
    private final AnnotationConfigApplicationContext context;
    private final Tables tables;
    private final WorkerLoop worker;
    private final BatchBooks books;
    private final ApprovalDesk approvalDesk;
    private final StopSwitch stop = new StopSwitch();
    private final BatchLauncher launcher;
    private final Foundation foundation;

    private OpenPipeline(Database database, AnnotationConfigApplicationContext context, Foundation foundation)
            throws IOException {
        this.database = database;
        this.context = context;
        this.foundation = foundation;
        this.tables = foundation.tables();
        this.worker = new WorkerLoop(foundation, stop);
        this.books = new BatchBooks(tables);
        tables.open();
        Inbox inbox = new Inbox(foundation.settings().inbox());
        new Leftovers(foundation, inbox).sweep();
        new MediumIntake(foundation).sweep();
        this.approvalDesk = new ApprovalDesk(tables, chipProduction());
        new Abandonment(foundation, inbox).sweep();
        this.launcher = new BatchLauncher(foundation, inbox, stop);
    }

    /** Over a database that is open; closes it when anything fails. */
    static OpenPipeline over(Database database, PipelineSettings settings, PipelinePorts ports) throws IOException {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        try {
            CrashPoints crashPoints = CrashPoints.installed();
            context.registerBean("dataSource", DataSource.class, database::dataSource);
            if (crashPoints != CrashPoints.NONE) {
                context.getBeanFactory().addBeanPostProcessor(new CrashingJobRepository(crashPoints));
            }
            context.register(PipelineConfiguration.class);
            context.refresh();
            JdbcTransactionManager transactions = context.getBean(JdbcTransactionManager.class);
            Foundation foundation = new Foundation(
                    settings,
                    ports,
                    Tables.of(transactions, ports, settings),
                    transactions,
                    context.getBean(JobRepository.class),
                    context.getBean(JobOperator.class),
                    crashPoints);
            return new OpenPipeline(database, context, foundation);
        } catch (IOException failed) {
            close(context, database);
            throw failed;
        } catch (RuntimeException failed) {
            close(context, database);
            throw Database.lost(failed).orElseThrow(() -> failed);
        }
    }

    private static void close(AnnotationConfigApplicationContext context, Database database) {
        context.close();
        database.close();
    }

    @Override
    public BatchOutcome prepare(BatchRequest request) {
        try (StopOnTermination termination = StopOnTermination.around(stop)) {
            return termination.during(() -> launcher.prepare(request));
        }
    }

    @Override
    public BatchOutcome approve(String request, OperatorLogin operator, Optional<OperatorLogin> witness) {
        Optional<ProfileRelease> released = tables.releases().approve(request, operator, witness);
        if (released.isPresent()) {
            return Outcomes.plain(
                    BatchOutcome.Kind.APPROVED,
                    "approved: " + released.get().profile().words() + " may make cards");
        }
        if (witness.isPresent()) {
            throw new WrongUsageException("there is no such release; nothing else has a witness");
        }
        Optional<KeyPermission> permitted = tables.keyActs().approve(request, operator);
        if (permitted.isPresent()) {
            return Outcomes.plain(
                    BatchOutcome.Kind.APPROVED,
                    "approved: " + permitted.get().act().words() + "; the command that asked now does it");
        }
        ApprovalRequest approved = tables.approvals().approve(request, operator);
        try (StopOnTermination termination = StopOnTermination.around(stop)) {
            return termination.during(() -> switch (approved.act()) {
                case RESTART -> launcher.resume(approved.batch());
                case ABANDON -> launcher.abandon(approved);
                case DUPLICATE ->
                    permitted(approved, "the card of order " + approved.subject() + " may be ordered once more");
                case FIRST_ARTICLE -> permitted(approved, "the command that prepared the batch now releases it");
                case SCRAP_CHIP, STATION_CARD, DISPATCH, WITHDRAWAL -> permitted(approved, approvalDesk.done(approved));
            });
        }
    }

    /** Says what two persons have permitted; the next order for the card uses it up. */
    private BatchOutcome permitted(ApprovalRequest approved, String what) {
        return Outcomes.of(() -> {
            boolean open = approved.state() == ApprovalRequest.State.APPROVED;
            String message = open ? "approved: " + what : "the request changed while it was approved";
            return Outcomes.ended(
                    tables.ledger(),
                    tables.register().find(approved.batch()).orElseThrow(),
                    new BatchRunner.Ending(
                            open ? BatchOutcome.Kind.APPROVED : BatchOutcome.Kind.APPROVAL_NEEDED,
                            message,
                            StageTimes.Snapshot.EMPTY));
        });
    }

    @Override
    public Optional<BatchOutcome> work(Runnable ready) {
        return Outcomes.failure(() -> worker.serve(ready)).or(worker::sickness);
    }

    @Override
    public List<BatchSummary> batches() {
        return books.summaries();
    }

    @Override
    public Optional<BatchDetails> batch(String identity) {
        return books.details(identity);
    }

    @Override
    public AccountedCards cards(String batch) {
        return tables.orders().accounted(batch);
    }

    @Override
    public BatchOutcome verify(String identity) {
        return launcher.verify(identity);
    }

    @Override
    public ApprovalRequest requestRestart(String identity, String reason, OperatorLogin operator) {
        return approvalDesk.restart(identity, reason, operator);
    }

    @Override
    public ApprovalRequest requestAbandonment(String identity, String reason, OperatorLogin operator) {
        return approvalDesk.abandonment(identity, reason, operator);
    }

    @Override
    public ApprovalRequest requestDuplicate(String identity, String order, String reason, OperatorLogin operator) {
        return approvalDesk.duplicate(identity, order, reason, operator);
    }

    @Override
    public ApprovalRequest requestScrap(String identity, String keyData, String reason, OperatorLogin operator) {
        return approvalDesk.scrap(identity, keyData, reason, operator);
    }

    @Override
    public ProfileReleases releases() {
        return tables.releases();
    }

    @Override
    public FirstArticleDesk firstArticles() {
        return new FirstArticleDesk(foundation);
    }

    @Override
    public MediumIntake media() {
        return new MediumIntake(foundation);
    }

    @Override
    public DropDesk drops() {
        return new DropDesk(foundation);
    }

    @Override
    public KeyPool keyPool() {
        return new KeyPool(foundation, stop);
    }

    @Override
    public KeyUses keyUses() {
        return tables.keyUses();
    }

    @Override
    public KeyConfirmations keyConfirmations() {
        return tables.keyConfirmations();
    }

    @Override
    public ChipProduction chipProduction() {
        return new ChipProduction(foundation);
    }

    @Override
    public KeyActs keyActs() {
        return tables.keyActs();
    }

    @Override
    public Ceremonies ceremonies() {
        return tables.ceremonies();
    }

    @Override
    public List<ApprovalRequest> requests() {
        return tables.approvals().requests();
    }

    @Override
    public Operator addOperator(OperatorLogin newOperator, Set<OperatorRole> roles, Optional<OperatorLogin> by) {
        return tables.operators().add(newOperator, roles, by);
    }

    @Override
    public Operator changePassphrase(OperatorLogin now, OperatorLogin next) {
        return tables.operators().changePassphrase(now, next);
    }

    @Override
    public Operator removeOperator(String id, Optional<OperatorLogin> by) {
        return tables.operators().remove(id, by);
    }

    @Override
    public List<Operator> operators() {
        return tables.operators().list();
    }

    @Override
    public Stream<AuditEntry> audit() {
        return tables.audit().entries();
    }

    @Override
    public AuditArchive auditArchive() {
        return new AuditArchive(tables.audit(), tables.operators());
    }

    @Override
    public AuditCheck checkAudit(Optional<AuditHead> kept) {
        return tables.audit().check(kept);
    }

    @Override
    public void stop() {
        stop.request();
    }

    @Override
    public void close() {
        stop.request();
        close(context, database);
    }
}
