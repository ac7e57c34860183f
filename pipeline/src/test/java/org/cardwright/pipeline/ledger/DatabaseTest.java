package org.cardwright.pipeline.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class DatabaseTest {

    @TempDir
    private Path directory;

    @Test
    void brings_the_tables_to_the_newest_version_and_finds_them_there_again() {
        DatabaseSettings settings = DatabaseSettings.embedded(directory);
        for (int start = 0; start < 2; start++) {
            try (Database database = Database.open(settings)) {
                assertThat(versions(database)).isEqualTo(Migrations.VERSIONS);
            }
        }
        assertThat(Migrations.VERSIONS.stream().map(Integer::valueOf))
                .isSorted()
                .doesNotHaveDuplicates();
    }

    private static List<String> versions(Database database) {
        return new JdbcTemplate(database.dataSource())
                .queryForList(
                        "select \"version\" from \"flyway_schema_history\" where \"version\" is not null"
                                + " order by \"installed_rank\"",
                        String.class);
    }

    @Test
    void a_database_of_the_version_before_gets_what_it_lacks() {
        DatabaseSettings settings = DatabaseSettings.embedded(directory);
        DriverManagerDataSource plain =
                new DriverManagerDataSource(settings.url(), settings.user(), settings.password());
        String before = Migrations.VERSIONS.get(Migrations.VERSIONS.size() - 2);
        Migrations.migrate(plain, true, before);
        assertThat(Migrations.areCurrent(plain)).isFalse();
        try (Database database = Database.open(settings)) {
            assertThat(versions(database)).isEqualTo(Migrations.VERSIONS);
        }
    }

    /** What comes to a program with a lower number than a home has already would never be run there. */
    @ParameterizedTest
    @CsvSource({"46, 46, 'have version 47, but not all that come before it'", "46, 45, 'have version 45, which this'"})
    void a_database_whose_versions_are_others_is_refused_by_name(String was, String is, String because) {
        DatabaseSettings settings = DatabaseSettings.embedded(directory);
        try (Database database = Database.open(settings)) {
            JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
            String sql = was.equals(is)
                    ? "delete from \"flyway_schema_history\" where \"version\" = '46'"
                    : "update \"flyway_schema_history\" set \"version\" = '45' where \"version\" = '46'";
            assertThat(jdbc.update(sql)).isEqualTo(1);
        }
        assertThatThrownBy(() -> Database.open(settings))
                .isInstanceOf(NotReconciledException.class)
                .hasMessageContaining("another program")
                .hasMessageContaining(because);
    }

    @Test
    void leaves_the_tables_of_a_newer_program_alone() {
        DatabaseSettings settings = DatabaseSettings.embedded(directory);
        try (Database database = Database.open(settings)) {
            new JdbcTemplate(database.dataSource())
                    .update("insert into \"flyway_schema_history\" values"
                            + " (999, '999', 'x', 'SQL', 'V999__x.sql', 0, 'sa', current_timestamp, 1, true)");
        }
        assertThatThrownBy(() -> Database.open(settings))
                .isInstanceOf(NotReconciledException.class)
                .hasMessageContaining("version 999");
    }

    @Test
    void an_acknowledged_commit_waits_for_nothing() throws Exception {
        DatabaseSettings settings = DatabaseSettings.embedded(directory);
        assertThat(settings.url()).contains(";WRITE_DELAY=0", ";DB_CLOSE_ON_EXIT=FALSE", ";TRACE_LEVEL_FILE=0");
        try (Connection connection = DriverManager.getConnection(settings.url(), settings.user(), settings.password());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select setting_value from information_schema.settings where setting_name = 'WRITE_DELAY'")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isZero();
        }
    }

    @Test
    void says_that_the_database_cannot_be_opened_without_its_password() {
        DatabaseSettings settings = new DatabaseSettings("jdbc:postgresql://localhost:1/none", "user", "secret-word");

        assertThat(settings.toString()).doesNotContain("secret-word");
        assertThatThrownBy(() -> Database.open(settings))
                .isInstanceOf(DatabaseUnavailableException.class)
                .hasMessageContaining("cannot be opened")
                .message()
                .doesNotContain("secret-word");
    }
}
