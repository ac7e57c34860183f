package org.cardwright.pipeline.ledger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Who did what, in rows that hold the hash of the row before, so that a change, a gap or an insertion shows.
 *
 * <p>P-09: user, event, time, success, origin, resource. What cuts off the tail is seen only by who keeps an older
 * {@link #head} elsewhere.
 */
public final class Audit {

    /** The operator of what the pipeline does by itself. */
    public static final String SYSTEM = "system";

    private static final RowMapper<Row> ROW = (row, n) -> new Row(
            new AuditEntry(
                    row.getLong("number"),
                    Instant.parse(row.getString("at")),
                    row.getString("operator"),
                    AuditEvent.valueOf(row.getString("event")),
                    row.getBoolean("success"),
                    row.getString("origin"),
                    row.getString("resource"),
                    row.getString("reason")),
            row.getString("previous_hash"),
            row.getString("hash"));

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final String origin;

    /**
     * Over the tables of the transaction manager's database.
     *
     * @param origin host and process
     */
    public Audit(JdbcTransactionManager transactions, Clock clock, String origin) {
        if (transactions.getDataSource() == null) {
            throw new IllegalStateException("a transaction manager without a database");
        }
        this.jdbc = new JdbcTemplate(transactions.getDataSource());
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
        this.origin = cut(origin, 200);
    }

    private record Row(AuditEntry entry, String previousHash, String hash) {}

    private record Head(long number, String hash) {}

    /**
     * What was done.
     *
     * @param operator who
     * @param event what
     * @param success whether it was allowed and succeeded
     * @param resource to what
     * @param reason why
     */
    public record Act(String operator, AuditEvent event, boolean success, String resource, String reason) {

        /** Something the pipeline did by itself. */
        public static Act bySystem(AuditEvent event, String resource, String reason) {
            return new Act(SYSTEM, event, true, resource, reason);
        }
    }

    /** Adds an entry, in the running transaction or in one of its own. */
    public void append(Act act) {
        transaction.executeWithoutResult(status -> {
            Head head = lockedHead();
            AuditEntry entry = new AuditEntry(
                    head.number() + 1,
                    clock.instant().truncatedTo(ChronoUnit.MILLIS),
                    act.operator(),
                    act.event(),
                    act.success(),
                    origin,
                    cut(act.resource(), 200),
                    cut(act.reason(), 500));
            insert(new Row(entry, head.hash(), hash(head.hash(), entry)));
        });
    }

    private Head lockedHead() {
        Head head = jdbc.queryForObject(
                "select number, hash from audit_head where id = 1 for update",
                (row, n) -> new Head(row.getLong(1), row.getString(2)));
        if (head == null) {
            throw new IllegalStateException("the audit has no head");
        }
        return head;
    }

    private void insert(Row row) {
        AuditEntry entry = row.entry();
        jdbc.update(
                "insert into audit (number, at, operator, event, success, origin, resource, reason, previous_hash, hash)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                entry.number(),
                entry.at().toString(),
                entry.operator(),
                entry.event().name(),
                entry.success(),
                entry.origin(),
                entry.resource(),
                entry.reason(),
                row.previousHash(),
                row.hash());
        jdbc.update("update audit_head set number = ?, hash = ? where id = 1", entry.number(), row.hash());
    }

    /** All entries, oldest first. */
    public List<AuditEntry> entries() {
        return rows().stream().map(Row::entry).toList();
    }

    /** The entries about one resource, oldest first. */
    public List<AuditEntry> entries(String resource) {
        return entries().stream().filter(e -> e.resource().equals(resource)).toList();
    }

    /** Number and hash of the last entry, to be kept outside this database. */
    public String head() {
        return jdbc.queryForObject(
                "select number, hash from audit_head where id = 1",
                (row, n) -> row.getLong(1) + ":" + row.getString(2));
    }

    /** True when no entry was altered, removed or inserted and the head is the last entry. */
    public boolean intact() {
        String previous = "0".repeat(64);
        long number = 0;
        for (Row row : rows()) {
            number++;
            boolean linked = row.entry().number() == number
                    && row.previousHash().equals(previous)
                    && row.hash().equals(hash(previous, row.entry()));
            if (!linked) {
                return false;
            }
            previous = row.hash();
        }
        return head().equals(number + ":" + previous);
    }

    private List<Row> rows() {
        return jdbc.query("select * from audit order by number", ROW);
    }

    /** SHA-256 over the hash before and every field, each with its length in front. */
    private static String hash(String previous, AuditEntry entry) {
        List<String> fields = List.of(
                previous,
                Long.toString(entry.number()),
                entry.at().toString(),
                entry.operator(),
                entry.event().name(),
                Boolean.toString(entry.success()),
                entry.origin(),
                entry.resource(),
                entry.reason());
        MessageDigest digest = sha256();
        for (String field : fields) {
            byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
            digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
            digest.update(bytes);
        }
        return HexFormat.of().withUpperCase().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java has SHA-256", missing);
        }
    }

    private static String cut(String text, int characters) {
        return text.length() <= characters ? text : text.substring(0, characters);
    }
}
