package org.cardwright.pipeline.ledger;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.dao.support.DataAccessUtils;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Two-person acts: one operator asks, another approves, the act is done once. Each step stands in the audit.
 *
 * <p>P-10: a restart is refused without reason and second person; so are the abandonment of a batch and a duplicate card (C-12).
 */
public final class Approvals {

    private static final RowMapper<ApprovalRequest> REQUEST = (row, n) -> new ApprovalRequest(
            row.getString("id"),
            ApprovalRequest.Act.valueOf(row.getString("act")),
            row.getString("batch"),
            row.getString("subject"),
            ApprovalRequest.State.valueOf(row.getString("state")),
            row.getString("requested_by"),
            row.getString("reason"),
            row.getString("approved_by"));

    private static final int MAX_REASON = 500;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Operators operators;
    private final Audit audit;

    /** Over the tables of the transaction manager's database. */
    public Approvals(JdbcTransactionManager transactions, Operators operators, Audit audit) {
        if (transactions.getDataSource() == null) {
            throw new IllegalStateException("a transaction manager without a database");
        }
        this.jdbc = new JdbcTemplate(transactions.getDataSource());
        this.transaction = new TransactionTemplate(transactions);
        this.operators = operators;
        this.audit = audit;
    }

    /** The request a batch waits for; made, still without a first person, when there is none. */
    public ApprovalRequest needed(String batch, ApprovalRequest.Act act) {
        return needed(ApprovalRequest.Subject.of(act, batch));
    }

    private ApprovalRequest needed(ApprovalRequest.Subject subject) {
        return requests().stream()
                .filter(r -> r.about().equals(subject) && isOpen(r))
                .findFirst()
                .orElseGet(() -> insert(subject));
    }

    private static boolean isOpen(ApprovalRequest request) {
        return request.state() != ApprovalRequest.State.USED && request.state() != ApprovalRequest.State.LAPSED;
    }

    private ApprovalRequest insert(ApprovalRequest.Subject subject) {
        String batch = subject.batch();
        long number =
                1 + requests().stream().filter(r -> r.batch().equals(batch)).count();
        String id = (subject.act() + "-" + batch.substring(0, 16) + "-" + number).toLowerCase(Locale.ROOT);
        jdbc.update(
                "insert into approval_request (id, act, batch, subject, state, requested_by, reason, approved_by)"
                        + " values (?, ?, ?, ?, 'NEEDED', '', '', '')",
                id,
                subject.act().name(),
                batch,
                subject.order());
        return find(id).orElseThrow();
    }

    /**
     * The first person asks.
     *
     * @throws OperatorRefusedException when the person is not proven or lacks the role
     * @throws IllegalArgumentException when the reason is empty or the request was approved already
     */
    public ApprovalRequest request(String batch, ApprovalRequest.Act act, String reason, OperatorLogin login) {
        return request(ApprovalRequest.Subject.of(act, batch), reason, login);
    }

    /** As above, about one order of a batch. */
    public ApprovalRequest request(ApprovalRequest.Subject subject, String reason, OperatorLogin login) {
        String audited = subject.audited(reason);
        if (reason.isBlank() || audited.length() > MAX_REASON) {
            throw new WrongUsageException("a reason has 1 to 500 characters, with the order that it names");
        }
        Operator who = operators.prove(Optional.of(login), OperatorRole.OPERATOR);
        transaction.executeWithoutResult(status -> {
            ApprovalRequest request = needed(subject);
            int rows = jdbc.update(
                    "update approval_request set state = 'REQUESTED', requested_by = ?, reason = ?"
                            + " where id = ? and state in ('NEEDED', 'REQUESTED')",
                    who.id(),
                    reason,
                    request.id());
            if (rows != 1) {
                throw new WrongUsageException("request " + request.id() + " is approved already");
            }
            audit.append(new Audit.Act(who.id(), subject.act().requested(), true, subject.batch(), audited));
        });
        return needed(subject);
    }

    /**
     * The second person approves.
     *
     * @throws OperatorRefusedException when the person is not proven, lacks the role, or is the one who asked
     * @throws IllegalArgumentException when there is no such request or nobody has asked for it
     */
    public ApprovalRequest approve(String id, OperatorLogin login) {
        ApprovalRequest request = find(id).orElseThrow(() -> new WrongUsageException("there is no such request"));
        if (request.state() == ApprovalRequest.State.NEEDED || !isOpen(request)) {
            throw new WrongUsageException("request " + id + " is " + request.state() + ", not REQUESTED");
        }
        Operator who = operators.prove(Optional.of(login), OperatorRole.APPROVER);
        if (who.id().equals(request.requestedBy())) {
            audit.append(new Audit.Act(
                    who.id(),
                    AuditEvent.OPERATOR_REFUSED,
                    false,
                    request.batch(),
                    "asked for and approved by one person"));
            throw new OperatorRefusedException("the person who asked cannot approve");
        }
        transaction.executeWithoutResult(status -> {
            int rows = jdbc.update(
                    "update approval_request set state = 'APPROVED', approved_by = ?"
                            + " where id = ? and state = 'REQUESTED' and requested_by <> ?",
                    who.id(),
                    id,
                    who.id());
            if (rows == 1) {
                audit.append(new Audit.Act(
                        who.id(),
                        request.act().approved(),
                        true,
                        request.batch(),
                        request.about().audited(request.reason())));
            }
        });
        return find(id).orElseThrow();
    }

    /** Uses up an approval; false when there is none. */
    public boolean use(String batch, ApprovalRequest.Act act) {
        return jdbc.update(
                        "update approval_request set state = 'USED' where batch = ? and act = ? and state = 'APPROVED'",
                        batch,
                        act.name())
                == 1;
    }

    /**
     * Uses up the approval that the card of an order may be made once more; belongs into the transaction that takes the new
     * order in, so that a crash leaves both or none.
     *
     * @param made batch and reference of the order that was made before
     * @param again the order that is taken in for it, in words for the audit
     * @return the request, empty when there is no approval that was not used
     */
    public Optional<ApprovalRequest> useDuplicate(ApprovalRequest.Subject made, String again) {
        Optional<ApprovalRequest> approved = requests().stream()
                .filter(r -> r.about().equals(made) && r.state() == ApprovalRequest.State.APPROVED)
                .findFirst()
                .filter(r -> jdbc.update(
                                "update approval_request set state = 'USED' where id = ? and state = 'APPROVED'",
                                r.id())
                        == 1);
        approved.ifPresent(r -> audit.append(
                new Audit.Act(r.approvedBy(), AuditEvent.CARD_DUPLICATED, true, r.batch(), made.audited(again))));
        return approved;
    }

    /** Ends all requests of a batch that nobody can carry out any more. */
    public void lapse(String batch) {
        jdbc.update("update approval_request set state = 'LAPSED' where batch = ? and state <> 'USED'", batch);
    }

    /** All requests, by id. */
    public List<ApprovalRequest> requests() {
        return jdbc.query("select * from approval_request order by id", REQUEST);
    }

    private Optional<ApprovalRequest> find(String id) {
        return Optional.ofNullable(
                DataAccessUtils.singleResult(jdbc.query("select * from approval_request where id = ?", REQUEST, id)));
    }
}
