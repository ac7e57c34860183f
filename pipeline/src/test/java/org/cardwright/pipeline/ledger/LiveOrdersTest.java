package org.cardwright.pipeline.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cardwright.formats.bytes.ByteString;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What may not come again, wherever a migration was killed. */
class LiveOrdersTest {

    private static final String BATCH = "ab".repeat(32);
    private static final int STATEMENTS = 3;
    private static final List<String> DROPS = List.of(
            "alter table ordered_card drop constraint live_reference_once",
            "alter table ordered_card drop constraint live_card_once",
            "alter table ordered_card drop column live_reference",
            "alter table ordered_card drop column live_card");
    private static final ClassPathResource SCRIPT =
            new ClassPathResource("migration/V40__live_orders.sql", Migrations.class);

    @TempDir
    private Path folder;

    private DatabaseSettings settings = new DatabaseSettings("", "", "");
    private DriverManagerDataSource plain = new DriverManagerDataSource();
    private JdbcTemplate jdbc = new JdbcTemplate();

    /** Orders 1 and 2 live, 3 was refused. */
    @BeforeEach
    void make_a_home_of_version_35() {
        settings = DatabaseSettings.embedded(folder);
        plain = new DriverManagerDataSource(settings.url(), settings.user(), settings.password());
        Migrations.migrate(plain, true, "35");
        jdbc = new JdbcTemplate(plain);
        jdbc.update(
                "insert into batch (batch, issuer, source_sha256, layout, business_date, records, directory, state,"
                        + " taken_at) values (?, 'bank', ?, 'csv', '2026-11-22', 4, 'out', 'OPEN', 'now')",
                BATCH,
                BATCH);
        jdbc.update("insert into batch_number (batch, number) values (?, 1)", BATCH);
        live(jdbc, 1);
        live(jdbc, 2);
        jdbc.update(
                "insert into ordered_card (order_key, batch_number, record_number, order_reference, state)"
                        + " values (?, 1, 3, 'A-3', 'REJECTED')",
                new OrderKeys(1).of(3));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void a_home_whose_copy_was_killed_and_that_the_program_of_before_went_on_with_keeps_its_live_orders(int statements)
            throws IOException {
        script().subList(0, statements).forEach(jdbc::execute);
        jdbc.update("update ordered_card set live_card = null, live_reference = null where record_number = 2");
        live(jdbc, 4);

        assertLive("A-1", 1, "A-4", 4);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4})
    void a_home_that_was_killed_while_its_columns_went_keeps_its_live_orders(int statements) {
        Migrations.migrate(plain, true, "40");
        DROPS.subList(0, statements).forEach(jdbc::execute);

        assertLive("A-1", 1, "A-2", 2);
    }

    /** H2 takes a column away by copying the table: between the end of the table and the new name of the copy there is only the copy. */
    @Test
    void a_home_that_was_killed_inside_the_end_of_a_column_keeps_its_live_orders() {
        Migrations.migrate(plain, true, "40");
        DROPS.subList(0, 2).forEach(jdbc::execute);
        jdbc.execute("alter table ordered_card rename to ORDERED_CARD_COPY_9_9");

        assertLive("A-1", 1, "A-2", 2);
    }

    private void assertLive(String first, int firstCard, String second, int secondCard) {
        try (Database database = Database.open(settings)) {
            CardOrders orders = new CardOrders(database.dataSource());
            assertThat(orders.liveReferences(BATCH, List.of("A-1", "A-2", "A-3", "A-4")))
                    .containsExactlyInAnyOrder(first, second);
            assertThat(orders.liveCards(List.of(print(1), print(2), print(3), print(4))))
                    .isEqualTo(Map.of(print(firstCard), BATCH, print(secondCard), BATCH));
            assertThat(new LiveOrders(database.dataSource()).count(new OrderKeys(1)))
                    .isEqualTo(2);
            JdbcTemplate opened = new JdbcTemplate(database.dataSource());
            assertThat(opened.queryForList("select record_number from ordered_card order by order_key", Integer.class))
                    .startsWith(1, 2, 3);
            assertThat(opened.queryForList(
                            "select column_name from information_schema.columns where table_name = 'ORDERED_CARD'",
                            String.class))
                    .contains("ORDER_KEY")
                    .noneMatch(name -> name.toString().contains("LIVE"));
        }
    }

    private static void live(JdbcTemplate jdbc, int record) {
        jdbc.update(
                "insert into ordered_card (order_key, batch_number, record_number, order_reference, product, card_group,"
                        + " state, fingerprint, live_card, live_reference) values (?, 1, ?, ?, 'p', 'g', 'ACCEPTED', ?, ?, ?)",
                new OrderKeys(1).of(record),
                record,
                "A-" + record,
                print(record),
                LiveCard.of(print(record)),
                "1/A-" + record);
    }

    private static String print(int number) {
        return ByteString.repeat(number, 32).toHex();
    }

    private static List<String> script() throws IOException {
        String script = new String(SCRIPT.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        List<String> all = Stream.of(script.replaceAll("--.*", "").split(";"))
                .filter(statement -> !statement.isBlank())
                .toList();
        assertThat(all).hasSize(STATEMENTS);
        return all;
    }
}
