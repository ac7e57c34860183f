package org.cardwright.pipeline.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.cardwright.pipeline.ledger.BatchPartition;
import org.cardwright.pipeline.ledger.BatchPartition.Hold;
import org.cardwright.pipeline.ledger.BatchPartition.Piece;
import org.cardwright.pipeline.ledger.BatchPartition.Range;
import org.cardwright.pipeline.ledger.BatchPartition.State;
import org.cardwright.pipeline.ledger.Database;
import org.cardwright.pipeline.ledger.NotReconciledException;
import org.cardwright.pipeline.ledger.PartitionLostException;
import org.cardwright.pipeline.ledger.Partitions;
import org.cardwright.pipeline.ledger.Run;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The fence between workers, statement by statement. */
class PartitionsTest {

    private static final Duration LEASE = Duration.ofMinutes(1);

    @TempDir
    private Path directory;

    private Database database;
    private JdbcTemplate jdbc;
    private Partitions partitions;
    private Run run;

    @BeforeEach
    void plan_two_partitions_of_a_batch() throws Exception {
        Home home = new Home(directory, PostgresServer.freshDatabase());
        BatchOutcome outcome = home.prepare(home.export("orders.txt", 1, 10));
        database = Database.open(home.settings().database());
        jdbc = new JdbcTemplate(database.dataSource());
        jdbc.update("update batch set state = 'OPEN'");
        partitions = new Partitions(database.dataSource());
        run = new Run(outcome.batch(), "run");
        partitions.plan(run, List.of(new Range(0, 0, 3), new Range(3, 300, 2)));
    }

    @AfterEach
    void close_the_database() {
        database.close();
    }

    private Hold take(int number, Duration lease) {
        return partitions.take(run.batch(), number, "worker", lease).orElseThrow();
    }

    private static Piece piece(Hold hold, int frames) {
        return new Piece(hold, frames, frames - 1, 1, 100L * frames, "AB");
    }

    private void makeItOld() {
        jdbc.update("update batch_partition set renewed_at = renewed_at - 61000 where state = 'HELD'");
    }

    @Test
    void one_worker_has_it_until_its_lease_runs_out() {
        Hold first = take(1, LEASE);
        assertThat(partitions.take(run.batch(), 1, "other", LEASE)).isEmpty();
        assertThat(partitions.held(run.batch(), LEASE)).containsExactly(1);
        makeItOld();
        assertThat(partitions.held(run.batch(), LEASE)).isEmpty();
        partitions.renew(first);
        assertThat(partitions.take(run.batch(), 1, "other", LEASE))
                .as("renewed")
                .isEmpty();
        makeItOld();

        Hold second = partitions.take(run.batch(), 1, "other", LEASE).orElseThrow();

        assertThat(second.token()).isNotEqualTo(first.token());
        assertThatThrownBy(() -> partitions.renew(first)).isInstanceOf(PartitionLostException.class);
        assertThatThrownBy(() -> partitions.claim(first)).isInstanceOf(PartitionLostException.class);
        partitions.advance(piece(second, 3));
        assertThatThrownBy(() -> partitions.finish(first)).isInstanceOf(PartitionLostException.class);
        partitions.giveBack(first, true);
        partitions.fail(first, new BatchPartition.Failure("INTERNAL", "late"));
        assertThat(partitions.find(run.batch(), 1).orElseThrow().state()).isEqualTo(State.HELD);
        partitions.claim(second);
    }

    @Test
    void pieces_add_up_to_a_partition_before_it_is_done() {
        Hold first = take(1, LEASE);
        partitions.claim(first);
        partitions.advance(piece(first, 1));
        partitions.advance(piece(first, 2));
        partitions.giveBack(first, true);
        Hold second = take(1, LEASE);
        assertThat(second.piece()).isEqualTo(2);
        assertThatThrownBy(() -> partitions.finish(second))
                .isInstanceOf(NotReconciledException.class)
                .hasMessage("partition 1: orders 3, made or refused 2");

        partitions.advance(piece(second, 1));
        partitions.finish(second);

        assertThat(partitions.find(run.batch(), 1).orElseThrow().state()).isEqualTo(State.DONE);
        assertThat(partitions.doneByNumber(run.batch())).containsEntry(1, 3).hasSize(1);
        assertThat(partitions.done(run.batch())).isEqualTo(3);
        makeItOld();
        assertThat(partitions.take(run.batch(), 1, "other", LEASE)).isEmpty();
    }

