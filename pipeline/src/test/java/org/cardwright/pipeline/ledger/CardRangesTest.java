package org.cardwright.pipeline.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** What cards have reached together: a card is good once, only when it was prepared, and one row says so of a whole batch. */
class CardRangesTest {

    private static final Run RUN = new Run("ab".repeat(32), "token");
    private static final int PREPARED = 10;

    private Database database;
    private JdbcTemplate jdbc;
    private CardOrders orders;
    private CardRanges ranges;

    @BeforeEach
    void prepare_ten_cards_of_twelve_orders() {
        database = Database.open(new DatabaseSettings("jdbc:h2:mem:" + UUID.randomUUID(), "sa", ""));
        jdbc = new JdbcTemplate(database.dataSource());
        orders = new CardOrders(database.dataSource());
        ranges = new CardRanges(database.dataSource());
        jdbc.update(
                "insert into batch (batch, issuer, source_sha256, layout, business_date, records, directory, state,"
                        + " taken_at) values (?, 'bank', 'AB', 'csv', '2026-11-23', 12, 'out', 'OPEN', 'now')",
                RUN.batch());
        orders.accept(
                RUN,
                IntStream.rangeClosed(1, PREPARED + 2)
                        .mapToObj(i -> new CardOrders.Candidate(i, "A-" + i, "p/1", "p", print(i), Attempt.FIRST))
                        .toList());
        orders.prepared(
                RUN,
                IntStream.rangeClosed(1, PREPARED)
                        .mapToObj(i -> new CardOrders.Prepared(i, Set.of()))
                        .toList(),
                1);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static String print(int number) {
        return String.format(Locale.ROOT, "%02X", number).repeat(32);
    }

    private boolean isGood(int order) {
        return orders.accounted(RUN.batch()).find("A-" + order).orElseThrow().good();
    }

    @Test
    void cards_that_follow_each_other_have_one_row_whatever_the_chunks_were() {
        orders.made(RUN, List.of(1, 2, 3));
        orders.made(RUN, List.of(7, 8));
        assertThat(ranges.of(1, CardRanges.Standing.GOOD))
                .containsExactly(new NumberRange(1, 3), new NumberRange(7, 8));
        assertThat(isGood(3)).isTrue();
        assertThat(isGood(4)).isFalse();

        orders.made(RUN, List.of(4, 5, 6));

        assertThat(ranges.of(1, CardRanges.Standing.GOOD)).containsExactly(new NumberRange(1, 8));
        assertThat(ranges.of(1, CardRanges.Standing.VERIFIED)).isEmpty();
        assertThat(isGood(4)).isTrue();
        assertThat(isGood(9)).isFalse();
    }

    @Test
    void a_card_is_good_once() {
        orders.made(RUN, List.of(1, 2));

        assertThatThrownBy(() -> orders.made(RUN, List.of(2, 3)))
                .isInstanceOf(NotReconciledException.class)
                .hasMessage("a card is GOOD a second time");
        assertThat(isGood(3)).isFalse();
    }

    @Test
    void a_card_that_was_not_prepared_is_not_good() {
        assertThatThrownBy(() -> orders.made(RUN, List.of(10, 11)))
                .isInstanceOf(NotReconciledException.class)
                .hasMessage("account: 2 orders, rows changed 1");
        jdbc.update("update ordered_card set state = 'HELD' where record_index = 5");
        assertThatThrownBy(() -> orders.made(RUN, List.of(4, 5, 6))).isInstanceOf(NotReconciledException.class);
        orders.made(RUN, List.of(1, 2, 3));
        jdbc.update("update ordered_card set state = 'HELD' where record_index = 2");
        assertThat(isGood(2)).isFalse();
    }

    @Test
    void a_row_of_before_says_so_itself() {
        jdbc.update("update ordered_card set state = 'GOOD' where record_index = 4");

        assertThat(isGood(4)).isTrue();
        assertThatThrownBy(() -> orders.made(RUN, List.of(4))).isInstanceOf(NotReconciledException.class);
        assertThat(new RemadeOrders(database.dataSource()).made(print(4)))
                .hasValueSatisfying(made -> assertThat(made.order()).isEqualTo("A-4"));
        assertThat(new RemadeOrders(database.dataSource()).made(print(5))).isEmpty();
    }
}
