package org.cardwright.pipeline.ledger;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.cardwright.crypto.module.PassphraseCost;
import org.cardwright.crypto.operator.PassphraseRecord;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The people who may act, each with roles and a passphrase of their own (Argon2id, RFC 9106).
 *
 * <p>Who administers the register neither asks for two-person acts nor approves them, and whom an administrator has registered
 * acts only after setting a passphrase that the administrator does not know.
 */
public final class Operators {

    private static final String ID = "[a-z0-9][a-z0-9.-]{1,31}";

    private final OperatorRegister register;
    private final TransactionTemplate transaction;
    private final Audit audit;
    private final Terms terms;

    /** Over the tables of the transaction manager's database. */
    public Operators(JdbcTransactionManager transactions, Audit audit, RowSeal seal, Terms terms) {
        this.register = new OperatorRegister(Objects.requireNonNull(transactions.getDataSource()), audit, seal);
        this.transaction = new TransactionTemplate(transactions);
        this.audit = audit;
        this.terms = terms;
    }

    /**
     * How people are registered.
     *
     * @param clock when
     * @param cost what one guess of a new passphrase costs; old ones keep theirs
     */
    public record Terms(Clock clock, PassphraseCost cost) {}

    /**
     * Registers a person. Only the first needs nobody's permission, and is the administrator.
     *
     * @throws OperatorRefusedException when {@code by} is not a proven administrator
     * @throws WrongUsageException when the id is malformed or taken, the passphrase too short, or the roles exclude each other
     * @throws NotReconciledException when the register is empty but the audit knows people
     */
    public Operator add(OperatorLogin login, Set<OperatorRole> roles, Optional<OperatorLogin> by) {
        if (!login.operator().matches(ID) || login.operator().equals(Audit.SYSTEM)) {
            throw new WrongUsageException("an operator id has 2 to 32 of a-z 0-9 . - and is not 'system'");
        }
        requireOneSide(roles);
        boolean first = register.all().isEmpty();
        if (first) {
            requireFirst(roles);
        }
        String addedBy =
                first ? Audit.SYSTEM : prove(by, OperatorRole.ADMINISTRATOR).id();
        if (register.isTaken(login.operator())) {
            throw taken(login.operator());
        }
        Operator added = new Operator(
                login.operator(),
                roles,
                first ? OperatorState.ACTIVE : OperatorState.INITIAL,
                addedBy,
                terms.clock().instant().truncatedTo(ChronoUnit.MILLIS));
        String passphrase = record(login.passphrase());
        try {
            transaction.executeWithoutResult(status -> register.insert(new OperatorRegister.Entry(
                    added, passphrase, change(addedBy, AuditEvent.OPERATOR_ADDED, added.id(), sorted(roles)))));
        } catch (DuplicateKeyException meanwhile) {
            throw taken(added.id());
        }
        return added;
    }

    private static WrongUsageException taken(String id) {
        return new WrongUsageException("operator " + id + " is or was registered; an id never means another person");
    }

    private static void requireOneSide(Set<OperatorRole> roles) {
        if (roles.isEmpty()) {
            throw new WrongUsageException("an operator has at least one role");
        }
        if (roles.contains(OperatorRole.ADMINISTRATOR) && roles.size() > 1) {
            throw new WrongUsageException(
                    "an ADMINISTRATOR neither asks for two-person acts nor approves them: no other role beside it");
        }
    }

    private void requireFirst(Set<OperatorRole> roles) {
        if (audit.knows(AuditEvent.OPERATOR_ADDED)) {
            throw new NotReconciledException("the operator register is empty, but the audit knows operators");
        }
        if (!roles.contains(OperatorRole.ADMINISTRATOR)) {
            throw new WrongUsageException("the first operator registers all others and has role ADMINISTRATOR");
        }
    }

    private static String sorted(Set<OperatorRole> roles) {
        return EnumSet.copyOf(roles).toString();
    }

    private long change(String by, AuditEvent event, String id, String reason) {
        return audit.append(new Audit.Act(by, event, true, id, reason));
    }

    private String record(char[] passphrase) {
        if (passphrase.length < PassphraseRecord.MIN_CHARACTERS) {
            throw new WrongUsageException(
                    "a passphrase has at least " + PassphraseRecord.MIN_CHARACTERS + " characters");
        }
        return PassphraseRecord.of(passphrase, terms.cost(), new SecureRandom()).text();
    }

    /**
     * Sets another passphrase, by the person.
     *
     * @param next the same id with the new passphrase
     * @throws OperatorRefusedException when the person is not proven
     * @throws WrongUsageException when the new passphrase is too short, is the old one, or is meant for another person
     */
    public Operator changePassphrase(OperatorLogin now, OperatorLogin next) {
        if (!now.operator().equals(next.operator())) {
            throw new WrongUsageException("everybody changes the own passphrase only");
        }
        if (Arrays.equals(now.passphrase(), next.passphrase())) {
            throw new WrongUsageException("the new passphrase is the old one");
        }
        OperatorRegister.Entry entry = authenticate(now);
        String passphrase = record(next.passphrase());
        Operator active = entry.operator().in(OperatorState.ACTIVE);
        transaction.executeWithoutResult(status -> {
            long number = change(active.id(), AuditEvent.OPERATOR_PASSPHRASE, active.id(), "");
            replace(entry, new OperatorRegister.Entry(active, passphrase, number));
        });
        return active;
    }