    @Test
    void tries_count_only_what_came_no_further() {
        partitions.giveBack(take(2, LEASE), false);
        Hold second = take(2, LEASE);
        assertThat(partitions.find(run.batch(), 2).orElseThrow().tries()).isEqualTo(2);
        partitions.claim(second);
        assertThat(partitions.find(run.batch(), 2).orElseThrow().tries()).isZero();
        partitions.fail(second, new BatchPartition.Failure("INTERNAL", "x".repeat(600)));
        BatchPartition failed = partitions.find(run.batch(), 2).orElseThrow();
        assertThat(failed.failure().orElseThrow().message()).hasSize(500);
        assertThat(partitions.take(run.batch(), 2, "other", LEASE)).isEmpty();

        partitions.tryAgain(run);

        assertThat(partitions.take(run.batch(), 2, "other", LEASE)).isPresent();
    }

    @Test
    void nobody_takes_anything_of_a_batch_that_has_ended_or_was_forgotten() {
        Hold held = take(1, LEASE);
        jdbc.update("update batch set state = 'ABANDONED'");
        assertThat(partitions.take(run.batch(), 2, "worker", LEASE)).isEmpty();
        assertThatThrownBy(() -> partitions.claim(held)).isInstanceOf(PartitionLostException.class);
        jdbc.update("update batch set state = 'OPEN'");
        partitions.claim(held);

        partitions.forget(run);

        assertThatThrownBy(() -> partitions.claim(held)).isInstanceOf(PartitionLostException.class);
        assertThat(partitions.list(run.batch())).isEmpty();
    }

    @Test
    void a_chunk_and_the_end_of_its_batch_wait_for_each_other() throws Exception {
        Hold held = take(1, LEASE);
        assertWaits(() -> partitions.claim(held), "update batch set state = 'ABANDONED'");
        partitions.claim(held);
    }

    @Test
    void partitions_are_not_forgotten_below_their_first_chunk() throws Exception {
        Hold held = take(1, LEASE);
        AtomicReference<CompletableFuture<Void>> forgets = new AtomicReference<>();
        transaction().executeWithoutResult(status -> {
            partitions.claim(held);
            partitions.advance(piece(held, 1));
            forgets.set(CompletableFuture.runAsync(
                    () -> transaction().executeWithoutResult(other -> partitions.forget(run))));
            await().atMost(Duration.ofSeconds(60)).until(() -> waiting() > 0);
        });

        forgets.get().get(60, TimeUnit.SECONDS);

        assertThat(partitions.list(run.batch())).isEmpty();
        assertThat(partitions.pieces(run.batch(), 1)).isEmpty();
    }

    private long waiting() throws SQLException {
        try (Connection other = database.dataSource().getConnection();
                Statement sql = other.createStatement();
                ResultSet row = sql.executeQuery("select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                        + " and datname = current_database()")) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private TransactionTemplate transaction() {
        return new TransactionTemplate(new JdbcTransactionManager(database.dataSource()));
    }

    /** The statement of somebody else does not get through while the work is not committed; the work is taken back. */
    private void assertWaits(Runnable work, String statement) {
        transaction().executeWithoutResult(status -> {
            work.run();
            assertThatThrownBy(() -> elsewhere(statement))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("lock timeout");
            status.setRollbackOnly();
        });
    }

    private void elsewhere(String statement) throws SQLException {
        try (Connection other = database.dataSource().getConnection();
                Statement sql = other.createStatement()) {
            other.setAutoCommit(false);
            sql.execute("set local lock_timeout = '300ms'");
            try {
                sql.execute(statement);
            } finally {
                other.rollback();
            }
        }
    }
}
