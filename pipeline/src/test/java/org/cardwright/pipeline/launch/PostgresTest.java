package org.cardwright.pipeline.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.cardwright.pipeline.ledger.Database;
import org.cardwright.pipeline.ledger.DatabaseSettings;
import org.cardwright.pipeline.ledger.DatabaseUnavailableException;
import org.cardwright.pipeline.ledger.OperatorRole;
import org.cardwright.pipeline.step.CrashPoints;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same promises over PostgreSQL, and those that only a shared database has to keep. */
class PostgresTest {

    private static final int ORDERS = 180;

    @TempDir
    private static Path shared;

    private static Reference reference;

    @TempDir
    private Path directory;

    private Home home;
    private Path export;

    @BeforeAll
    static void run_undisturbed() throws Exception {
        PostgresServer.freshDatabase();
        reference = Reference.of(shared.resolve("reference"), 1, ORDERS);
    }

    @BeforeEach
    void prepare_a_home() throws Exception {
        home = new Home(directory, PostgresServer.freshDatabase());
        export = home.export("orders.txt", 1, ORDERS);
    }

    @AfterEach
    void pass_all_points_again() {
        HaltAtPoint.inProcess = CrashPoints.NONE;
    }

    @Test
    void makes_the_same_bytes_and_rows_as_the_embedded_database() throws Exception {
        assertThat(home.prepare(export).kind()).isEqualTo(BatchOutcome.Kind.DONE);
        reference.assertEqual(home);
        assertThat(home.prepare(export).kind()).isEqualTo(BatchOutcome.Kind.ALREADY_DONE);
    }

    @Test
    void case_G_a_commit_that_the_database_refuses_resumes_exactly() throws Exception {
        try (Pipeline pipeline = home.open()) {
            // Checked at commit only: the third chunk of the run cannot be committed.
            sql(
                    "create table third_chunk (step varchar(16), chunk bigint, unique (step) deferrable initially"
                            + " deferred)",
                    "insert into third_chunk values ('prepare', 0)",
                    "create function third() returns trigger language plpgsql as $$ begin if new.step = 'prepare' and"
                            + " new.chunk = 3 then insert into third_chunk values ('prepare', 3); end if; return new;"
                            + " end $$",
                    "create trigger third after insert on hand_over for each row execute function third()");
            BatchOutcome outcome = pipeline.prepare(home.request(export));
            assertThat(outcome.kind()).as(outcome.message()).isEqualTo(BatchOutcome.Kind.UNAVAILABLE);
        }
        sql("drop trigger third on hand_over", "drop function third()", "drop table third_chunk");

        assertEndsExactly();
    }

    @Test
    void a_killed_run_lets_go_of_its_lock_at_once() throws Exception {
        Process process = new Fork(home, export).slowed(300).start();
        WaitFor.file(directory.resolve("work"), "prepared.seg", process);
        assertThat(home.prepare(export).kind()).isEqualTo(BatchOutcome.Kind.BUSY);

        process.destroyForcibly().waitFor();

        assertEndsExactly();
    }

