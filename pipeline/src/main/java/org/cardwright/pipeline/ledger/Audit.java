package org.cardwright.pipeline.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
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

    private final AuditRows rows;
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
        this.rows = new AuditRows(new JdbcTemplate(transactions.getDataSource()));
        this.transaction = new TransactionTemplate(transactions);
        this.clock = terms.clock();
        this.origin = cut(terms.origin(), 200);
        this.chain = new AuditChain(terms.seal());
        this.follower =
                terms.file().map(file -> new AuditFollower(new AuditLog(file, rows::behind), AuditGate.of(file)));
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
            AuditHead head = rows.lockedHead();
            AuditEntry entry = new AuditEntry(
                    head.number() + 1,
                    clock.instant().truncatedTo(ChronoUnit.MILLIS),
                    act.operator(),
                    act.event(),
                    act.success(),
                    origin,
                    cut(act.resource(), 200),
                    cut(act.reason(), 500));
            rows.insert(chain.link(head, entry));
            return entry.number();
        });
        return Objects.requireNonNull(number);
    }

    /** Lets nobody else append until the running transaction ends: what it looks at stays as it is until then. */
    void lock() {
        rows.lockedHead();
    }

    /**
     * Brings the file outside the database up to what is committed, once at the beginning. The audit says when one is begun that was
     * missing, and what another one lacked: a crash explains the last entries. What another process has committed and is about to write
     * is not missing.
     *
     * @param unproven done in the transaction that says that the file is begun: nothing shows any more that this database is not an older
     *     one that was put back
     * @throws NotReconciledException when the file ends with an entry that the database does not have
     */
    public void open(Runnable unproven) throws IOException {
        if (follower.isPresent()) {
            Optional<AuditFollower.Said> said =
                    follower.get().open(() -> rows.head().number() > 0);
            said.ifPresent(found -> transaction.executeWithoutResult(status -> {
                if (found.anew()) {
                    unproven.run();
                }
                append(found.act());
            }));
            follower.get().requireInStep();
        }
    }

    /** True when two persons said that a sample of the batch was destroyed: this one, and no other with the same key data. */
    boolean hasDestroyed(String batch, ChipAttempts.Chip chip) {
        // entries of older versions name the key data alone
        return entries(batch, AuditEvent.CHIP_SCRAPPED).stream()
                .filter(entry -> !entry.operator().equals(SYSTEM))
                .anyMatch(entry -> entry.reason().startsWith("chip " + chip.keyData() + ": ")
                        || entry.reason().startsWith("chip " + chip.named() + ": "));
    }

    /** All entries, oldest first, read part by part as they are consumed. */
    public Stream<AuditEntry> entries() {
        return rows.parts().flatMap(List::stream).map(AuditChain.Link::entry);
    }

    /** All entries from a number on in their places, read part by part as they are consumed. */
    Stream<AuditChain.Link> links(long from) {
        return rows.parts(from - 1).flatMap(List::stream);
    }

    /** The entries about one resource, oldest first. */
    List<AuditEntry> entries(String resource) {
        return rows.about(resource, Set.of());
    }

    /** The entries with one event about one resource, oldest first. */
    List<AuditEntry> entries(String resource, AuditEvent event) {
        return rows.about(resource, event);
    }

    /** The entries with one event, oldest first. */
    List<AuditEntry> entries(AuditEvent event) {
        return rows.with(event);
    }

    /** What was done about a batch, oldest first, without what keys did for its cards chunk by chunk. */
    public List<AuditEntry> acts(String batch) {
        return rows.about(batch, Set.of(AuditEvent.KEYS_USED, AuditEvent.WORKER_USED_KEYS, AuditEvent.KEY_PAIRS_USED));
    }

    /** The entries with one event, oldest first, about resources on which nothing with one of the ends followed. */
    List<AuditEntry> withoutEnd(AuditEvent begun, Set<AuditEvent> ends) {
        return rows.withoutEnd(begun, ends);
    }

    /**
     * Whether no entry was altered, removed or inserted, the head is the last entry, and the file outside says the same. Others may
     * append meanwhile.
     *
     * @param kept a head that somebody noted, to be one of the entries
     */
    public AuditCheck check(Optional<AuditHead> kept) {
        AuditChain.Walk walk = chain.walk(rows.head(), kept);
        try (AuditFileCheck file = follower.map(AuditFollower::comparison).orElseGet(AuditFileCheck::ofNone)) {
            Iterator<List<AuditChain.Link>> parts = rows.parts().iterator();
            while (parts.hasNext()) {
                List<AuditChain.Link> links = parts.next();
                walk.add(links);
                file.add(links);
            }
            return walk.end(rows.head(), file.isSame());
        } catch (IOException unreadable) {
            throw new DatabaseUnavailableException("the file of the audit cannot be read", unreadable);
        }
    }

    /** Number of the last entry with one of these events about a resource; 0 when there is none. */
    long last(String resource, Set<AuditEvent> events) {
        return rows.last(resource, events);
    }

    /** True when there is an entry with the event. */
    boolean knows(AuditEvent event) {
        return rows.knows(event);
    }

    private static String cut(String text, int characters) {
        return text.length() <= characters ? text : text.substring(0, characters);
    }
}
