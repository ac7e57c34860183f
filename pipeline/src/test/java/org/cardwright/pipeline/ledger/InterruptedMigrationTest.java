package org.cardwright.pipeline.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
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

    private Database open() {
        return Database.open(DatabaseSettings.embedded(folder));
    }
}
