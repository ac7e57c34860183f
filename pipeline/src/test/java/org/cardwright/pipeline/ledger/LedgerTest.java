package org.cardwright.pipeline.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.CardChannel;
import org.cardwright.formats.card.RejectReason;
import org.cardwright.formats.card.Screened;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the ledger refuses: every lost, invented or doubled card, and every run that is not the current one. */
class LedgerTest {

    private static final String BATCH = "ab".repeat(32);

    private Database database;
    private Ledger ledger;
    private CardOrders orders;
    private BatchRegister register;
    private Run run;

    @BeforeEach
    void take_a_batch_of_four_orders() {
        database = Database.open(new DatabaseSettings("jdbc:h2:mem:" + UUID.randomUUID(), "sa", ""));
        ledger = new Ledger(database.dataSource());
        orders = new CardOrders(database.dataSource());
        register = new BatchRegister(database.dataSource());
        register.insert(TakenBatch.of(BATCH, "01", 7, 4));
        run = register.takeOver(BATCH);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static CardOrders.Candidate candidate(int recordNumber) {
        return new CardOrders.Candidate(
                recordNumber, "A-" + recordNumber, "debit/1", "debit", print(recordNumber), Attempt.FIRST);
    }

    private static String print(int number) {
        return ByteString.repeat(number, 32).toHex();
    }

    private static Screened.Rejected rejected(int recordNumber) {
        return new Screened.Rejected(recordNumber, "A-" + recordNumber, "PAN", RejectReason.PAN_SHAPE);
    }

    private void takeThreeAndRejectOne() {
        orders.accept(run, List.of(candidate(1), candidate(2), candidate(3)));
        orders.reject(run, List.of(rejected(4)));
        ledger.record(run, StepName.INTAKE, HandOver.of(3, 1), Position.START.with("source.records", 4));
    }

    private static CardOrders.Prepared prepared(int recordNumber) {
        return new CardOrders.Prepared(recordNumber, Set.of(CardChannel.CHIP));
    }

    @Test
    void accepts_a_step_whose_counts_agree_everywhere() {
        takeThreeAndRejectOne();

        ledger.reconcile(run, StepName.INTAKE);
        ledger.close(run, StepName.INTAKE, 3);

        Ledger.Account account = ledger.account(BATCH, StepName.INTAKE);
        assertThat(account.closed()).isTrue();
        assertThat(account.counts()).isEqualTo(new BatchCounts(4, 3, 1, 0, 0));
        assertThat(account.position().get("source.records")).isEqualTo(4);
        assertThat(ledger.expected(BATCH, StepName.PREPARE)).isEqualTo(3);
    }

    @Test
    void refuses_a_hand_over_that_loses_a_card() {
        assertThatThrownBy(() -> new HandOver(4, 2, 1, 0, 0)).isInstanceOf(NotReconciledException.class);
        assertThatThrownBy(() -> new JdbcTemplate(database.dataSource())
                        .update("insert into hand_over values (?, 'intake', 1, 4, 2, 1, 0, 0)", BATCH))
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    @Test
    void refuses_a_step_that_leaves_fewer_records_on_disk_than_it_handed_over() {
        takeThreeAndRejectOne();

        assertThatThrownBy(() -> ledger.close(run, StepName.INTAKE, 2))
                .isInstanceOf(NotReconciledException.class)
                .hasMessage("step intake: good 3, found on disk 2");
        assertThat(ledger.account(BATCH, StepName.INTAKE).closed()).isFalse();
    }

    @Test
    void refuses_a_step_that_took_fewer_orders_than_were_announced() {
        orders.accept(run, List.of(candidate(1), candidate(2), candidate(3)));
        ledger.record(run, StepName.INTAKE, HandOver.of(3, 0), Position.START);

        assertThatThrownBy(() -> ledger.reconcile(run, StepName.INTAKE)).isInstanceOf(NotReconciledException.class);
    }

    @Test
    void refuses_a_step_whose_hand_overs_and_rows_differ() {
        orders.accept(run, List.of(candidate(1), candidate(2)));
        orders.reject(run, List.of(rejected(3), rejected(4)));
        ledger.record(run, StepName.INTAKE, HandOver.of(3, 1), Position.START);

        assertThatThrownBy(() -> ledger.reconcile(run, StepName.INTAKE)).isInstanceOf(NotReconciledException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "delete from live_order where reference = '1/A-2'",
                "insert into live_order (order_key, reference) values (4294967300, '1/A-4')"
            })
    void refuses_orders_that_may_come_again_although_they_are_made_and_those_that_are_refused_and_may_not(
            String damage) {
        takeThreeAndRejectOne();
        new JdbcTemplate(database.dataSource()).update(damage);

        assertThatThrownBy(() -> ledger.reconcile(run, StepName.INTAKE))
                .isInstanceOf(NotReconciledException.class)
                .hasMessageStartingWith("step intake: live orders ");
    }

    @Test
    void an_accepted_order_that_does_not_live_is_not_refused_silently() {
        takeThreeAndRejectOne();
        new JdbcTemplate(database.dataSource()).update("delete from live_order where reference = '1/A-2'");

        assertThatThrownBy(() -> orders.rejectAccepted(run, List.of(rejected(2))))
                .isInstanceOf(NotReconciledException.class)
                .hasMessage("reject: 1 orders, rows changed 0");
    }

    @Test
    void refuses_a_hand_over_behind_the_end_of_a_step() {
        takeThreeAndRejectOne();
        ledger.close(run, StepName.INTAKE, 3);

        assertThatThrownBy(() -> ledger.record(run, StepName.INTAKE, HandOver.of(1, 0), Position.START))
                .isInstanceOf(NotReconciledException.class);
    }

    @Test
    void refuses_to_change_an_order_twice() {
        takeThreeAndRejectOne();
        orders.prepared(run, List.of(prepared(1), prepared(2)), 1);

        assertThatThrownBy(() -> orders.prepared(run, List.of(prepared(2), prepared(3)), 3))
                .isInstanceOf(NotReconciledException.class);
        assertThatThrownBy(() -> orders.rejectAccepted(run, List.of(rejected(4))))
                .isInstanceOf(NotReconciledException.class);
        assertThatThrownBy(() -> orders.made(run, List.of(9))).isInstanceOf(NotReconciledException.class);
    }

    @Test
    void indexes_follow_the_orders_that_are_made_around_those_that_are_not() {
        orders.accept(run, List.of(candidate(1), candidate(2), candidate(4), candidate(5)));
        orders.reject(run, List.of(rejected(3)));
        CardOrders.Prepared other = new CardOrders.Prepared(5, Set.of(CardChannel.CHIP, CardChannel.PIN));

        orders.prepared(run, List.of(prepared(1), prepared(2), prepared(4), other), 11);

        assertThat(new JdbcTemplate(database.dataSource())
                        .queryForList(
                                "select record_number || ' ' || record_index || ' ' || pin_qc from ordered_card"
                                        + " where state = 'PREPARED' order by record_number",
                                String.class))
                .containsExactly("1 11 NOT_APPLICABLE", "2 12 NOT_APPLICABLE", "4 13 NOT_APPLICABLE", "5 14 MADE");
        orders.made(run, List.of(11, 12, 13, 14));
        assertThat(ledger.orders(BATCH)).isEqualTo(new BatchCounts(5, 4, 1, 0, 0));
        assertThat(orders.accounted(BATCH).find("A-4")).hasValueSatisfying(card -> {
            assertThat(card.recordIndex()).isEqualTo(13);
            assertThat(card.good()).isTrue();
        });
    }

    @Test
    void a_card_lives_once_over_all_batches_until_it_is_rejected() {
        takeThreeAndRejectOne();
        String other = "cd".repeat(32);
        register.insert(TakenBatch.of(other, "02", 8, 1));
        Run otherRun = register.takeOver(other);

        assertThat(orders.liveCards(List.of(print(1), print(9)))).containsOnly(Map.entry(print(1), BATCH));
        assertThatThrownBy(() -> orders.accept(otherRun, List.of(candidate(1))))
                .isInstanceOf(DataIntegrityViolationException.class);

        orders.rejectAccepted(run, List.of(rejected(1)));
        orders.accept(otherRun, List.of(candidate(1)));
        assertThat(orders.liveCards(List.of(print(1)))).containsValue(other);
    }

    @Test
    void lets_only_the_current_run_work_and_nobody_after_the_end() {
        Run newer = register.takeOver(BATCH);

        assertThatThrownBy(() -> ledger.claim(run)).isInstanceOf(RunLostException.class);
        assertThatThrownBy(() -> register.close(run)).isInstanceOf(RunLostException.class);
        ledger.claim(newer);
        register.close(newer);
        assertThatThrownBy(() -> ledger.claim(newer)).isInstanceOf(RunLostException.class);
        assertThat(register.find(BATCH).orElseThrow().dataKey()).isEmpty();
    }

    @Test
    void says_why_a_sequence_number_cannot_be_used() {
        assertThat(register.sequenceRefusal("bank", 8)).isEmpty();
        assertThat(register.sequenceRefusal("another bank", 3)).isEmpty();
        for (long number : List.of(7L, 6L, 9L)) {
            assertThat(register.sequenceRefusal("bank", number).orElseThrow()).contains(BATCH);
        }
    }
}
