package org.cardwright.machine.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntFunction;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.chip.CardEnding;
import org.cardwright.machine.chip.CardEnding.Result;
import org.cardwright.machine.chip.CardEnding.Stage;
import org.cardwright.machine.chip.CardLog;
import org.junit.jupiter.api.Test;

/** Heads beside each other: who fails three times in a row works no more, and nothing is lost or made twice. */
class ChipLineTest {

    private static final LineRules RULES =
            LineRules.usual(Duration.ofSeconds(1)).withScrapLimit(new LineRules.ScrapLimit(100, 1));
    private static final CardLog NO_LOG = new CardLog(ByteString.EMPTY, 0, Optional.empty(), List.of(), 0, 0);

    @Test
    void three_failures_in_a_row_quarantine_a_head_and_the_others_go_on() {
        Batch batch = new Batch(20);
        Stock good = new Stock("good", 100);
        Stock foreign = new Stock("foreign", 100);
        LineReport report = new ChipLine(List.of(good, foreign), RULES).run(batch, (head, card, record, journal) -> {
            waitFor(head == good, foreign);
            return Batch.ending(head == good ? Result.GOOD : Result.FOREIGN);
        });
        assertThat(report.heads())
                .containsExactly(
                        report("good", HeadState.FINISHED, Result.GOOD, 20),
                        report("foreign", HeadState.QUARANTINED, Result.FOREIGN, 3));
        assertThat(report.stands()).isFalse();
        assertThat(batch.good).hasSize(20).doesNotHaveDuplicates();
        assertThat(foreign.rejects).isEqualTo(3);
        assertThat(foreign.given).hasValue(3);
    }

    /** The good head waits until the foreign one is out, so that both get their cards. */
    private static void waitFor(boolean isGood, Stock foreign) {
        while (isGood && foreign.given.get() < LineRules.USUAL_FAILURES) {
            Thread.onSpinWait();
        }
    }

    @Test
    void when_all_heads_are_quarantined_the_line_stands_and_every_record_waits() {
        Batch batch = new Batch(10);
        List<LineHead> heads = List.of(new Stock("a", 100), new Stock("b", 100));
        LineReport report =
                new ChipLine(heads, RULES).run(batch, (head, card, record, journal) -> Batch.ending(Result.FOREIGN));
        assertThat(report.stands()).isTrue();
        assertThat(batch.waiting).hasSize(10);
        assertThat(batch.good).isEmpty();
    }

    @Test
    void one_good_card_forgives_and_an_unfit_record_says_nothing_about_the_head() {
        IntFunction<Result> results = i -> i % 3 == 2 ? Result.GOOD : Result.REFUSED;
        int[] made = {0};
        Batch batch = new Batch(4);
        LineReport report = new ChipLine(List.of(new Stock("a", 100)), RULES)
                .run(batch, (head, card, record, journal) -> Batch.ending(results.apply(made[0]++)));
        assertThat(report.heads().get(0).state()).isEqualTo(HeadState.FINISHED);
        assertThat(report.heads().get(0).count(Result.REFUSED)).isEqualTo(8);
        assertThat(batch.good).hasSize(4);
        Batch unfit = new Batch(5);
        unfit.givesUpUnfit = true;
        LineReport others = new ChipLine(List.of(new Stock("a", 100)), RULES)
                .run(unfit, (head, card, record, journal) -> Batch.ending(Result.UNFIT));
        assertThat(others.heads()).containsExactly(report("a", HeadState.FINISHED, Result.UNFIT, 5));
    }

    @Test
    void an_unfit_record_that_cost_a_chip_is_a_failure_of_the_head() {
        CardEnding scrap = new CardEnding(Result.UNFIT, Stage.LOADING, "", true, NO_LOG);
        LineReport report = new ChipLine(List.of(new Stock("a", 100)), RULES)
                .run(new Batch(5), (head, card, record, journal) -> scrap);
        assertThat(report.heads()).containsExactly(report("a", HeadState.QUARANTINED, Result.UNFIT, 3));
    }

    @Test
    void a_head_without_cards_gives_its_record_back() {
        Batch batch = new Batch(5);
        LineReport report = new ChipLine(List.of(new Stock("a", 2)), RULES)
                .run(batch, (head, card, record, journal) -> Batch.ending(Result.GOOD));
        assertThat(report.heads()).containsExactly(report("a", HeadState.EMPTY, Result.GOOD, 2));
        assertThat(batch.waiting).hasSize(3);
    }

