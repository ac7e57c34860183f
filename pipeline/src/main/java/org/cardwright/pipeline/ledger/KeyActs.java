package org.cardwright.pipeline.ledger;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.cardwright.formats.card.CardNumberMask;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Acts on keys and certificates: who does them, with whose permission, and that they stand in the audit.
 *
 * <p>A permission is for one content and used once. PCI Card Production, Logical, 8.1 b.
 */
public final class KeyActs {

    private static final int MAX_REASON = 250;

    private final KeyPermissionTable table;
    private final TransactionTemplate transaction;
    private final Operators operators;
    private final Audit audit;
    private final Policy policy;
    private final KeyStore keys;
    private final KeyActJournal journal;

    /** Who may act on keys. */
    public enum Policy {
        /** Whoever has the vault open; the audit names the operator who says who it is. For test homes. */
        ALONE,
        /** An operator; for what takes two persons, after another one has approved. */
        TWO_PERSONS
    }

    /** Over the tables of the transaction manager's database. */
    public KeyActs(JdbcTransactionManager transactions, Operators operators, Audit audit, Terms terms) {
        this.table = new KeyPermissionTable(Objects.requireNonNull(transactions.getDataSource()), terms.seal());
        this.transaction = new TransactionTemplate(transactions);
        this.operators = operators;
        this.audit = audit;
        this.policy = terms.policy();
        this.keys = terms.keys();
        this.journal = new KeyActJournal(audit, table, transaction, keys);
    }

    /**
     * Under what the acts stand.
     *
     * @param seal codes over the rows
     * @param policy who may act
     * @param keys what is acted on
     */
    public record Terms(RowSeal seal, Policy policy, KeyStore keys) {}

    /** The keys of the security module, as far as acts on them have to know them. */
    public interface KeyStore {

        /** 16 hexadecimal digits that differ when any key, or what is said of one, differs. */
        String fingerprint();

        /** Keeps other processes from acting; empty when one of them does. */
        Optional<Hold> hold() throws IOException;
    }

    /** Nobody else acts until it is closed. */
    @FunctionalInterface
    public interface Hold extends AutoCloseable {

        @Override
        void close();
    }

    /**
     * What is to be done.
     *
     * @param act for which permission is given
     * @param reason why; empty where none is needed
     */
    public record Proposal(KeyAct act, String reason) {

        /** Masks a card number in the reason. */
        public Proposal {
            reason = CardNumberMask.mask(reason);
        }
    }

    /** Does the act. */
    @FunctionalInterface
    public interface Work<T> {

        /** Makes what the act makes, whole or not at all. */
        T run() throws IOException;
    }

    /** True when an act needs an operator at all. */
    public boolean needsOperator() {
        return policy == Policy.TWO_PERSONS;
    }

    /**
     * Does an act, if it may be done now: the audit has the intent before and the outcome after, also of a failure.
     *
     * @param proposal what, and why; where two persons permitted it, their reason stands
     * @return what it made; empty when it still needs the permission of two persons
     * @throws OperatorRefusedException when the operator is not proven or lacks the role
     * @throws NotReconciledException when a permission was changed, or put back after its use, behind the back of this program
     */
    public <T> Optional<T> carryOut(Proposal proposal, Optional<OperatorLogin> login, Work<T> work) throws IOException {
        KeyAct act = proposal.act();
        String who = policy == Policy.ALONE && login.isEmpty()
                ? Audit.SYSTEM
                : operators.prove(login, OperatorRole.OPERATOR).id();
        if (policy == Policy.ALONE || !act.kind().takesTwoPersons()) {
            String reason = proposal.reason().isEmpty() ? "" : ": " + shown(proposal.reason());
            return Optional.of(done(new KeyActJournal.Intent(act, who, reason, Optional.empty()), work));
        }
        Optional<KeyPermission> permission = permission(act);
        if (permission.isEmpty()) {
            return Optional.empty();
        }
        String reason = ": " + permission.get().reason();
        return Optional.of(done(new KeyActJournal.Intent(act, who, reason, permission), work));
    }

