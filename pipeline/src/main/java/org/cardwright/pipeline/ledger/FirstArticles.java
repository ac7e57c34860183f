package org.cardwright.pipeline.ledger;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.cardwright.formats.card.CardNumberMask;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Who has seen the first cards of a batch. What is approved is the hash over the records of those cards: other cards are another request.
 * C-01.
 */
public final class FirstArticles {

    private static final ApprovalRequest.Act ACT = ApprovalRequest.Act.FIRST_ARTICLE;
    private static final int MAX_REASON = 400;

    private final ApprovalTable table;
    private final TransactionTemplate transaction;
    private final Approvals approvals;
    private final People people;

    /** Over the tables of the transaction manager's database. */
    public FirstArticles(JdbcTransactionManager transactions, Approvals approvals, People people) {
        this.table = new ApprovalTable(Objects.requireNonNull(transactions.getDataSource()), people.seal());
        this.transaction = new TransactionTemplate(transactions);
        this.approvals = approvals;
        this.people = people;
    }

    /**
     * Who acts, and where it is written down.
     *
     * @param operators proves persons
     * @param audit every step of a request
     * @param seal key of the requests
     */
    public record People(Operators operators, Audit audit, RowSeal seal) {}

    private static ApprovalRequest.Subject subject(String batch, String proof) {
        return new ApprovalRequest.Subject(ACT, batch, proof);
    }

    private List<ApprovalRequest> of(String batch, ApprovalRequest.State state) {
        return approvals.requests().stream()
                .filter(r -> r.act() == ACT && r.batch().equals(batch) && r.state() == state)
                .toList();
    }

    /** The refusal that holds a batch. */
    public Optional<ApprovalRequest> refused(String batch) {
        return of(batch, ApprovalRequest.State.REFUSED).stream().findFirst();
    }

    /** The request that a batch waits for since its last run; empty when that ended otherwise, or it is approved. */
    public Optional<ApprovalRequest> waiting(String batch) {
        return waited(batch)
                ? approvals.requests().stream()
                        .filter(r -> r.act() == ACT && r.batch().equals(batch) && r.isOpen())
                        .filter(r -> r.state() != ApprovalRequest.State.APPROVED)
                        .findFirst()
                : Optional.empty();
    }

    /** True when the last run ended because people had not seen the first cards. */
    public boolean waited(String batch) {
        Set<AuditEvent> others = Set.of(AuditEvent.BATCH_TAKEN, AuditEvent.BATCH_RESUMED, AuditEvent.BATCH_INTERRUPTED);
        return people.audit().last(batch, Set.of(AuditEvent.FIRST_ARTICLE_WAITING))
                > people.audit().last(batch, others);
    }

    /** True when two persons approved exactly these cards, and nobody refused any. */
    public boolean isApproved(String batch, String proof) {
        return refused(batch).isEmpty()
                && of(batch, ApprovalRequest.State.APPROVED).stream()
                        .anyMatch(request -> request.subject().equals(proof));
    }

    /** The request about these cards; what was open about others ends with it. */
    public ApprovalRequest needed(String batch, String proof) {
        approvals.requests().stream()
                .filter(r -> r.act() == ACT && r.batch().equals(batch) && r.isOpen())
                .filter(r -> !r.subject().equals(proof))
                .forEach(r -> table.replace(r, r.in(ApprovalRequest.State.LAPSED)));
        return approvals.needed(subject(batch, proof));
    }

    /** The first person has seen the cards and asks for their release. */
    public ApprovalRequest request(String batch, String proof, String reason, OperatorLogin login) {
        return approvals.request(subject(batch, proof), reason, login);
    }

    /**
     * Anybody who may ask may refuse, alone, until the batch is released; then it can only be abandoned.
     *
     * @throws OperatorRefusedException when the person is not proven or lacks the role
     * @throws WrongUsageException when the batch waits for nobody, or the reason is empty
     */
    public ApprovalRequest refuse(String batch, String given, OperatorLogin login) {
        String reason = CardNumberMask.mask(given);
        if (reason.isBlank() || reason.length() > MAX_REASON) {
            throw new WrongUsageException("a reason has 1 to " + MAX_REASON + " characters");
        }
        Operator who = people.operators().prove(Optional.of(login), OperatorRole.OPERATOR);
        ApprovalRequest open = approvals.requests().stream()
                .filter(r -> r.act() == ACT && r.batch().equals(batch) && r.isOpen())
                .findFirst()
                .orElseThrow(() -> new WrongUsageException("the batch does not wait for its first cards to be seen"));
        ApprovalRequest refused = open.asked(who.id(), reason).in(ApprovalRequest.State.REFUSED);
        transaction.executeWithoutResult(status -> {
            if (!table.replace(open, refused)) {
                throw new WrongUsageException("the request changed meanwhile");
            }
            people.audit()
                    .append(new Audit.Act(
                            who.id(),
                            AuditEvent.FIRST_ARTICLE_REFUSED,
                            false,
                            batch,
                            open.about().audited(reason)));
        });
        return refused;
    }

    /** Uses up the approval; belongs into the transaction that closes the release. */
    public void released(String batch) {
        for (ApprovalRequest request : of(batch, ApprovalRequest.State.APPROVED)) {
            if (approvals.use(request)) {
                people.audit()
                        .append(new Audit.Act(
                                request.approvedBy(),
                                AuditEvent.FIRST_ARTICLE_RELEASED,
                                true,
                                batch,
                                request.about().audited(request.reason())));
            }
        }
    }
}
