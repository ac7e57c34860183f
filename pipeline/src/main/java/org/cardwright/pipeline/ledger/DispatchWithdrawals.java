package org.cardwright.pipeline.ledger;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What was said wrongly of cards that left is taken back when two persons say so, as long as no PIN mailer of them is planned. */
public final class DispatchWithdrawals {

    private final CardDispatches dispatches;
    private final TransactionTemplate transaction;
    private final Approvals approvals;
    private final Audit audit;

    /** Over the same database as the dispatches. */
    public DispatchWithdrawals(
            JdbcTransactionManager transactions, CardDispatches dispatches, Approvals approvals, Audit audit) {
        this.dispatches = dispatches;
        this.transaction = new TransactionTemplate(transactions);
        this.approvals = approvals;
        this.audit = audit;
    }

    /**
     * The first person says that the cards which were said to have left at a moment have not.
     *
     * @param leftAt the moment, as the ledger has it
     * @throws WrongUsageException when no card left then, or a machine got one of them since
     * @throws OperatorRefusedException when the person is not proven
     */
    public ApprovalRequest request(String batch, Instant leftAt, StationDesk.Spoken spoken) {
        dispatches.withdrawable(batch, leftAt);
        return approvals.request(
                new ApprovalRequest.Subject(ApprovalRequest.Act.WITHDRAWAL, batch, leftAt.toString()),
                spoken.reason(),
                spoken.login());
    }

    /**
     * Takes it back, now that two persons have said the same.
     *
     * @return how many cards are in the house again; empty when the request was used already
     * @throws WrongUsageException when a machine got one of them meanwhile
     */
    public OptionalInt note(ApprovalRequest approved) {
        Optional<Integer> cards = Objects.requireNonNull(transaction.execute(status -> noted(approved)), "an answer");
        dispatches.reachDisk();
        return cards.map(OptionalInt::of).orElseGet(OptionalInt::empty);
    }

    private Optional<Integer> noted(ApprovalRequest approved) {
        dispatches.lock(approved.batch());
        if (!approvals.use(approved)) {
            return Optional.empty();
        }
        audit.append(new Audit.Act(
                approved.approvedBy(),
                AuditEvent.WITHDRAWAL_NOTED,
                true,
                approved.batch(),
                approved.about().audited(approved.reason())));
        return Optional.of(
                dispatches.withdraw(approved.batch(), Instant.parse(approved.subject()), approved.approvedBy()));
    }
}
