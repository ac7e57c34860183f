package org.cardwright.pipeline.launch;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
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
import org.cardwright.pipeline.ledger.DatabaseUnavailableException;
import org.cardwright.pipeline.ledger.KeyActs;
import org.cardwright.pipeline.ledger.KeyConfirmations;
import org.cardwright.pipeline.ledger.KeyUses;
import org.cardwright.pipeline.ledger.Operator;
import org.cardwright.pipeline.ledger.OperatorLogin;
import org.cardwright.pipeline.ledger.OperatorRole;
import org.cardwright.pipeline.ledger.ProfileReleases;

/** The pipeline as the command line sees it. Opened once per process, closed at its end. */
public interface Pipeline extends AutoCloseable {

    /**
     * Opens the pipeline of an installation.
     *
     * @throws DatabaseUnavailableException when the database does not answer or another process has it: exit code 75
     * @throws IOException when inbox or work directory cannot be used
     */
    static Pipeline open(PipelineSettings settings, PipelinePorts ports) throws IOException {
        return OpenPipeline.over(Database.open(settings.database()), settings, ports);
    }

    /**
     * The main job: takes, resumes or re-verifies the batch that the file is.
     *
     * <p>Ends when the batch is sealed or cannot go on; the outcome says which.
     */
    BatchOutcome prepare(BatchRequest request);

    /**
     * Makes cards of batches that other processes prepare, partition after partition, until {@link #stop}.
     *
     * @param ready called once messages can come
     * @return why it cannot go on; empty when it was asked to stop
     * @throws org.cardwright.pipeline.ledger.WrongUsageException when the settings name no broker
     */
    Optional<BatchOutcome> work(Runnable ready);

    /** All batches, the latest first. */
    List<BatchSummary> batches();

    /** One batch by its identity or at least 8 leading digits of it; empty when there is none or more than one. */
    Optional<BatchDetails> batch(String identity);

    /** What the ledger says of the cards of a batch; nothing of one that it does not know. */
    AccountedCards cards(String batch);

    /** Verifies the seal of a closed batch again. */
    BatchOutcome verify(String identity);

    /**
     * First person of a restart.
     *
     * @throws org.cardwright.pipeline.ledger.OperatorRefusedException when the operator is not proven or lacks the role
     * @throws IllegalArgumentException when the batch is unknown or needs no restart
     */
    ApprovalRequest requestRestart(String identity, String reason, OperatorLogin operator);

    /**
     * First person of an abandonment: the batch shall end without a seal.
     *
     * @throws org.cardwright.pipeline.ledger.OperatorRefusedException when the operator is not proven or lacks the role
     * @throws IllegalArgumentException when the batch is unknown or has ended
     */
    ApprovalRequest requestAbandonment(String identity, String reason, OperatorLogin operator);

    /**
     * First person of a duplicate: a card that was made shall be made once more, when the issuer orders it in another file.
     *
     * @param order the issuer's name of the order in that batch
     * @throws org.cardwright.pipeline.ledger.OperatorRefusedException when the operator is not proven or lacks the role
     * @throws IllegalArgumentException when the batch is not sealed or made no card of such an order
     */
    ApprovalRequest requestDuplicate(String identity, String order, String reason, OperatorLogin operator);

    /**
     * Says that a chip is scrap, whose attempt began and never ended; a second person approves.
     *
     * @param keyData KMCID and CSN of the chip, hexadecimal
     */
    ApprovalRequest requestScrap(String identity, String keyData, String reason, OperatorLogin operator);

    /** Which product profiles may make cards in production. */
    ProfileReleases releases();

    /** Where people see the first cards of a batch before it is released. */
    FirstArticleDesk firstArticles();

    /** Takes in what came on a medium. */
    MediumIntake media();

    /** What issuers dropped. */
    DropDesk drops();

    /** Key pairs that are made ahead of their cards. */
    KeyPool keyPool();

    /** Which batches and cards depend on which keys. */
    KeyUses keyUses();

    /** Which other parties confirmed that they have a key. */
    KeyConfirmations keyConfirmations();

    /** Where cards of sealed batches are put onto chips, one by one or whole batches. */
    ChipProduction chipProduction();

    /** Acts on keys and certificates, with the permission that policy asks for. */
    KeyActs keyActs();

    /** Key ceremonies in the audit. */
    Ceremonies ceremonies();

    /**
     * Second person: approves the request and carries it out, that is runs the batch, ends it, lets a card be made once more,
     * releases a product profile, or permits an act on keys.
     *
     * @throws org.cardwright.pipeline.ledger.OperatorRefusedException when the operator is not proven, lacks the role, or is
     *     the person who asked
     */
    default BatchOutcome approve(String request, OperatorLogin operator) {
        return approve(request, operator, Optional.empty());
    }

    /**
     * The same before a witness, for the release of a product profile.
     *
     * @throws org.cardwright.pipeline.ledger.WrongUsageException when there is a witness for anything else
     */
    BatchOutcome approve(String request, OperatorLogin operator, Optional<OperatorLogin> witness);

    /** Requests that wait. */
    List<ApprovalRequest> requests();

    /**
     * Registers an operator. The first of a home needs no administrator, and is the administrator.
     *
     * @throws org.cardwright.pipeline.ledger.OperatorRefusedException when {@code by} is not a proven administrator
     */
    Operator addOperator(OperatorLogin newOperator, Set<OperatorRole> roles, Optional<OperatorLogin> by);

    /**
     * The person sets another passphrase.
     *
     * @param next the same id with the new passphrase
     * @throws org.cardwright.pipeline.ledger.OperatorRefusedException when the person is not proven
     */
    Operator changePassphrase(OperatorLogin now, OperatorLogin next);

    /**
     * Removes an operator; the id stays used.
     *
     * @throws org.cardwright.pipeline.ledger.OperatorRefusedException when {@code by} is not a proven administrator
     * @throws IllegalArgumentException when there is nobody of this id, or no administrator would be left
     */
    Operator removeOperator(String id, Optional<OperatorLogin> by);

    /** The operator register. */
    List<Operator> operators();

    /** The audit, oldest first; it is read part by part as the stream is consumed, before the pipeline is closed. */
    Stream<AuditEntry> audit();

    /** Parts of the audit in files of an archive. */
    AuditArchive auditArchive();

    /** Whether any entry of the audit was altered, removed or inserted, and whether a head that somebody kept is in it. */
    AuditCheck checkAudit(Optional<AuditHead> kept);

    /** True when no entry of the audit was altered, removed or inserted. */
    default boolean auditIntact() {
        return checkAudit(Optional.empty()).intact();
    }

    /** Asks the running batch to stop at the next chunk; returns at once. */
    void stop();

    /** Stops, and lets go of the database. */
    @Override
    void close();
}
