package org.cardwright.pipeline.ledger;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.cardwright.formats.card.CardNumberMask;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Two-person acts: one operator asks, another approves, the act is done once. Each step stands in the audit.
 *
 * <p>P-10: a restart is refused without reason and second person; so are the abandonment of a batch and a duplicate card (C-12).
 */
public final class Approvals {

    private static final int MAX_REASON = 500;

    private final ApprovalTable table;
    private final DuplicatedCards duplicated;
    private final TransactionTemplate transaction;
    private final Operators operators;
    private final Audit audit;

    /** Over the tables of the transaction manager's database. */
    public Approvals(JdbcTransactionManager transactions, Operators operators, Audit audit, RowSeal seal) {
        DataSource dataSource = Objects.requireNonNull(transactions.getDataSource());
        this.table = new ApprovalTable(dataSource, seal);
        this.duplicated = new DuplicatedCards(dataSource, seal);
        this.transaction = new TransactionTemplate(transactions);
        this.operators = operators;
        this.audit = audit;
    }

    /** The request a batch waits for; made, still without a first person, when there is none. */
    public ApprovalRequest needed(String batch, ApprovalRequest.Act act) {
        return needed(ApprovalRequest.Subject.of(act, batch));
    }

    /** As above, about a part of a batch. */
    ApprovalRequest needed(ApprovalRequest.Subject subject) {
        return requests().stream()
                .filter(r -> r.about().equals(subject) && r.isOpen())
                .findFirst()
                .orElseGet(() -> insert(subject));
    }

    private ApprovalRequest insert(ApprovalRequest.Subject subject) {
        String batch = subject.batch();
        long number =
                1 + requests().stream().filter(r -> r.batch().equals(batch)).count();
        String id = (subject.act() + "-" + batch.substring(0, 16) + "-" + number)
                .toLowerCase(Locale.ROOT)
                .replace('_', '-');
        ApprovalRequest made = new ApprovalRequest(
                id, subject.act(), batch, subject.order(), ApprovalRequest.State.NEEDED, "", "", "");
        table.insert(made);
        return made;
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
    public ApprovalRequest request(ApprovalRequest.Subject subject, String given, OperatorLogin login) {
        String reason = CardNumberMask.mask(given);
        String audited = subject.audited(reason);
        if (reason.isBlank() || audited.length() > MAX_REASON) {
            throw new WrongUsageException("a reason has 1 to 500 characters, with the order that it names");
        }
        Operator who = operators.prove(Optional.of(login), OperatorRole.OPERATOR);
        transaction.executeWithoutResult(status -> {
            ApprovalRequest request = needed(subject);
            if (request.state() == ApprovalRequest.State.APPROVED
                    || !table.replace(request, request.asked(who.id(), reason))) {
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
        ApprovalRequest request = table.find(id).orElseThrow(() -> new WrongUsageException("there is no such request"));
        if (request.state() == ApprovalRequest.State.NEEDED || !request.isOpen()) {
            throw new WrongUsageException("request " + id + " is " + request.state() + ", not REQUESTED");
        }
        Operator who = operators.proveSecond(login, request.requestedBy(), request.batch());
        transaction.executeWithoutResult(status -> {
            if (request.act() == ApprovalRequest.Act.DUPLICATE) {
                duplicated.requireNotBegun(request.about());
            }
            if (request.state() == ApprovalRequest.State.REQUESTED
                    && table.replace(request, request.approved(who.id()))) {
                audit.append(new Audit.Act(
                        who.id(),
                        request.act().approved(),
                        true,
                        request.batch(),
                        request.about().audited(request.reason()) + ", asked for by " + request.requestedBy()));
            }
        });
        return table.find(id).orElseThrow();
    }

    /** Uses up an approval; false when there is none. */
    public boolean use(String batch, ApprovalRequest.Act act) {
        return requests().stream()
                .filter(r -> r.about().equals(ApprovalRequest.Subject.of(act, batch)))
                .anyMatch(this::use);
    }

    /** Uses up this very approval; false when it was not to be used. */
    boolean use(ApprovalRequest request) {
        boolean used = request.state() == ApprovalRequest.State.APPROVED
                && table.replace(request, request.in(ApprovalRequest.State.USED));
        if (used) {
            requireOneLeft(request);
        }
        return used;
    }

    /**
     * An approval is good for one act: the audit knows as many more of them as there are to be used.
     *
     * @throws NotReconciledException when a row that was used has been put back as it was before
     */
    private void requireOneLeft(ApprovalRequest request) {
        String about = request.about().audited("");
        List<AuditEntry> entries = audit.acts(request.batch()).stream()
                .filter(entry -> entry.reason().startsWith(about))
                .toList();
        long given = count(entries, request.act().approved()) + count(entries, AuditEvent.DUPLICATE_RETURNED);
        if (given <= count(entries, request.act().done())) {
            throw new NotReconciledException("request " + request.id() + " was used before, as the audit knows");
        }
    }

    /** By people: what the pipeline did by itself needed no approval, but it gives approvals back. */
    private static long count(List<AuditEntry> entries, AuditEvent event) {
        return entries.stream()
                .filter(entry -> entry.event() == event)
                .filter(entry -> event == AuditEvent.DUPLICATE_RETURNED
                        || !entry.operator().equals(Audit.SYSTEM))
                .count();
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
                .filter(r -> r.about().equals(made) && use(r))
                .findFirst();
        approved.ifPresent(r -> audit.append(
                new Audit.Act(r.approvedBy(), AuditEvent.CARD_DUPLICATED, true, r.batch(), made.audited(again))));
        return approved;
    }

    /**
     * Makes a used approval good for another order, because nothing was made of the one that used it; belongs into the transaction
     * that refuses that order.
     *
     * @param id the request
     * @param why in words for the audit
     */
    public void giveBack(String id, String why) {
        ApprovalRequest used = table.find(id).orElseThrow();
        if (used.state() != ApprovalRequest.State.USED
                || !table.replace(used, used.in(ApprovalRequest.State.APPROVED))) {
            throw new NotReconciledException("request " + id + " is " + used.state() + ", not USED");
        }
        audit.append(Audit.Act.bySystem(
                AuditEvent.DUPLICATE_RETURNED, used.batch(), used.about().audited(why)));
    }

    /** Ends all requests of a batch that nobody can carry out any more. */
    public void lapse(String batch) {
        requests().stream()
                .filter(r -> r.batch().equals(batch) && r.isOpen())
                .forEach(r -> table.replace(r, r.in(ApprovalRequest.State.LAPSED)));
    }

    /** All requests, by id. */
    public List<ApprovalRequest> requests() {
        return table.all();
    }
}
