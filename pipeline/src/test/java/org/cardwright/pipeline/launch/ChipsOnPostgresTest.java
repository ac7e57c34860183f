package org.cardwright.pipeline.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.cardwright.pipeline.ledger.Audit;
import org.cardwright.pipeline.ledger.ChipAttempts;
import org.cardwright.pipeline.ledger.ChipAttempts.Card;
import org.cardwright.pipeline.ledger.ChipAttempts.Chip;
import org.cardwright.pipeline.ledger.ChipAttempts.ChipAttempt;
import org.cardwright.pipeline.ledger.ChipAttempts.Place;
import org.cardwright.pipeline.ledger.ChipAttempts.State;
import org.cardwright.pipeline.ledger.Database;
import org.cardwright.pipeline.ledger.RowSeal;
import org.cardwright.pipeline.ledger.WrongUsageException;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** Stations beside each other, as PostgreSQL lets them read: each card is begun by one of them. */
class ChipsOnPostgresTest {

    private static final String BATCH = "A1".repeat(32);
    private static final int CARDS = 10;
    private static final int STATIONS = 4;

    private static final RowSeal SEAL = (context, rows) -> rows.stream()
            .map(row -> String.format(Locale.ROOT, "%064X", (context + row).hashCode()))
            .toList();

    @Test
    void each_card_is_begun_by_one_station() throws SQLException, InterruptedException, ExecutionException {
        try (Database database = Database.open(PostgresServer.freshDatabase())) {
            new JdbcTemplate(database.dataSource())
                    .update(
                            "insert into batch values (?, 'bank', 'AB', 1, 'csv', '2026-11-21', 5, 'out', null, 'CLOSED',"
                                    + " null, '')",
                            BATCH);
            JdbcTransactionManager transactions = new JdbcTransactionManager(database.dataSource());
            Audit audit = new Audit(transactions, new Audit.Terms(Clock.systemUTC(), "test", SEAL, Optional.empty()));
            ChipAttempts attempts = new ChipAttempts(transactions, SEAL, audit, Clock.systemUTC());
            for (int card = 1; card <= CARDS; card++) {
                assertThat(begun(attempts, new Card(BATCH, card))).isEqualTo(1);
                List<ChipAttempt> rows = attempts.of(new Card(BATCH, card));
                assertThat(rows).extracting(ChipAttempt::state).containsExactly(State.STARTED);
                attempts.end(rows.get(0), State.GOOD, "");
            }
        }
    }

    private static int begun(ChipAttempts attempts, Card card) throws InterruptedException, ExecutionException {
        ExecutorService stations = Executors.newFixedThreadPool(STATIONS);
        try {
            List<Callable<Boolean>> each = new ArrayList<>();
            for (int station = 0; station < STATIONS; station++) {
                String keyData = String.format(Locale.ROOT, "FFFFFF999999%04X%04X", card.card(), station);
                each.add(() -> begins(attempts, card, new Chip(keyData, "", 1)));
            }
            int begun = 0;
            for (Future<Boolean> one : stations.invokeAll(each)) {
                begun += one.get() ? 1 : 0;
            }
            return begun;
        } finally {
            stations.shutdown();
        }
    }

    private static boolean begins(ChipAttempts attempts, Card card, Chip chip) {
        try {
            attempts.start(card, chip, Place.desk("475000000007"));
            return true;
        } catch (WrongUsageException other) {
            return false;
        }
    }
}
