package org.cardwright.pipeline.ledger;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.cardwright.crypto.module.PassphraseCost;
import org.cardwright.crypto.operator.PassphraseRecord;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.support.DataAccessUtils;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;

/** The people who may act, each with roles and a passphrase of their own (Argon2id, RFC 9106). */
public final class Operators {

    private static final String ID = "[a-z0-9][a-z0-9.-]{1,31}";

    private static final RowMapper<Registered> REGISTERED = (row, n) -> new Registered(
            new Operator(
                    row.getString("id"),
                    roles(row.getString("roles")),
                    row.getString("added_by"),
                    Instant.parse(row.getString("added_at"))),
            row.getString("passphrase"));

    private final JdbcTemplate jdbc;
    private final Audit audit;
    private final Clock clock;
    private final PassphraseCost cost;

    /**
     * Over the tables of the database.
     *
     * @param cost what one guess of a new passphrase costs; old ones keep theirs
     */
    public Operators(DataSource dataSource, Audit audit, Clock clock, PassphraseCost cost) {
        this.jdbc = new JdbcTemplate(dataSource);
        this.audit = audit;
        this.clock = clock;
        this.cost = cost;
    }

    private record Registered(Operator operator, String passphrase) {
        /** Without what is stored of the passphrase. */
        @Override
        public String toString() {
            return "Registered(" + operator + ")";
        }
    }

    private static Set<OperatorRole> roles(String text) {
        return Arrays.stream(text.split(",", -1)).map(OperatorRole::valueOf).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Registers a person. Only the first needs nobody's permission, and is an administrator.
     *
     * @throws OperatorRefusedException when {@code by} is not a proven administrator
     * @throws IllegalArgumentException when the id is malformed or taken, or the passphrase too short
     */
    public Operator add(OperatorLogin login, Set<OperatorRole> roles, Optional<OperatorLogin> by) {
        if (!login.operator().matches(ID) || login.operator().equals(Audit.SYSTEM)) {
            throw new WrongUsageException("an operator id has 2 to 32 of a-z 0-9 . - and is not 'system'");
        }
        EnumSet<OperatorRole> granted = EnumSet.noneOf(OperatorRole.class);
        granted.addAll(roles);
        String addedBy = Audit.SYSTEM;
        if (list().isEmpty()) {
            granted.add(OperatorRole.ADMINISTRATOR);
        } else {
            addedBy = prove(by, OperatorRole.ADMINISTRATOR).id();
        }
        if (granted.isEmpty()) {
            throw new WrongUsageException("an operator has at least one role");
        }
        Operator added =
                new Operator(login.operator(), granted, addedBy, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        insert(added, record(login.passphrase()));
        audit.append(new Audit.Act(addedBy, AuditEvent.OPERATOR_ADDED, true, added.id(), granted.toString()));
        return added;
    }

    private String record(char[] passphrase) {
        if (passphrase.length < PassphraseRecord.MIN_CHARACTERS) {
            throw new WrongUsageException(
                    "a passphrase has at least " + PassphraseRecord.MIN_CHARACTERS + " characters");
        }
        return PassphraseRecord.of(passphrase, cost, new SecureRandom()).text();
    }

    private void insert(Operator operator, String passphrase) {
        String roles = operator.roles().stream().map(Enum::name).sorted().collect(Collectors.joining(","));
        try {
            jdbc.update(
                    "insert into operator_register (id, roles, passphrase, added_by, added_at) values (?, ?, ?, ?, ?)",
                    operator.id(),
                    roles,
                    passphrase,
                    operator.addedBy(),
                    operator.addedAt().toString());
        } catch (DuplicateKeyException taken) {
            throw new WrongUsageException("operator " + operator.id() + " is already registered", taken);
        }
    }

    /** The register. */
    public List<Operator> list() {
        return jdbc.query("select * from operator_register order by id", REGISTERED).stream()
                .map(Registered::operator)
                .toList();
    }

    /**
     * Makes sure that the person is who they say and may do it.
     *
     * @throws OperatorRefusedException when not; the audit keeps the attempt
     */
    public Operator prove(Optional<OperatorLogin> login, OperatorRole role) {
        if (login.isEmpty()) {
            throw new OperatorRefusedException("this needs an operator with role " + role);
        }
        OperatorLogin who = login.get();
        Optional<Registered> found = Optional.ofNullable(DataAccessUtils.singleResult(
                jdbc.query("select * from operator_register where id = ?", REGISTERED, who.operator())));
        boolean proven = found.map(r -> PassphraseRecord.parse(r.passphrase()).fits(who.passphrase()))
                .orElse(false);
        if (!proven) {
            refuse(who, "unknown operator or wrong passphrase");
        }
        Operator operator = found.orElseThrow().operator();
        if (!operator.roles().contains(role)) {
            refuse(who, "operator " + operator.id() + " lacks role " + role);
        }
        return operator;
    }

    private void refuse(OperatorLogin who, String reason) {
        String shown = who.operator().matches(ID) ? who.operator() : "malformed";
        audit.append(new Audit.Act(shown, AuditEvent.OPERATOR_REFUSED, false, shown, reason));
        throw new OperatorRefusedException(reason);
    }
}
