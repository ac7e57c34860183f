package org.cardwright.pipeline.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A run that is killed while H2 changes a table of an older home: the next one finds every row, under the names that scripts know. */
class TableCopiesTest {

    private static final String BATCH = "ab".repeat(32);

    @TempDir
    private Path folder;

    private JdbcTemplate jdbc = new JdbcTemplate();

    @BeforeEach
    void make_a_home_of_an_older_version() {
        DatabaseSettings settings = DatabaseSettings.embedded(folder);
        DriverManagerDataSource plain =
                new DriverManagerDataSource(settings.url(), settings.user(), settings.password());
        Migrations.migrate(plain, true, "17");
        jdbc = new JdbcTemplate(plain);
        jdbc.update("insert into chip_attempt values (?, 7, 1, 'GOOD', 'AA', '', 'seal')", BATCH);
    }

    private void assertComesUp() {
        try (Database again = Database.open(DatabaseSettings.embedded(folder))) {
            JdbcTemplate opened = new JdbcTemplate(again.dataSource());
            assertThat(opened.queryForList("select card from chip_attempt", Long.class))
                    .containsExactly(7L);
            assertThat(names(opened, "select table_name from information_schema.tables"))
                    .noneMatch(name -> name.contains("_COPY_"));
            assertThat(names(opened, "select index_name from information_schema.indexes"))
                    .noneMatch(name -> name.contains("_COPY_"))
                    .contains("CHIP_ATTEMPT_BY_STATE");
            assertThat(names(opened, "select constraint_name from information_schema.table_constraints"))
                    .noneMatch(name -> name.contains("_COPY_"))
                    .contains("CHIP_ATTEMPT_COUNTED", "BATCH_SOURCE");
        }
    }

    private static List<String> names(JdbcTemplate jdbc, String sql) {
        return jdbc.queryForList(sql, String.class);
    }

    /** What H2 leaves between the end of the table and the new name of its copy. */
    private void leaveOnlyTheCopy(String copy) {
        jdbc.execute("create index " + copy + "_CHIP_ATTEMPT_BY_STATE on chip_attempt (state)");
        jdbc.execute("alter table chip_attempt add constraint " + copy + "_CHIP_ATTEMPT_COUNTED check (attempt > 0)");
        jdbc.execute("alter table chip_attempt rename to " + copy);
    }

    @Test
    void a_copy_without_its_table_gets_all_names() {
        leaveOnlyTheCopy("CHIP_ATTEMPT_COPY_3_14");

        assertComesUp();
    }

    @Test
    void names_that_an_earlier_repair_gave_before_it_was_killed_stay() {
        leaveOnlyTheCopy("CHIP_ATTEMPT_COPY_3_14");
        jdbc.execute("alter index CHIP_ATTEMPT_COPY_3_14_CHIP_ATTEMPT_BY_STATE rename to CHIP_ATTEMPT_BY_STATE");

        assertComesUp();
    }

    @Test
    void a_copy_beside_its_table_goes_away() {
        jdbc.execute("create index chip_attempt_by_state on chip_attempt (state)");
        jdbc.execute("alter table chip_attempt add constraint chip_attempt_counted check (attempt > 0)");
        jdbc.execute(
                "create table chip_attempt_copy_3_14 (card bigint primary key, batch varchar(64) references batch)");
        jdbc.update("insert into chip_attempt_copy_3_14 (card) values (99)");

        assertComesUp();
    }

    @Test
    void of_two_copies_one_becomes_the_table() {
        jdbc.execute("create table chip_attempt_copy_3_13 as select * from chip_attempt");
        leaveOnlyTheCopy("CHIP_ATTEMPT_COPY_3_14");

        assertComesUp();
    }

    @Test
    void a_table_that_others_refer_to_keeps_them() {
        jdbc.execute("create index chip_attempt_by_state on chip_attempt (state)");
        jdbc.execute("alter table chip_attempt add constraint chip_attempt_counted check (attempt > 0)");
        jdbc.execute("alter table batch rename constraint batch_source to BATCH_COPY_4_2_BATCH_SOURCE");
        jdbc.execute("alter table batch rename to BATCH_COPY_4_2");

        assertComesUp();
    }
}
