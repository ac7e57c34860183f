package org.cardwright.pipeline.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A run killed while it makes the first tables of an embedded database leaves some of them: the next run makes them all. */
class InterruptedMigrationTest {

    private static final String COUNT_ROWS = "select count(*) from certificate_serial";

    private static final String BATCH = "ab".repeat(32);
    private static final ClassPathResource SCRIPT_3 =
            new ClassPathResource("migration/V3__references_and_acts.sql", Migrations.class);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "drop table \"flyway_schema_history\"",
                "delete from \"flyway_schema_history\" where \"version\" = '2'",
                "delete from \"flyway_schema_history\""
            })
    void a_half_made_database_is_made_anew(String interruption) {
        try (Database made = open()) {
            new JdbcTemplate(made.dataSource()).execute(interruption);
        }
        try (Database again = open()) {
            assertThat(new JdbcTemplate(again.dataSource()).queryForObject(COUNT_ROWS, Integer.class))
                    .isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void a_home_of_version_2_comes_up_wherever_an_earlier_attempt_was_killed(int statements) throws IOException {
        at_version_2(jdbc -> {
            String script = new String(SCRIPT_3.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            List<String> all = Stream.of(script.replaceAll("--.*", "").split(";"))
                    .filter(statement -> !statement.isBlank())
                    .toList();
            assertThat(all).hasSize(7);
            all.subList(0, statements).forEach(jdbc::execute);
        });
        assertVersion3();
    }

    @Test
    void a_home_whose_migration_failed_comes_up_when_the_disk_has_space_again() throws IOException {
        at_version_2(jdbc -> jdbc.update("insert into \"flyway_schema_history\" values"
                + " (3, '3', 'x', 'SQL', 'V3__x.sql', 0, 'sa', current_timestamp, 1, false)"));
        assertVersion3();
    }

    private interface Interruption {
        void happen(JdbcTemplate jdbc) throws IOException;
    }

    private void at_version_2(Interruption interruption) throws IOException {
        DatabaseSettings settings = DatabaseSettings.embedded(folder);
        DriverManagerDataSource plain =
                new DriverManagerDataSource(settings.url(), settings.user(), settings.password());
        Migrations.migrate(plain, true, "2");
        JdbcTemplate jdbc = new JdbcTemplate(plain);
        jdbc.update(
                "insert into batch values (?, 'bank', 'AB', 1, 'csv', '2026-11-21', 1, 'out', null, 'OPEN', null, '')",
                BATCH);
        jdbc.update(
                "insert into card_order (batch, record_number, order_reference, state, live_reference)"
                        + " values (?, 1, 'A-1', 'ACCEPTED', 'A-1')",
                BATCH);
        interruption.happen(jdbc);
    }

    private void assertVersion3() {
        try (Database again = open()) {
            assertThat(new CardOrders(again.dataSource()).liveReferences(BATCH, List.of("A-1", "A-2")))
                    .containsExactly("A-1");
            JdbcTemplate jdbc = new JdbcTemplate(again.dataSource());
            jdbc.update("update batch set state = 'ABANDONED'");
            assertThat(jdbc.queryForList("select act from approval_request", String.class))
                    .isEmpty();
            assertThatThrownBy(() -> jdbc.update(
                            "insert into live_order (order_key, reference) values (?, '1/A-1')",
                            new OrderKeys(1).of(2)))
                    .isInstanceOf(DuplicateKeyException.class);
        }
    }

    @Test
    void a_complete_database_keeps_what_is_in_it() {
        try (Database made = open()) {
            new JdbcTemplate(made.dataSource())
                    .update("insert into certificate_serial (issuer_key, next_number) values ('k/1', 7)");
        }
        try (Database again = open()) {
            assertThat(new JdbcTemplate(again.dataSource()).queryForObject(COUNT_ROWS, Integer.class))
                    .isEqualTo(1);
        }
    }

    static Stream<Arguments> rows() {
        return Stream.of(
                Arguments.of(
                        "OPERATOR_REGISTER",
                        "insert into operator_register (id, roles, passphrase, added_by, added_at)"
                                + " values ('ada', 'X', 'x', 'system', 'now')"),
                Arguments.of("CERTIFICATE_SERIAL", "insert into certificate_serial values ('k/1', 7)"),
                Arguments.of("AUDIT_HEAD", "update audit_head set number = 1"),
                Arguments.of("FOREIGN_TABLE", "create table foreign_table as select 1 as one"));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void a_database_that_lost_its_history_but_holds_rows_is_never_cleared(String table, String row)
            throws SQLException {
        try (Database made = open()) {
            JdbcTemplate jdbc = new JdbcTemplate(made.dataSource());
            jdbc.execute(row);
            jdbc.execute("drop table \"flyway_schema_history\"");
        }

        assertThatThrownBy(this::open)
                .isInstanceOf(NotReconciledException.class)
                .hasMessageContaining("table " + table + " holds rows");

        DatabaseSettings settings = DatabaseSettings.embedded(folder);
        try (Connection connection = DriverManager.getConnection(settings.url(), settings.user(), settings.password());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from " + table)) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(1);
        }
    }

    private Database open() {
        return Database.open(DatabaseSettings.embedded(folder));
    }
}
