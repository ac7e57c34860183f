package org.cardwright.pipeline.ledger;

import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.dao.support.DataAccessUtils;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;

/**
 * The rows of the operator register, each under a code and bound to the audit entry of its last change: neither an altered row
 * nor an older one put back is believed.
 */
final class OperatorRegister {

    private static final String CONTEXT = "ledger.operator";
    private static final Set<AuditEvent> CHANGES =
            EnumSet.of(AuditEvent.OPERATOR_ADDED, AuditEvent.OPERATOR_PASSPHRASE, AuditEvent.OPERATOR_REMOVED);

    private static final RowMapper<Row> ROW = (row, n) -> new Row(
            new Entry(
                    new Operator(
                            row.getString("id"),
                            roles(row.getString("roles")),
                            OperatorState.valueOf(row.getString("state")),
                            row.getString("added_by"),
                            Instant.parse(row.getString("added_at"))),
                    row.getString("passphrase"),
                    row.getLong("audited")),
            row.getString("seal"));

    private final JdbcTemplate jdbc;
    private final Audit audit;
    private final RowSeal seal;

    OperatorRegister(DataSource dataSource, Audit audit, RowSeal seal) {
        this.jdbc = new JdbcTemplate(dataSource);
        this.audit = audit;
        this.seal = seal;
    }

    /**
     * A person with all that is stored.
     *
     * @param operator the person
     * @param passphrase text of the passphrase record
     * @param audited number of the audit entry of the last change
     */
    record Entry(Operator operator, String passphrase, long audited) {

        /** Without what is stored of the passphrase. */
        @Override
        public String toString() {
            return "Entry(" + operator + ")";
        }
    }

    private record Row(Entry entry, String seal) {}

    private static Set<OperatorRole> roles(String text) {
        return Arrays.stream(text.split(",", -1)).map(OperatorRole::valueOf).collect(Collectors.toUnmodifiableSet());
    }

    private static String text(Set<OperatorRole> roles) {
        return roles.stream().map(Enum::name).sorted().collect(Collectors.joining(","));
    }

    /** Everybody by id; whose row was altered is {@link OperatorState#ALTERED}. */
    List<Entry> all() {
        return jdbc.query("select * from operator_register order by id", ROW).stream()
                .map(this::judged)
                .toList();
    }

    /** One person; {@link OperatorState#ALTERED} when the row is not as it was left. */
    Optional<Entry> find(String id) {
        return Optional.ofNullable(DataAccessUtils.singleResult(
                        jdbc.query("select * from operator_register where id = ?", ROW, id)))
                .map(this::judged);
    }

    private Entry judged(Row row) {
        Entry entry = row.entry();
        boolean intact = row.seal().equals(code(entry))
                && entry.audited() == lastChange(entry.operator().id());
        return intact
                ? entry
                : new Entry(entry.operator().in(OperatorState.ALTERED), entry.passphrase(), entry.audited());
    }

    private long lastChange(String id) {
        return audit.last(id, CHANGES);
    }

    private String code(Entry entry) {
        Operator operator = entry.operator();
        return seal.of(
                CONTEXT,
                List.of(
                        operator.id(),
                        text(operator.roles()),
                        operator.state().name(),
                        operator.addedBy(),
                        operator.addedAt().toString(),
                        entry.passphrase(),
                        Long.toString(entry.audited())));
    }

    /** True when the id belongs to somebody or ever did, as the audit knows. */
    boolean isTaken(String id) {
        return find(id).isPresent() || lastChange(id) > 0;
    }

    void insert(Entry entry) {
        Operator operator = entry.operator();
        jdbc.update(
                "insert into operator_register (id, roles, passphrase, added_by, added_at, state, audited, seal)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?)",
                operator.id(),
                text(operator.roles()),
                entry.passphrase(),
                operator.addedBy(),
                operator.addedAt().toString(),
                operator.state().name(),
                entry.audited(),
                code(entry));
    }

    /** Replaces state and passphrase; false when somebody else was faster. */
    boolean replace(Entry now, Entry next) {
        return jdbc.update(
                        "update operator_register set state = ?, passphrase = ?, audited = ?, seal = ?"
                                + " where id = ? and audited = ?",
                        next.operator().state().name(),
                        next.passphrase(),
                        next.audited(),
                        code(next),
                        now.operator().id(),
                        now.audited())
                == 1;
    }
}
