package org.cardwright.pipeline.ledger;

import java.util.List;
import java.util.Optional;
import org.cardwright.formats.card.CardNumberMask;
import org.springframework.transaction.support.TransactionTemplate;

/** How two persons permit an act on keys: one asks, another approves, and the audit has both. */
final class KeyPermissions {

    private static final int MAX_REASON = 250;

    private final KeyPermissionTable table;
    private final TransactionTemplate transaction;
    private final Operators operators;
    private final Audit audit;

    KeyPermissions(KeyPermissionTable table, TransactionTemplate transaction, Operators operators, Audit audit) {
        this.table = table;
        this.transaction = transaction;
        this.operators = operators;
        this.audit = audit;
    }

    /** The permission for this content, if it may be used. */
    Optional<KeyPermission> approved(KeyAct act) {
        return table.find(act.request())
                .filter(found -> found.act().equals(act))
                .filter(found -> found.state() == KeyPermission.State.APPROVED);
    }

    /** The first person asks. */
    KeyPermission request(KeyActs.Proposal proposal, OperatorLogin login) {
        KeyAct act = proposal.act();
        String reason = shown(proposal.reason());
        Operator who = operators.prove(Optional.of(login), proposal.role());
        KeyPermission asked = new KeyPermission(act, KeyPermission.State.REQUESTED, who.id(), reason, "");
        transaction.executeWithoutResult(status -> {
            if (table.find(act.request())
                    .filter(found -> found.state() == KeyPermission.State.APPROVED)
                    .isPresent()) {
                throw new WrongUsageException("request " + act.request() + " is approved already");
            }
            table.put(asked);
            append(who.id(), AuditEvent.KEY_ACT_REQUESTED, act, ": " + reason);
        });
        return asked;
    }

    /** The second person approves. */
    Optional<KeyPermission> approve(String request, OperatorLogin login) {
        Optional<KeyPermission> found = table.find(request);
        found.ifPresent(permission -> approve(permission, login));
        return found.flatMap(permission -> table.find(request));
    }

    private void approve(KeyPermission permission, OperatorLogin login) {
        KeyAct act = permission.act();
        if (permission.state() != KeyPermission.State.REQUESTED) {
            throw new WrongUsageException("request " + act.request() + " is " + permission.state() + ", not REQUESTED");
        }
        Operator who = operators.proveSecond(login, permission.requestedBy(), act.request());
        transaction.executeWithoutResult(status -> {
            if (!table.replace(permission, permission.approved(who.id()))) {
                throw new WrongUsageException("the request changed while it was approved");
            }
            append(
                    who.id(),
                    AuditEvent.KEY_ACT_APPROVED,
                    act,
                    ": " + permission.reason() + ", asked for by " + permission.requestedBy());
        });
    }

    /** All of them, by request. */
    List<KeyPermission> all() {
        return table.all();
    }

    /** A reason as it may be kept and shown. */
    static String shown(String given) {
        String reason = CardNumberMask.mask(given);
        if (reason.isBlank() || reason.length() > MAX_REASON) {
            throw new WrongUsageException("a reason has 1 to " + MAX_REASON + " characters");
        }
        return reason;
    }

    private void append(String who, AuditEvent event, KeyAct act, String reason) {
        audit.append(new Audit.Act(who, event, true, act.request(), act.words() + reason));
    }
}
