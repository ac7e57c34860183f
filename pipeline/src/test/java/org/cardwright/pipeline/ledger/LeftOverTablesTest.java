package org.cardwright.pipeline.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cardwright.pipeline.launch.PostgresServer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A process was killed between the tables of a version and the line of the history that names it. */
class LeftOverTablesTest {

    @ParameterizedTest
    @ValueSource(strings = {"1", "2"})
    void tables_of_which_the_history_knows_nothing_are_made_anew(String version) throws Exception {
        DatabaseSettings settings = PostgresServer.freshDatabase();
        DriverManagerDataSource data =
                new DriverManagerDataSource(settings.url(), settings.user(), settings.password());
        Migrations.migrate(data, false, version);
        JdbcTemplate jdbc = new JdbcTemplate(data);
        assertThat(jdbc.update("delete from flyway_schema_history where version = ?", version))
                .isOne();

        Database.open(settings).close();

        List<String> versions = jdbc.queryForList(
                "select version from flyway_schema_history where success order by installed_rank", String.class);
        assertThat(versions).contains("1", "2").last().isEqualTo(Migrations.NEWEST);
    }
}