    @Test
    void a_database_that_goes_away_ends_the_run_within_half_a_minute() throws Exception {
        long start = System.nanoTime();
        HaltAtPoint.inProcess = (point, step) -> {
            if (point.equals("CHUNK_WRITTEN") && step.equals("prepare")) {
                sqlUnchecked("select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()"
                        + " and datname = current_database()");
            }
        };
        BatchOutcome outcome = home.prepare(export);
        assertThat(outcome.exitCode()).as(outcome.message()).isEqualTo(75);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));

        assertEndsExactly();
    }

    @Test
    void a_database_that_is_not_there_is_said_at_once() {
        Home nowhere = new Home(
                directory.resolve("nowhere"), new DatabaseSettings("jdbc:postgresql://localhost:1/none", "nobody", ""));
        long start = System.nanoTime();

        assertThatThrownBy(nowhere::open).isInstanceOf(DatabaseUnavailableException.class);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
    }

    @Test
    void keeps_acknowledged_commits_on_a_server_that_would_forget_them() throws Exception {
        DatabaseSettings settings = home.settings().database();
        try (Connection plain = DriverManager.getConnection(settings.url(), settings.user(), settings.password())) {
            assertThat(synchronousCommit(plain)).as("the server by itself").isEqualTo("off");
        }
        try (Database database = Database.open(settings);
                Connection ours = database.dataSource().getConnection()) {
            assertThat(synchronousCommit(ours)).isEqualTo("on");
        }
    }

    @Test
    void sweeps_away_what_a_crash_left_but_nothing_of_a_batch_that_another_process_is_taking() throws Exception {
        home.open().close();
        String dead = "ab".repeat(32);
        String alive = "cd".repeat(32);
        for (String batch : List.of(dead, alive)) {
            Files.writeString(directory.resolve("inbox").resolve(batch + ".part"), "x");
            Files.writeString(
                    Files.createDirectory(directory.resolve("work").resolve(batch))
                            .resolve("intake.seg"),
                    "x");
        }
        try (RunLock other = RunLock.tryAcquire(home.settings(), alive).orElseThrow()) {
            assertThat(other).isNotNull();
            home.open().close();
        }
        assertThat(directory.resolve("inbox")).isDirectoryContaining(file -> file.endsWith(alive + ".part"));
        assertThat(directory.resolve("inbox")).isDirectoryNotContaining(file -> file.endsWith(dead + ".part"));
        assertThat(directory.resolve("work").resolve(alive)).exists();
        assertThat(directory.resolve("work").resolve(dead)).doesNotExist();

        home.open().close();

        assertThat(directory.resolve("inbox")).isEmptyDirectory();
        assertThat(directory.resolve("work")).isEmptyDirectory();
    }

    private static String synchronousCommit(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("show synchronous_commit")) {
            return row.next() ? row.getString(1) : "";
        }
    }

    @Test
    void two_processes_that_begin_together_both_end_and_take_no_key_pair_twice() throws Exception {
        for (String round : List.of("first", "second", "third")) {
            AtOnce.takeNoPairTwice(new PoolHome(directory.resolve(round), PostgresServer.freshDatabase(), 100));
        }
    }

    @Test
    void brings_the_tables_of_version_4_up_to_date() throws Exception {
        home.open().close();
        sql(
                "alter table operator_register drop column state, drop column audited, drop column seal",
                "alter table approval_request drop column seal",
                "drop table profile_release",
                "drop table key_permission",
                "drop table batch_key",
                "drop table partition_piece",
                "drop table batch_partition",
                "drop table key_confirmation",
                "drop table chip_attempt",
                "drop table live_order, card_range, ordered_card, next_batch_number, batch_number",
                "create table card_order (batch varchar(64) references batch, record_number integer, order_reference"
                        + " varchar(64), product varchar(128), card_group varchar(128), state varchar(8), record_index"
                        + " integer, fingerprint varchar(64), live_fingerprint varchar(64), live_reference varchar(140),"
                        + " rule varchar(8), field varchar(40), detail varchar(200), attempt integer default 1,"
                        + " remade_by varchar(64), primary key (batch, record_number))",
                "drop table key_pool_movement, key_pair, key_pool",
                "delete from flyway_schema_history where cast(version as integer) > 4");
        insertOldOrders();

        try (Pipeline pipeline = home.open()) {
            People.register(pipeline, "ada", OperatorRole.OPERATOR);
            assertThat(pipeline.auditIntact()).isTrue();
        }
        assertThat(Query.column(
                        home,
                        "select concat_ws(' ', n.batch, o.order_key, o.order_reference, o.state, o.record_index, l.card,"
                                + " l.reference, o.attempt, o.remade_by, o.rule) from ordered_card o join batch_number n"
                                + " on n.number = o.batch_number left join live_order l on l.order_key = o.order_key"
                                + " order by o.order_key"))
                .containsExactly(
                        "old 4294967297 A-1 GOOD 1 00010203-0405-0607-0809-0a0b0c0d0e0f 1/A-1 1",
                        "old 4294967298 A-2 REJECTED 1 R-101",
                        "young 8589934593 A-1 GOOD 1 f0010203-0405-0607-0809-0a0b0c0d0e0f 2/A-1 2 duplicate-1");
        assertThat(Query.column(home, "select number from next_batch_number")).containsExactly("3");
    }

    @Test
    void an_order_that_the_program_of_before_takes_between_two_versions_of_the_tables_lives() throws Exception {
        home.open().close();
        sql(
                "alter table ordered_card add column live_card uuid, add column live_reference varchar(80),"
                        + " add constraint live_reference_once unique (live_reference)",
                "delete from flyway_schema_history where cast(version as integer) > 40",
                "insert into batch (batch, taken_at, source_sha256, issuer, layout, business_date, records, directory, state)"
                        + " values ('young', '2026-11-22T00:00:00Z', 'BB', 'bank', 'csv', '2026-11-21', 2, 'out', 'CLOSED')",
                "insert into batch_number (batch, number) values ('young', 1)",
                "insert into ordered_card (order_key, batch_number, record_number, order_reference, state, live_card,"
                        + " live_reference) values (4294967297, 1, 1, 'A-1', 'GOOD', '00010203-0405-0607-0809-0a0b0c0d0e0f',"
                        + " '1/A-1'), (4294967298, 1, 2, 'A-2', 'REJECTED', null, null)",
                "insert into live_order (order_key, reference) values (4294967298, '1/A-2')");

        home.open().close();

        assertThat(Query.column(home, "select concat_ws(' ', order_key, card, reference) from live_order"))
                .containsExactly("4294967297 00010203-0405-0607-0809-0a0b0c0d0e0f 1/A-1");
        assertThat(Query.column(
                        home,
                        "select column_name from information_schema.columns where table_name = 'ordered_card'"
                                + " and column_name like 'live%'"))
                .isEmpty();
    }

    private void insertOldOrders() throws Exception {
        String batch =
                "insert into batch (batch, taken_at, source_sha256, issuer, layout, business_date, records, directory,"
                        + " state) values (%, %, 'bank', 'csv', '2026-11-21', 2, 'out', 'CLOSED')";
        String order =
                "insert into card_order (batch, record_number, order_reference, state, record_index, fingerprint,"
                        + " live_fingerprint, live_reference, attempt, remade_by, rule) values ";
        String rest = "0102030405060708090A0B0C0D0E0F" + "77".repeat(16);
        sql(
                batch.replace("%, %", "'young', '2026-11-22T00:00:00Z', 'BB'"),
                batch.replace("%, %", "'old', '2026-11-21T00:00:00Z', 'AA'"),
                order + "('old', 1, 'A-1', 'GOOD', 1, '00" + rest + "', '00" + rest + "', 'old/A-1', 1, null, null)",
                order + "('old', 2, 'A-2', 'REJECTED', null, null, null, null, 1, null, 'R-101')",
                order + "('young', 1, 'A-1', 'GOOD', 1, 'F0" + rest + "', 'F0" + rest
                        + "', 'young/A-1', 2, 'duplicate-1', null)");
    }

    private void assertEndsExactly() throws Exception {
        HaltAtPoint.inProcess = CrashPoints.NONE;
        BatchOutcome outcome = home.prepare(export);
        assertThat(outcome.exitCode()).as(outcome.message()).isZero();
        reference.assertEqual(home);
    }

    private void sqlUnchecked(String statement) {
        try {
            sql(statement);
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    private void sql(String... statements) throws Exception {
        DatabaseSettings database = home.settings().database();
        try (Connection connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
