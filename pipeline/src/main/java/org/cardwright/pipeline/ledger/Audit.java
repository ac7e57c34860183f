package org.cardwright.pipeline.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Who did what, in rows that hold the keyed hash of the row before, so that a change, a gap or an insertion shows.
 *
 * <p>User, event, time, success, origin, resource: PCI Card Production, Logical, 6.4. What cuts off the end is seen only by who
 * keeps an older {@link AuditHead} elsewhere. Without the security module nothing can be appended, so nothing is done.
 */
public final class Audit {

    /** The operator of what the pipeline does by itself. */
    public static final String SYSTEM = "system";

    private static final RowMapper<AuditChain.Link> LINK = (row, n) -> new AuditChain.Link(
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

    private static final RowMapper<AuditHead> HEAD =
            (row, n) -> new AuditHead(row.getLong("number"), row.getString("hash"));

    private static final int LINKS_AT_A_TIME = 1_000;
    private static final String NO_HEAD = "the audit has no head";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final String origin;
    private final AuditChain chain;
    private final Optional<AuditFollower> follower;

    /** Over the tables of the transaction manager's database, and in a file beside it if the terms name one. */
    public Audit(JdbcTransactionManager transactions, Terms terms) {
        if (transactions.getDataSource() == null) {
            throw new IllegalStateException("a transaction manager without a database");
        }
        this.jdbc = new JdbcTemplate(transactions.getDataSource());
        this.transaction = new TransactionTemplate(transactions);
        this.clock = terms.clock();
        this.origin = cut(terms.origin(), 200);
        this.chain = new AuditChain(terms.seal());
        this.follower = terms.file().map(file -> new AuditFollower(new AuditLog(file, this::links)));
    }

    /**
     * What all entries have in common.
     *
     * @param clock says when
     * @param origin host and process
     * @param seal key of the entries
     * @param file where they are kept outside the database as well
     */
    public record Terms(Clock clock, String origin, RowSeal seal, Optional<Path> file) {}

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

    /** Adds an entry, in the running transaction or in one of its own, and gives its number back. */
    public long append(Act act) {
        follower.ifPresent(AuditFollower::requireInStep);
        Long number = transaction.execute(status -> {
            follower.ifPresent(AuditFollower::followThisTransaction);
            AuditHead head = lockedHead();
            AuditEntry entry = new AuditEntry(
                    head.number() + 1,
                    clock.instant().truncatedTo(ChronoUnit.MILLIS),
                    act.operator(),
                    act.event(),
                    act.success(),
                    origin,
                    cut(act.resource(), 200),
                    cut(act.reason(), 500));
            insert(chain.link(head, entry));
            return entry.number();
        });
        return Objects.requireNonNull(number);
    }

    /**
     * Brings the file outside the database up to what is committed, once at the beginning. The audit says when one is begun that was
     * missing, and what another one lacked: a crash explains the last entries.
     *
     * @throws NotReconciledException when the file ends with an entry that the database does not have
     */
    public void open() throws IOException {
        if (follower.isPresent()) {
            AuditFollower file = follower.get();
            if (file.isMissing() && head().number() > 0) {
                append(Act.bySystem(
                        AuditEvent.AUDIT_FILE_BEGUN, file.name(), "there was none; it begins with entry 1"));
            }
            file.open()
                    .ifPresent(lacked -> append(Act.bySystem(
                            AuditEvent.AUDIT_FILE_MENDED, file.name(), lacked + " were missing at its end")));
        }
    }

    private AuditHead lockedHead() {
        AuditHead head = jdbc.queryForObject("select number, hash from audit_head where id = 1 for update", HEAD);
        if (head == null) {
            throw new IllegalStateException(NO_HEAD);
        }
        return head;
    }

    private void insert(AuditChain.Link link) {
        AuditEntry entry = link.entry();
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
                link.previousHash(),
                link.hash());
        jdbc.update("update audit_head set number = ?, hash = ? where id = 1", entry.number(), link.hash());
    }

    /** All entries, oldest first. */
    public List<AuditEntry> entries() {
        return jdbc.query("select * from audit order by number", LINK).stream()
                .map(AuditChain.Link::entry)
                .toList();
    }

    /** The entries about one resource, oldest first. */
    public List<AuditEntry> entries(String resource) {
        return jdbc.query("select * from audit where resource = ? order by number", LINK, resource).stream()
                .map(AuditChain.Link::entry)
                .toList();
    }

    /** What was done about a batch, oldest first, without what keys did for its cards chunk by chunk. */
    public List<AuditEntry> acts(String batch) {
        return entries(batch).stream()
                .filter(entry -> entry.event() != AuditEvent.KEYS_USED)
                .toList();
    }

    /** The entries with one event, oldest first. */
    List<AuditEntry> entries(AuditEvent event) {
        return jdbc.query("select * from audit where event = ? order by number", LINK, event.name()).stream()
                .map(AuditChain.Link::entry)
                .toList();
    }

    /**
     * Whether no entry was altered, removed or inserted, the head is the last entry, and the file outside says the same. Others may
     * append meanwhile.
     *
     * @param kept a head that somebody noted, to be one of the entries
     */
    public AuditCheck check(Optional<AuditHead> kept) {
        AuditChain.Walk walk = chain.walk(head(), kept);
        try (AuditFileCheck file = follower.map(AuditFollower::comparison).orElseGet(AuditFileCheck::ofNone)) {
            List<AuditChain.Link> links = links(0, LINKS_AT_A_TIME);
            while (!links.isEmpty()) {
                walk.add(links);
                file.add(links);
                links = links(links.get(links.size() - 1).entry().number(), LINKS_AT_A_TIME);
            }
            return walk.end(head(), file.isSame());
        } catch (IOException unreadable) {
            throw new DatabaseUnavailableException("the file of the audit cannot be read", unreadable);
        }
    }

    private AuditHead head() {
        AuditHead head = jdbc.queryForObject("select number, hash from audit_head where id = 1", HEAD);
        if (head == null) {
            throw new IllegalStateException(NO_HEAD);
        }
        return head;
    }

    /** Number of the last entry with one of these events about a resource; 0 when there is none. */
    long last(String resource, Set<AuditEvent> events) {
        String marks = String.join(", ", Collections.nCopies(events.size(), "?"));
        List<Object> arguments = new ArrayList<>(List.of(resource));
        events.forEach(event -> arguments.add(event.name()));
        Long number = jdbc.queryForObject(
                "select coalesce(max(number), 0) from audit where resource = ? and event in (" + marks + ")",
                Long.class,
                arguments.toArray());
        return number == null ? 0 : number;
    }

    /** True when there is an entry with the event. */
    boolean knows(AuditEvent event) {
        return !jdbc.queryForList("select number from audit where event = ?", Long.class, event.name())
                .isEmpty();
    }

    private List<AuditChain.Link> links(long behind, int atMost) {
        return jdbc.query(
                "select * from audit where number > ? order by number fetch first " + atMost + " rows only",
                LINK,
                behind);
    }

    private static String cut(String text, int characters) {
        return text.length() <= characters ? text : text.substring(0, characters);
    }
}
