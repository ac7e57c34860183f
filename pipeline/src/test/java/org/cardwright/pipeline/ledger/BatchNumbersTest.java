package org.cardwright.pipeline.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.Screened;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class BatchNumbersTest {

    private static final String FIRST = "ab".repeat(32);
    private static final String SECOND = "cd".repeat(32);
    private static final String THIRD = "ef".repeat(32);
    private static final String FOURTH = "fe".repeat(32);
    private static final int STATEMENTS = 13;
    private static final ClassPathResource SCRIPT =
            new ClassPathResource("migration/V26__batch_numbers.sql", Migrations.class);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13})
    void a_home_of_version_22_keeps_its_orders_wherever_an_earlier_attempt_was_killed(int statements)
            throws IOException {
        DatabaseSettings settings = DatabaseSettings.embedded(folder);
        DriverManagerDataSource plain =
                new DriverManagerDataSource(settings.url(), settings.user(), settings.password());
        Migrations.migrate(plain, true, "22");
        JdbcTemplate jdbc = new JdbcTemplate(plain);
        Stream.of(FIRST, SECOND).forEach(batch -> insertBatch(jdbc, batch));
        insertOrder(jdbc, FIRST, 1, "GOOD");
        jdbc.update(
                "insert into card_order (batch, record_number, order_reference, state, rule, field, detail)"
                        + " values (?, 2, 'A-2', 'REJECTED', 'R-101', 'PAN', 'x')",
                FIRST);
        insertOrder(jdbc, SECOND, 3, "ACCEPTED");
        script().subList(0, statements).forEach(jdbc::execute);
        boolean wentOn = statements < STATEMENTS;
        if (wentOn) {
            // the program of before, which still finds its table
            insertBatch(jdbc, THIRD);
            insertOrder(jdbc, THIRD, 4, "GOOD");
        }

        try (Database again = Database.open(settings)) {
            assertThatThrownBy(() -> jdbc.execute("select * from card_order"))
                    .isInstanceOf(BadSqlGrammarException.class);
            assertMoved(again);
            assertThat(new CardOrders(again.dataSource()).liveCards(List.of(print(4))))
                    .isEqualTo(wentOn ? Map.of(print(4), THIRD) : Map.of());
            insertBatch(new JdbcTemplate(again.dataSource()), FOURTH);
            assertThat(new BatchNumbers(again.dataSource()).assigned(FOURTH)).isEqualTo(new OrderKeys(wentOn ? 4 : 3));
        }
    }

    private static void assertMoved(Database database) {
        CardOrders orders = new CardOrders(database.dataSource());
        assertThat(orders.liveCards(List.of(print(1), print(2), print(3))))
                .containsOnly(Map.entry(print(1), FIRST), Map.entry(print(3), SECOND));
        assertThat(orders.accounted(FIRST).find("A-1"))
                .map(AccountedCards.AccountedCard::card)
                .contains(new AccountedCards.Fingerprint(print(1), 1));
        assertThat(orders.accounted(SECOND).find("A-1")).isEmpty();
        assertThat(orders.rejects(FIRST))
                .extracting(Screened.Rejected::recordNumber)
                .containsExactly(2);
        Ledger ledger = new Ledger(database.dataSource());
        assertThat(ledger.orders(FIRST)).isEqualTo(new BatchCounts(2, 1, 1, 0, 0));
        assertThat(ledger.orders(SECOND)).isEqualTo(new BatchCounts(1, 1, 0, 0, 0));
    }

    private static List<String> script() throws IOException {
        String script = new String(SCRIPT.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        List<String> statements = Stream.of(script.replaceAll("--.*", "").split(";"))
                .filter(statement -> !statement.isBlank())
                .toList();
        assertThat(statements).hasSize(STATEMENTS);
        return statements;
    }

    @Test
    void a_batch_has_one_number_from_its_first_row_on_and_the_next_one_the_next() {
        Database database = EmptyLedger.database();
        JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
        insertBatch(jdbc, FIRST);
        insertBatch(jdbc, SECOND);
        BatchNumbers numbers = new BatchNumbers(database.dataSource());

        assertThat(numbers.of(FIRST).number()).isZero();
        assertThat(numbers.assigned(FIRST)).isEqualTo(new OrderKeys(1)).isEqualTo(numbers.assigned(FIRST));
        assertThat(numbers.assigned(SECOND)).isEqualTo(new OrderKeys(2)).isEqualTo(numbers.of(SECOND));
        assertThat(numbers.of(FIRST).last()).isLessThan(numbers.of(SECOND).first());
    }

    @Test
    void a_row_belongs_to_the_batch_and_record_that_its_key_says() {
        Database database = EmptyLedger.database();
        JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
        insertBatch(jdbc, FIRST);
        OrderKeys keys = new BatchNumbers(database.dataSource()).assigned(FIRST);
        String insert = "insert into ordered_card (order_key, batch_number, record_number, order_reference, state)"
                + " values (?, ?, ?, 'A-1', 'HELD')";

        assertThatThrownBy(() -> jdbc.update(insert, keys.of(2), keys.number(), 1))
                .isInstanceOf(DataIntegrityViolationException.class);
        assertThatThrownBy(() -> jdbc.update(insert, new OrderKeys(7).of(1), keys.number(), 1))
                .isInstanceOf(DataIntegrityViolationException.class);
        assertThatThrownBy(() -> jdbc.update(insert, new OrderKeys(7).of(1), 7, 1))
                .isInstanceOf(DataIntegrityViolationException.class);
        assertThat(jdbc.update(insert, keys.of(1), keys.number(), 1)).isEqualTo(1);
    }

    private static String print(int number) {
        return ByteString.repeat(number, 32).toHex();
    }

    private static void insertBatch(JdbcTemplate jdbc, String batch) {
        jdbc.update(
                "insert into batch (batch, issuer, source_sha256, layout, business_date, records, directory, state,"
                        + " taken_at) values (?, 'bank', ?, 'csv', '2026-11-22', 2, 'out', 'OPEN', ?)",
                batch,
                batch,
                batch.substring(0, 2));
    }

    private static void insertOrder(JdbcTemplate jdbc, String batch, int record, String state) {
        jdbc.update(
                "insert into card_order (batch, record_number, order_reference, product, card_group, state, record_index,"
                        + " fingerprint, live_fingerprint, live_reference) values (?, ?, ?, 'p', 'g', ?, 1, ?, ?, ?)",
                batch,
                record,
                "A-" + record,
                state,
                print(record),
                print(record),
                batch + "/A-" + record);
    }
}
