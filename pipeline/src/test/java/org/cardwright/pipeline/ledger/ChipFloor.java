package org.cardwright.pipeline.ledger;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.cardwright.pipeline.ledger.ChipAttempts.Card;
import org.cardwright.pipeline.ledger.ChipAttempts.Chip;
import org.cardwright.pipeline.ledger.ChipAttempts.ChipAttempt;
import org.cardwright.pipeline.ledger.ChipAttempts.Place;
import org.cardwright.pipeline.ledger.ChipAttempts.State;
import org.cardwright.pipeline.ledger.ChipRun.Task;
import org.cardwright.pipeline.ledger.ChipRuns.Group;
import org.cardwright.pipeline.ledger.ChipRuns.Terms;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** A ledger with one closed batch: cards 1 to 3 wait for chips, 4 lies on other plastic, 5 has no chip. */
final class ChipFloor implements AutoCloseable {

    static final Group GROUP = new Group("A1".repeat(32), "visa-blue", sealed());
    static final Terms TERMS = new Terms("475000000007", 2, new ChipKeys(Audit.SYSTEM, List.of()));
    static final String HEAD = "head 1";
    static final Place DESK = Place.desk("475000000008");
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T17:00:00Z"), ZoneOffset.UTC);

    final ChipAttempts attempts;
    final ChipRuns runs;
    final Audit audit;
    final RowSeal seal = TestSeal.under("key");
    private final Database database;
    private int chips;

    ChipFloor() {
        database = Database.open(new DatabaseSettings("jdbc:h2:mem:" + UUID.randomUUID(), "sa", ""));
        JdbcTransactionManager transactions = new JdbcTransactionManager(database.dataSource());
        audit = new Audit(transactions, new Audit.Terms(CLOCK, "test", seal, Optional.empty()));
        attempts = new ChipAttempts(transactions, seal, audit, CLOCK);
        runs = new ChipRuns(transactions, new ChipRuns.Books(attempts, audit, seal), CLOCK);
        jdbc().update(
                        "insert into batch values (?, 'bank', 'AB', 1, 'csv', '2026-11-21', 5, 'out', null, 'CLOSED', null,"
                                + " '')",
                        GROUP.batch());
        OrderKeys keys = new BatchNumbers(database.dataSource()).assigned(GROUP.batch());
        for (int i = 1; i <= 5; i++) {
            order(i, keys);
        }
    }

    private static SealedCards sealed() {
        SealedCards.Counter counter = new SealedCards.Counter();
        for (int i = 1; i <= 3; i++) {
            counter.add(i, "A-" + i);
        }
        return counter.end();
    }

    private void order(int index, OrderKeys keys) {
        jdbc().update(
                        "insert into ordered_card (order_key, batch_number, record_number, order_reference, state,"
                                + " record_index, card_group, chip_qc) values (?, ?, ?, ?, 'GOOD', ?, ?, ?)",
                        keys.of(index),
                        keys.number(),
                        index,
                        "A-" + index,
                        index,
                        index == 4 ? "visa-red" : GROUP.name(),
                        index == 5 ? "NOT_APPLICABLE" : "VERIFIED");
    }

    JdbcTemplate jdbc() {
        return new JdbcTemplate(database.dataSource());
    }

    DataSource dataSource() {
        return database.dataSource();
    }

    static Card card(long index) {
        return new Card(GROUP.batch(), index);
    }

    Chip chip() {
        chips++;
        return new Chip(
                String.format(Locale.ROOT, "FFFFFF999999%08X", chips),
                String.format(Locale.ROOT, "6001%08X0000", chips),
                0xFF);
    }

    ChipRun begin() {
        return runs.begin(GROUP, TERMS);
    }

    ChipSheet sheet() {
        return runs.sheet(GROUP, TERMS.limit());
    }

    /** A blank is in the head for the next card. */
    Task taken(ChipRun run) {
        Task task = run.next().orElseThrow();
        run.take(HEAD);
        return task;
    }

    /** Begins the next card on a new chip. */
    Task begun(ChipRun run) {
        Task task = taken(run);
        run.start(task, chip(), HEAD);
        return task;
    }

    Task made(ChipRun run, State state) {
        Task task = begun(run);
        run.end(task, state, state == State.GOOD ? "" : "6A80");
        return task;
    }

    ChipAttempt atDesk(long card, State state) {
        ChipAttempt attempt = attempts.start(card(card), chip(), DESK);
        if (state != State.STARTED) {
            attempts.end(attempt, state, "");
        }
        return attempt;
    }

    /** Two persons let the card of an order be made once more. */
    void duplicate(String order) {
        new ApprovalTable(database.dataSource(), seal)
                .insert(new ApprovalRequest(
                        "duplicate-" + order,
                        ApprovalRequest.Act.DUPLICATE,
                        GROUP.batch(),
                        order,
                        ApprovalRequest.State.APPROVED,
                        "ada",
                        "lost",
                        "bob"));
        audit.append(new Audit.Act(
                "bob",
                AuditEvent.DUPLICATE_APPROVED,
                true,
                GROUP.batch(),
                "order " + order + ": lost, asked for by ada"));
    }

    @Override
    public void close() {
        database.close();
    }
}
