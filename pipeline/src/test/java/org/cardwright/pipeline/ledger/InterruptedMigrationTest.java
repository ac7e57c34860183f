package org.cardwright.pipeline.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** A run killed while it makes the first tables of an embedded database leaves some of them: the next run makes them all. */
class InterruptedMigrationTest {

    private static final String COUNT_ROWS = "select count(*) from certificate_serial";

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
                        "OPERATOR_REGISTER", "insert into operator_register values ('ada', 'X', 'x', 'system', 'now')"),
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
