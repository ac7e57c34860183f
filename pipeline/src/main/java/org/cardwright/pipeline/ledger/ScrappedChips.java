package org.cardwright.pipeline.ledger;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cardwright.pipeline.ledger.ChipAttempts.ChipAttempt;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Chips of which nobody knows what is on them, because a run died between the first command that writes and the end, and samples, which pay
 * like the card itself. Two persons have destroyed the chip; the card of the first may be put on another one then. P-10, P-17.
 */
public final class ScrappedChips {

    private final TransactionTemplate transaction;
    private final ChipAttempts attempts;
    private final Approvals approvals;
    private final Audit audit;

    /** Over the tables of the transaction manager's database. */
    public ScrappedChips(JdbcTransactionManager transactions, ChipAttempts attempts, Approvals approvals, Audit audit) {
        this.transaction = new TransactionTemplate(transactions);
        this.attempts = attempts;
        this.approvals = approvals;
        this.audit = audit;
    }

    /** The attempts that it ends. */
    public ChipAttempts attempts() {
        return attempts;
    }

    /**
     * The first person says that a chip is scrap.
     *
     * @param chip its KMCID and CSN, hexadecimal, with its number behind a stroke where several have these
     * @throws WrongUsageException when the batch has no attempt without an end on it and no such sample, or its destruction is known
     * @throws OperatorRefusedException when the person is not proven or lacks the role
     */
    public ApprovalRequest request(String batch, String chip, String reason, OperatorLogin login) {
        ChipAttempt open = toScrap(batch, chip);
        return approvals.request(
                new ApprovalRequest.Subject(
                        ApprovalRequest.Act.SCRAP_CHIP, batch, open.chip().named()),
                reason,
                login);
    }

    /**
     * Ends the attempt, now that two persons have said so, or says that the sample is destroyed.
     *
     * @return the attempt as it was; empty when the request was used already
     * @throws WrongUsageException when the attempt has ended meanwhile
     */
    public Optional<ChipAttempt> scrap(ApprovalRequest approved) {
        Optional<ChipAttempt> ended = Objects.requireNonNull(transaction.execute(status -> ended(approved)));
        attempts.reachDisk();
        return ended;
    }

    private ChipAttempt toScrap(String batch, String chip) {
        List<ChipAttempt> open = attempts.toScrap(batch, chip);
        List<ChipAttempt> left =
                open.stream().filter(attempt -> !isDestroyed(batch, attempt)).toList();
        if (left.isEmpty()) {
            throw new WrongUsageException(
                    open.isEmpty()
                            ? "the batch has no attempt without an end, and no sample, on such a chip"
                            : "two persons said before that this sample is destroyed");
        }
        if (left.size() > 1) {
            throw new WrongUsageException("more than one chip with these key data is unfinished or a sample: "
                    + left.stream().map(attempt -> attempt.chip().named()).collect(Collectors.joining(", ")));
        }
        return left.get(0);
    }

    private boolean isDestroyed(String batch, ChipAttempt attempt) {
        return attempt.state() == ChipAttempts.State.SAMPLE && audit.hasDestroyed(batch, attempt.chip());
    }

    private Optional<ChipAttempt> ended(ApprovalRequest approved) {
        if (!approvals.use(approved)) {
            return Optional.empty();
        }
        ChipAttempt open = toScrap(approved.batch(), approved.subject());
        if (open.state() == ChipAttempts.State.STARTED) {
            attempts.end(open, ChipAttempts.State.UNKNOWN, "scrapped by request " + approved.id());
        }
        audit.append(new Audit.Act(
                approved.approvedBy(),
                AuditEvent.CHIP_SCRAPPED,
                true,
                approved.batch(),
                approved.about().audited(approved.reason())));
        return Optional.of(open);
    }
}
