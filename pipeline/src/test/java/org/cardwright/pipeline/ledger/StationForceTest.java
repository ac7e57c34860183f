package org.cardwright.pipeline.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.cardwright.pipeline.ledger.StationCard.Said;
import org.cardwright.pipeline.ledger.StationJobs.Answer;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** What is on the disk when a step of a station returns: the embedded database is forced by a statement, and these are counted. */
class StationForceTest {

    private static final String BATCH = "A1".repeat(32);

    private final AtomicInteger forces = new AtomicInteger();

    /** Counts the statements that force. */
    private final class Counting extends DelegatingDataSource {

        Counting(DataSource database) {
            super(database);
        }

        @Override
        public Connection getConnection() throws SQLException {
            return counted(Connection.class, super.getConnection());
        }
    }

    private <T> T counted(Class<T> type, T target) {
        return type.cast(Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (arguments != null && "checkpoint sync".equals(arguments[0])) {
                        forces.incrementAndGet();
                    }
                    try {
                        Object answer = method.invoke(target, arguments);
                        return method.getName().equals("createStatement")
                                ? counted(Statement.class, (Statement) answer)
                                : answer;
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                }));
    }

    private int forced(Runnable step) {
        int before = forces.get();
        step.run();
        return forces.get() - before;
    }

    @Test
    void a_card_on_a_line_costs_one_force_and_the_last_one_is_settled() {
        try (Database database = Database.open(new DatabaseSettings("jdbc:h2:mem:" + UUID.randomUUID(), "sa", ""))) {
            new JdbcTemplate(database.dataSource())
                    .update(
                            "insert into batch values (?, 'bank', 'AB', 1, 'csv', '2026-11-21', 1, 'out', null, ?, null, '')",
                            BATCH,
                            BatchState.CLOSED.name());
            StationJobs jobs = new StationJobs(
                    new JdbcTransactionManager(new Counting(database.dataSource())),
                    TestSeal.under("key"),
                    InstantSource.fixed(Instant.parse("2026-11-23T05:00:00Z")));
            StationJobs.Plan plan = new StationJobs.Plan(
                    BATCH,
                    "laser",
                    "F0".repeat(32),
                    "product.plastic",
                    new StationJobs.Room("engraving", Optional.empty(), "engraving", 2));
            String job = jobs.plan(plan, List.of(1L, 2L), 2).orElseThrow().name();
            assertThat(forced(() -> jobs.handed(job))).isEqualTo(1);
            assertThat(forced(() -> jobs.begun(job, 1))).isEqualTo(1);
            assertThat(forced(() -> jobs.heard(job, new Answer(1, StationCard.State.OK, Said.NOTHING))))
                    .isZero();
            assertThat(forced(() -> jobs.begun(job, 2))).isEqualTo(1);
            assertThat(forced(() -> jobs.heard(job, new Answer(2, StationCard.State.OK, Said.NOTHING))))
                    .isZero();
            assertThat(forced(jobs::settled)).isEqualTo(1);
            assertThat(jobs.open(BATCH, "laser")).isEmpty();
        }
    }
}
