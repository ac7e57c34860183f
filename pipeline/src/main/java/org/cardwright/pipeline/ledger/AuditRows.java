package org.cardwright.pipeline.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;

/** The rows of the audit: read in parts, however long it has become, and nothing of it is read that is not asked for. */
final class AuditRows {

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

    private final JdbcTemplate jdbc;

    AuditRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** The last entry. */
    AuditHead head() {
        return head("");
    }

    /** The last entry; until the transaction ends nobody adds another one. */
    AuditHead lockedHead() {
        return head(" for update");
    }

    private AuditHead head(String lock) {
        AuditHead head = jdbc.queryForObject("select number, hash from audit_head where id = 1" + lock, HEAD);
        if (head == null) {
            throw new IllegalStateException("the audit has no head");
        }
        return head;
    }

    void insert(AuditChain.Link link) {
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

    /** Links behind a number, oldest first, at most so many. */
    List<AuditChain.Link> behind(long number, int atMost) {
        return jdbc.query(
                "select * from audit where number > ? order by number fetch first " + atMost + " rows only",
                LINK,
                number);
    }

    /** All links, oldest first, read part by part as they are consumed. */
    Stream<List<AuditChain.Link>> parts() {
        return parts(0);
    }

    /** The same behind a number. */
    Stream<List<AuditChain.Link>> parts(long number) {
        return Stream.iterate(behind(number, LINKS_AT_A_TIME), part -> !part.isEmpty(), part -> {
            long last = part.get(part.size() - 1).entry().number();
            return part.size() < LINKS_AT_A_TIME ? List.of() : behind(last, LINKS_AT_A_TIME);
        });
    }

    /** The entries about one resource, oldest first, but those with an event that is left out. */
    List<AuditEntry> about(String resource, Set<AuditEvent> leftOut) {
        String condition = leftOut.isEmpty() ? "" : " and event not in " + marks(leftOut);
        return entries("select * from audit where resource = ?" + condition + " order by number", resource, leftOut);
    }

    /** The entries with one event about one resource, oldest first. */
    List<AuditEntry> about(String resource, AuditEvent event) {
        return entries(
                "select * from audit where resource = ? and event in (?) order by number", resource, Set.of(event));
    }

    /** The entries with one event, oldest first. */
    List<AuditEntry> with(AuditEvent event) {
        return entries("select * from audit where event = ? order by number", event.name(), Set.of());
    }

    /** The entries with one event, oldest first, about resources on which nothing with one of the ends followed. */
    List<AuditEntry> withoutEnd(AuditEvent begun, Set<AuditEvent> ends) {
        return entries(
                "select * from audit b where b.event = ? and not exists (select 1 from audit e"
                        + " where e.resource = b.resource and e.number > b.number and e.event in "
                        + marks(ends) + ") order by b.number",
                begun.name(),
                ends);
    }

    private List<AuditEntry> entries(String query, String first, Set<AuditEvent> events) {
        return jdbc.query(query, LINK, arguments(first, events)).stream()
                .map(AuditChain.Link::entry)
                .toList();
    }

    /** Number of the last entry with one of these events about a resource; 0 when there is none. */
    long last(String resource, Set<AuditEvent> events) {
        Long number = jdbc.queryForObject(
                "select coalesce(max(number), 0) from audit where resource = ? and event in " + marks(events),
                Long.class,
                arguments(resource, events));
        return number == null ? 0 : number;
    }

    /** True when there is an entry with the event. */
    boolean knows(AuditEvent event) {
        return !jdbc.queryForList(
                        "select number from audit where event = ? fetch first 1 rows only", Long.class, event.name())
                .isEmpty();
    }

    private static String marks(Set<AuditEvent> events) {
        return "(" + String.join(", ", Collections.nCopies(events.size(), "?")) + ")";
    }

    private static Object[] arguments(String first, Set<AuditEvent> events) {
        List<Object> arguments = new ArrayList<>(List.of(first));
        events.forEach(event -> arguments.add(event.name()));
        return arguments.toArray();
    }
}