    private <T> T done(KeyActJournal.Intent intent, Work<T> work) throws IOException {
        Hold hold = keys.hold().orElseThrow(KeyActs::busy);
        try {
            // an act of another process that was cut off is judged by the keys as they are now, before they change
            // again
            journal.resolve();
            String before = journal.begin(intent);
            T made = work(intent, before, work);
            journal.done(intent);
            return made;
        } finally {
            hold.close();
        }
    }

    private <T> T work(KeyActJournal.Intent intent, String before, Work<T> work) throws IOException {
        try {
            return work.run();
        } catch (IOException | RuntimeException failed) {
            note(intent, before, failed);
            throw failed;
        }
    }

    private static DatabaseUnavailableException busy() {
        return new DatabaseUnavailableException("another process acts on keys; try again later");
    }

    /** What failed counts more than that it cannot be noted: the next opening finds the intent. */
    private void note(KeyActJournal.Intent intent, String before, Exception failed) {
        try {
            journal.failed(intent, before, failed);
        } catch (RuntimeException unnoted) {
            failed.addSuppressed(unnoted);
        }
    }

    /**
     * Ends the acts that were cut off by a crash, unless another process acts just now.
     *
     * @return what became of each, by name
     */
    public List<String> resolve() throws IOException {
        Optional<Hold> held = journal.hasOpen() ? keys.hold() : Optional.empty();
        if (held.isEmpty()) {
            return List.of();
        }
        try {
            return journal.resolve();
        } finally {
            held.get().close();
        }
    }

    /**
     * Notes that keys were derived and forgotten, or why not.
     *
     * @param subject from which key, how
     * @param success whether they were derived
     * @param reason why not; empty when they were
     */
    public void tried(String subject, boolean success, String reason) {
        audit.append(new Audit.Act(Audit.SYSTEM, AuditEvent.KEY_TRIED, success, subject, reason));
    }

    /**
     * Would {@link #carryOut} do the act now? For what people have to do before it, outside any transaction.
     *
     * @throws OperatorRefusedException when the operator is not proven or lacks the role
     */
    public boolean mayBegin(KeyAct act, Optional<OperatorLogin> login) {
        if (policy == Policy.TWO_PERSONS || login.isPresent()) {
            operators.prove(login, OperatorRole.OPERATOR);
        }
        return policy == Policy.ALONE
                || !act.kind().takesTwoPersons()
                || permission(act).isPresent();
    }

    private Optional<KeyPermission> permission(KeyAct act) {
        return table.find(act.request())
                .filter(found -> found.act().equals(act))
                .filter(found -> found.state() == KeyPermission.State.APPROVED);
    }

    /**
     * The first person asks, again or for the first time.
     *
     * @throws OperatorRefusedException when the person is not proven or lacks the role
     * @throws WrongUsageException when the reason is empty or too long, or the act is approved already
     */
    public KeyPermission request(KeyAct act, String given, OperatorLogin login) {
        String reason = shown(given);
        Operator who = operators.prove(Optional.of(login), OperatorRole.OPERATOR);
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

    /**
     * The second person approves.
     *
     * @return empty when there is no such request
     * @throws OperatorRefusedException when the person is not proven, lacks the role, or is the one who asked
     * @throws WrongUsageException when it is approved or used already
     */
    public Optional<KeyPermission> approve(String request, OperatorLogin login) {
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

    /**
     * Notes that something that came from others about a key or certificate was refused.
     *
     * @param event what it was
     * @param subject what it should have become
     * @param reason why, nothing of its content
     */
    public void refused(AuditEvent event, String subject, String reason) {
        audit.append(new Audit.Act(Audit.SYSTEM, event, false, subject, reason));
    }

    private static String shown(String given) {
        String reason = CardNumberMask.mask(given);
        if (reason.isBlank() || reason.length() > MAX_REASON) {
            throw new WrongUsageException("a reason has 1 to " + MAX_REASON + " characters");
        }
        return reason;
    }

    /** All permissions, by request. */
    public List<KeyPermission> all() {
        return table.all();
    }

    private void append(String who, AuditEvent event, KeyAct act, String reason) {
        audit.append(new Audit.Act(who, event, true, act.request(), act.words() + reason));
    }
}