    @Test
    void what_is_wrong_outside_of_the_cards_stops_the_line() {
        ChipLine line = new ChipLine(List.of(new Stock("a", 9)), RULES);
        assertThatThrownBy(() -> line.run(new Batch(1), (head, card, record, journal) -> {
                    throw new IllegalArgumentException("module gone");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasRootCauseMessage("module gone");
    }

    /** What breaks at one head costs no card at another, and no other card is begun. */
    @Test
    void a_head_finishes_its_card_when_another_one_breaks() {
        Batch batch = new Batch(10);
        Stock whole = new Stock("whole", 9);
        CountDownLatch inCard = new CountDownLatch(1);
        CountDownLatch broken = new CountDownLatch(1);
        ChipLine line = new ChipLine(List.of(whole, new Stock("broken", 9)), RULES);
        assertThatThrownBy(() -> line.run(batch, (head, card, record, journal) -> {
                    if (head == whole) {
                        inCard.countDown();
                        pass(broken);
                        rest();
                        return Batch.ending(Result.GOOD);
                    }
                    pass(inCard);
                    broken.countDown();
                    throw new IllegalArgumentException("module gone");
                }))
                .hasRootCauseMessage("module gone");
        assertThat(batch.good).hasSize(1);
        assertThat(whole.given).hasValue(1);
    }

    @Test
    void a_line_that_is_stopped_begins_no_other_card() {
        Batch batch = new Batch(10);
        ChipLine line = new ChipLine(List.of(new Stock("a", 9)), RULES);
        LineReport report = line.run(batch, (head, card, record, journal) -> {
            line.stop();
            return Batch.ending(Result.GOOD);
        });
        assertThat(report.heads()).containsExactly(report("a", HeadState.FINISHED, Result.GOOD, 1));
        assertThat(batch.waiting).hasSize(9);
    }

    @Test
    void an_unfit_record_forgives_no_failure() {
        Batch batch = new Batch(9);
        batch.givesUpUnfit = true;
        int[] made = {0};
        LineReport report = new ChipLine(List.of(new Stock("a", 100)), RULES)
                .run(
                        batch,
                        (head, card, record, journal) ->
                                Batch.ending(made[0]++ % 2 == 0 ? Result.FOREIGN : Result.UNFIT));
        assertThat(report.heads().get(0).state()).isEqualTo(HeadState.QUARANTINED);
        assertThat(report.heads().get(0).count(Result.FOREIGN)).isEqualTo(3);
    }

    @Test
    void the_source_hears_that_a_card_has_left_after_it_did() {
        Batch batch = new Batch(5);
        Stock stock = new Stock("a", 9);
        List<Long> left = batch.left;
        List<Integer> known = new ArrayList<>();
        stock.ejecting = () -> known.add(left.size());
        LineReport report = new ChipLine(List.of(stock), RULES.withFirstArticles(1))
                .run(batch, (head, card, record, journal) -> Batch.ending(Result.GOOD));
        assertThat(report.ending()).isEqualTo("done");
        assertThat(known).as("said after each is out").containsExactly(0, 1, 2, 3, 4);
        assertThat(left).hasSize(5);
    }

    private static void pass(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException cut) {
            throw new IllegalStateException("a head was interrupted", cut);
        }
    }

    /** Long enough for the other head to end. */
    private static void rest() {
        try {
            Thread.sleep(300);
        } catch (InterruptedException cut) {
            throw new IllegalStateException("a head was interrupted", cut);
        }
    }

    /** A crash between the two leaves a card at its head that the ledger knows, never one among the good ones that it does not. */
    @Test
    void a_card_leaves_its_head_when_the_source_knows_its_end() {
        Batch batch = new Batch(2);
        Stock stock = new Stock("a", 9);
        List<Integer> known = new ArrayList<>();
        stock.ejecting = () -> known.add(batch.good.size());
        new ChipLine(List.of(stock), RULES).run(batch, (head, card, record, journal) -> Batch.ending(Result.GOOD));
        assertThat(known).containsExactly(1, 2);
    }

    private static HeadReport report(String name, HeadState state, Result result, int count) {
        return new HeadReport(name, state, Map.of(result, count));
    }
}