    /**
     * Removes a person; the row stays, and so does every name in the audit.
     *
     * @throws OperatorRefusedException when {@code by} is not a proven administrator
     * @throws WrongUsageException when there is nobody of this id, or no administrator would be left
     */
    public Operator remove(String id, Optional<OperatorLogin> by) {
        Operator administrator = prove(by, OperatorRole.ADMINISTRATOR);
        OperatorRegister.Entry entry = register.find(id)
                .filter(e -> e.operator().state() != OperatorState.REMOVED)
                .orElseThrow(() -> new WrongUsageException("there is no such operator"));
        Operator gone = entry.operator().in(OperatorState.REMOVED);
        transaction.executeWithoutResult(status -> {
            // The audit lets one writer in at a time, so that two administrators cannot remove each other.
            long number = change(administrator.id(), AuditEvent.OPERATOR_REMOVED, id, "");
            replace(entry, new OperatorRegister.Entry(gone, entry.passphrase(), number));
            if (list().stream().noneMatch(Operators::administers)) {
                throw new WrongUsageException("the last administrator stays; register another one first");
            }
        });
        return gone;
    }

    private void replace(OperatorRegister.Entry now, OperatorRegister.Entry next) {
        if (!register.replace(now, next)) {
            throw new WrongUsageException("operator " + now.operator().id() + " was changed meanwhile");
        }
    }

    private static boolean administers(Operator operator) {
        return operator.state() == OperatorState.ACTIVE && operator.roles().contains(OperatorRole.ADMINISTRATOR);
    }

    /** The register, with who has left. */
    public List<Operator> list() {
        return register.all().stream().map(OperatorRegister.Entry::operator).toList();
    }

    /**
     * Makes sure that the person is who they say and may do it.
     *
     * @throws OperatorRefusedException when not; the audit keeps the attempt
     * @throws NotReconciledException when the person's row was changed behind the back of this program
     */
    public Operator prove(Optional<OperatorLogin> login, OperatorRole role) {
        if (login.isEmpty()) {
            throw new OperatorRefusedException("this needs an operator with role " + role);
        }
        Operator operator = proven(login.get());
        if (!operator.roles().contains(role)) {
            throw refusal(login.get(), "operator " + operator.id() + " lacks role " + role);
        }
        return operator;
    }

    private Operator proven(OperatorLogin who) {
        Operator operator = authenticate(who).operator();
        if (operator.state() == OperatorState.INITIAL) {
            throw refusal(
                    who,
                    "operator " + operator.id()
                            + " still has the passphrase of the administrator: first  cardwright operator passphrase");
        }
        return operator;
    }

    /**
     * Makes sure that the second person of an act may approve, and is another one than the first.
     *
     * @param first id of the person who asked
     * @param resource what the act is about, for the audit
     * @throws OperatorRefusedException when not; the audit keeps the attempt
     */
    Operator proveSecond(OperatorLogin login, String first, String resource) {
        return proveSecond(login, new Second(first, resource, OperatorRole.APPROVER));
    }

    /**
     * The second person of an act.
     *
     * @param first id of the person who asked
     * @param resource what the act is about, for the audit
     * @param role of whoever may approve it
     */
    record Second(String first, String resource, OperatorRole role) {}

    /** The same for an act that is approved in a role of its own. */
    Operator proveSecond(OperatorLogin login, Second second) {
        Operator who = prove(Optional.of(login), second.role());
        if (who.id().equals(second.first())) {
            noteRefused(who, second.resource(), "asked for and approved by one person");
            throw new OperatorRefusedException("the person who asked cannot approve");
        }
        return who;
    }

    /**
     * Makes sure that a witness, in whatever role, is who they say and none of those who act.
     *
     * @throws OperatorRefusedException when not; the audit keeps the attempt
     */
    Operator proveThird(OperatorLogin login, Set<String> acting, String resource) {
        Operator who = proven(login);
        if (acting.contains(who.id())) {
            noteRefused(who, resource, "witnessed by one who acts");
            throw new OperatorRefusedException("who asks or approves cannot be the witness");
        }
        return who;
    }

    private void noteRefused(Operator who, String resource, String reason) {
        audit.append(new Audit.Act(who.id(), AuditEvent.OPERATOR_REFUSED, false, resource, reason));
    }

    /** Takes the same time for a wrong passphrase, for a person who has left, and for an id that there is not. */
    private OperatorRegister.Entry authenticate(OperatorLogin who) {
        Optional<OperatorRegister.Entry> found = register.find(who.operator());
        if (found.filter(e -> e.operator().state() == OperatorState.ALTERED).isPresent()) {
            note(who, "the row of the register was altered");
            throw new NotReconciledException("the register's row of operator " + who.operator()
                    + " is not as this program left it; nobody acts under this id");
        }
        PassphraseRecord record = found.map(e -> PassphraseRecord.parse(e.passphrase()))
                .orElseGet(() -> PassphraseRecord.fittingNone(terms.cost()));
        if (!record.fits(who.passphrase())
                || found.filter(e -> e.operator().state() != OperatorState.REMOVED)
                        .isEmpty()) {
            throw refusal(who, "unknown operator or wrong passphrase");
        }
        return found.orElseThrow();
    }

    private OperatorRefusedException refusal(OperatorLogin who, String reason) {
        note(who, reason);
        return new OperatorRefusedException(reason);
    }

    private void note(OperatorLogin who, String reason) {
        String shown = who.operator().matches(ID) ? who.operator() : "malformed";
        audit.append(new Audit.Act(shown, AuditEvent.OPERATOR_REFUSED, false, shown, reason));
    }
}
