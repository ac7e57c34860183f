package org.cardwright.machine.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.cardwright.machine.chip.CardEnding.Result;
import org.junit.jupiter.api.Test;

/** When a line goes on, when it waits, and when it stops. */
class LineRulesTest {

    private static final LineRules RULES =
            LineRules.usual(Duration.ofSeconds(1)).withScrapLimit(new LineRules.ScrapLimit(100, 1));

    @Test
    void the_first_cards_are_made_alone_and_the_line_stops_when_one_is_not_good() {
        Batch batch = new Batch(10);
        AtomicInteger made = new AtomicInteger();
        LineReport report = new ChipLine(
                        List.of(new Stock("a", 9), new Stock("b", 9), new Stock("c", 9)), RULES.withFirstArticles(2))
                .run(
                        batch,
                        (head, card, record, journal) ->
                                Batch.ending(made.incrementAndGet() == 2 ? Result.REFUSED : Result.GOOD));
        assertThat(made).hasValue(2);
        assertThat(report.ending()).isEqualTo("a first article failed: REFUSED in DONE");
        assertThat(batch.waiting).hasSize(9);
        Batch whole = new Batch(10);
        LineReport other = new ChipLine(List.of(new Stock("a", 20), new Stock("b", 20)), RULES.withFirstArticles(2))
                .run(whole, (head, card, record, journal) -> Batch.ending(Result.GOOD));
        assertThat(other.ending()).isEqualTo("done");
        assertThat(whole.good).hasSize(10);
    }

    /** A blank of another stock says nothing about the product: another head gets the record. */
    @Test
    void a_foreign_card_is_no_first_article() {
        Batch batch = new Batch(4);
        Stock foreign = new Stock("foreign", 9);
        Stock good = new Stock("good", 9);
        LineReport report = new ChipLine(List.of(foreign, good), RULES.withFirstArticles(1))
                .run(batch, (head, card, record, journal) -> Batch.ending(head == good ? Result.GOOD : Result.FOREIGN));
        assertThat(batch.good).hasSize(4);
        assertThat(report.stopped()).isEmpty();
    }

    /** Nothing is sent to a card whose answer to reset is that of another chip, and three of them are wrong stock. */
    @Test
    void a_card_of_another_chip_goes_back_before_its_first_command() {
        Batch batch = new Batch(4);
        Stock other = new Stock("other", 9).answering("its answer to reset 3B00 is none of the lot");
        List<Result> made = new ArrayList<>();
        LineReport report = new ChipLine(List.of(other), RULES).run(batch, (head, card, record, journal) -> {
            made.add(Result.GOOD);
            return Batch.ending(Result.GOOD);
        });
        assertThat(made).isEmpty();
        assertThat(report.heads().get(0).state()).isEqualTo(HeadState.QUARANTINED);
        assertThat(report.count(Result.FOREIGN)).isEqualTo(3);
        assertThat(batch.taken).as("counted when the head gets them").isEqualTo(3);
        assertThat(batch.good).isEmpty();
    }

    @Test
    void too_many_spoiled_chips_stop_the_line() {
        AtomicInteger made = new AtomicInteger();
        Batch batch = new Batch(100);
        LineReport report = new ChipLine(
                        List.of(new Stock("a", 200)), RULES.withScrapLimit(new LineRules.ScrapLimit(25, 8)))
                .run(
                        batch,
                        (head, card, record, journal) ->
                                Batch.ending(made.incrementAndGet() % 3 == 0 ? Result.REFUSED : Result.GOOD));
        assertThat(report.ending()).isEqualTo("of 9 chips 3 are spoiled");
        assertThat(batch.taken).isEqualTo(9);
        assertThat(batch.good).hasSize(6);
    }

    /** One head has no card left when it brings its record back: the other one has waited for that, and makes it. */
    @Test
    void a_head_waits_for_what_others_may_bring_back() {
        Batch batch = new Batch(2);
        Stock bad = new Stock("bad", 1);
        Stock good = new Stock("good", 9);
        CountDownLatch both = new CountDownLatch(2);
        LineReport report = new ChipLine(List.of(bad, good), RULES).run(batch, (head, card, record, journal) -> {
            both.countDown();
            while (both.getCount() > 0) {
                Thread.onSpinWait();
            }
            if (head == bad) {
                rest();
            }
            return Batch.ending(head == bad ? Result.REFUSED : Result.GOOD);
        });
        assertThat(batch.good).containsExactlyInAnyOrder(1L, 2L);
        assertThat(bad.given).hasValue(1);
        assertThat(report.count(Result.GOOD)).isEqualTo(2);
    }

    /** A card that comes while the line is stopping is untouched, and counted. */
    @Test
    void a_line_that_is_stopped_sends_a_card_that_comes_back() {
        Batch batch = new Batch(5);
        Stock stock = new Stock("a", 9);
        ChipLine[] line = new ChipLine[1];
        stock.coming = () -> line[0].stop();
        line[0] = new ChipLine(List.of(stock), RULES);
        LineReport report = line[0].run(batch, (head, card, record, journal) -> {
            throw new IllegalStateException("no card is made");
        });
        assertThat(report.ending()).isEqualTo("stopped");
        assertThat(stock.rejects).isEqualTo(1);
        assertThat(batch.waiting).hasSize(5);
    }

    @Test
    void somebody_hears_of_every_card_above_its_budget() {
        List<Long> slow = new ArrayList<>();
        ChipLine line = new ChipLine(
                List.of(new Stock("a", 9)),
                RULES.withBudget(Duration.ofMillis(100)),
                (head, index, time) -> slow.add(index));
        AtomicInteger made = new AtomicInteger();
        LineReport report = line.run(new Batch(3), (head, card, record, journal) -> {
            if (made.incrementAndGet() == 2) {
                rest();
            }
            return Batch.ending(Result.GOOD);
        });
        assertThat(slow).contains(2L);
        assertThat(report.times().slow()).isEqualTo(slow.size());
        assertThat(report.times().percentile(100)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
        assertThat(report.times().percentile(1)).isLessThan(report.times().percentile(100));
    }

    private static void rest() {
        try {
            Thread.sleep(300);
        } catch (InterruptedException cut) {
            throw new IllegalStateException("a head was interrupted", cut);
        }
    }
}
