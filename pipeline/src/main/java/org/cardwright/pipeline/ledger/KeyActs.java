package org.cardwright.pipeline.ledger;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.formats.card.CardNumberMask;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Acts on keys and certificates: who does them, with whose permission, and that they stand in the audit.
 *
 * <p>A permission is for one content and used once. PCI Card Production, Logical, 8.1 b.
 */
public final class KeyActs {

    private final KeyPermissions permissions;
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
        TransactionTemplate transaction = new TransactionTemplate(transactions);
        KeyPermissionTable table =
                new KeyPermissionTable(Objects.requireNonNull(transactions.getDataSource()), terms.seal());
        this.permissions = new KeyPermissions(table, transaction, operators, audit);
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
     * @param role of whoever asks for it and does it
     */
    public record Proposal(KeyAct act, String reason, OperatorRole role) {

        /** Masks a card number in the reason. */
        public Proposal {
            reason = CardNumberMask.mask(reason);
        }

        /** What every operator may ask for and do. */
        public Proposal(KeyAct act, String reason) {
            this(act, reason, OperatorRole.OPERATOR);
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
        String who = actor(login, proposal.role());
        if (policy == Policy.ALONE || !act.kind().takesTwoPersons()) {
            String reason = proposal.reason().isEmpty() ? "" : ": " + KeyPermissions.shown(proposal.reason());
            return Optional.of(done(new KeyActJournal.Intent(act, who, reason, Optional.empty()), work));
        }
        Optional<KeyPermission> permission = permissions.approved(act);
        if (permission.isEmpty()) {
            return Optional.empty();
        }
        String reason = ": " + permission.get().reason();
        return Optional.of(done(new KeyActJournal.Intent(act, who, reason, permission), work));
    }

    /** Who acts: nobody by name where policy lets whoever has the vault open act, and no name is given. */
    private String actor(Optional<OperatorLogin> login, OperatorRole role) {
        return policy == Policy.ALONE && login.isEmpty()
                ? Audit.SYSTEM
                : operators.prove(login, role).id();
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
     * Derives keys that are forgotten again; the audit says who did, and whether the security module refused.
     *
     * @param subject from which key, how
     * @throws OperatorRefusedException when the operator is not proven or lacks the role; nothing is derived
     */
    public <T> T tried(String subject, Optional<OperatorLogin> login, Work<T> work) throws IOException {
        String who = actor(login, OperatorRole.OPERATOR);
        try {
            T made = work.run();
            audit.append(new Audit.Act(who, AuditEvent.KEY_TRIED, true, subject, ""));
            return made;
        } catch (SecurityModuleException refused) {
            audit.append(
                    new Audit.Act(who, AuditEvent.KEY_TRIED, false, subject, String.valueOf(refused.getMessage())));
            throw refused;
        }
    }

    /**
     * Would {@link #carryOut} do the act now? For what people have to do before it, outside any transaction.
     *
     * @throws OperatorRefusedException when the operator is not proven or lacks the role
     */
    public boolean mayBegin(KeyAct act, Optional<OperatorLogin> login) {
        actor(login, OperatorRole.OPERATOR);
        return policy == Policy.ALONE
                || !act.kind().takesTwoPersons()
                || permissions.approved(act).isPresent();
    }

    /**
     * The first person asks, again or for the first time.
     *
     * @throws OperatorRefusedException when the person is not proven or lacks the role
     * @throws WrongUsageException when the reason is empty or too long, or the act is approved already
     */
    public KeyPermission request(Proposal proposal, OperatorLogin login) {
        return permissions.request(proposal, login);
    }

    /**
     * The second person approves.
     *
     * @return empty when there is no such request
     * @throws OperatorRefusedException when the person is not proven, lacks the role, or is the one who asked
     * @throws WrongUsageException when it is approved or used already
     */
    public Optional<KeyPermission> approve(String request, OperatorLogin login) {
        return permissions.approve(request, login);
    }

    /**
     * Something that came from others about a key or certificate and is not believed.
     *
     * @param event what it was
     * @param subject what it should have become
     * @param reason why, nothing of its content
     */
    public record Disbelief(AuditEvent event, String subject, String reason) {}

    /**
     * Notes what was refused, and who brought it.
     *
     * @throws OperatorRefusedException when the operator is not proven or lacks the role
     */
    public void refused(Disbelief what, Optional<OperatorLogin> login) {
        audit.append(
                new Audit.Act(actor(login, OperatorRole.OPERATOR), what.event(), false, what.subject(), what.reason()));
    }

    /** All permissions, by request. */
    public List<KeyPermission> all() {
        return permissions.all();
    }
}
