package org.cardwright.pipeline.ledger;

import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Cards that others make have left when two persons say so: this ledger knows no chip and no room that let them go. */
public final class CardsOfOthers {

    private final CardDispatches dispatches;
    private final TransactionTemplate transaction;
    private final Approvals approvals;
    private final Audit audit;

    /** Over the same database as the dispatches. */
    public CardsOfOthers(
            JdbcTransactionManager transactions, CardDispatches dispatches, Approvals approvals, Audit audit) {
        this.dispatches = dispatches;
        this.transaction = new TransactionTemplate(transactions);
        this.approvals = approvals;
        this.audit = audit;
    }

    /**
     * The first person says that the cards of a group have left.
     *
     * @throws WrongUsageException when this house has begun to make the group, or the batch has none
     * @throws OperatorRefusedException when the person is not proven
     */
    public ApprovalRequest request(String batch, String group, StationDesk.Spoken spoken) {
        dispatches.requireElsewhere(batch, group);
        return approvals.request(
                new ApprovalRequest.Subject(ApprovalRequest.Act.DISPATCH, batch, group),
                spoken.reason(),
                spoken.login());
    }

    /**
     * Notes it, now that two persons have said the same. The moment is that of the second one.
     *
     * @return what left; empty when the request was used already
     * @throws WrongUsageException when this house has begun to make the group meanwhile, or all have left before
     */
    public Optional<CardDispatches.Sent> note(ApprovalRequest approved) {
        Optional<CardDispatches.Sent> sent =
                Objects.requireNonNull(transaction.execute(status -> noted(approved)), "an answer");
        dispatches.reachDisk();
        return sent;
    }

    private Optional<CardDispatches.Sent> noted(ApprovalRequest approved) {
        dispatches.lock(approved.batch());
        if (!approvals.use(approved)) {
            return Optional.empty();
        }
        audit.append(new Audit.Act(
                approved.approvedBy(),
                AuditEvent.DISPATCH_NOTED,
                true,
                approved.batch(),
                approved.about().audited(approved.reason())));
        return Optional.of(dispatches.elsewhere(approved.batch(), approved.subject(), approved.approvedBy()));
    }
}
