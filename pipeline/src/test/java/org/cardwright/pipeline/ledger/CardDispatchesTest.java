package org.cardwright.pipeline.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cardwright.pipeline.ledger.ChipAttempts.State;
import org.cardwright.pipeline.ledger.StationCard.Said;
import org.cardwright.pipeline.ledger.StationJobs.Answer;
import org.cardwright.pipeline.ledger.StationJobs.Plan;
import org.cardwright.pipeline.ledger.StationJobs.Room;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** Only what chips and rooms have let go leaves; what has left is not made again; mailers are printed of nothing else. */
class CardDispatchesTest {

    private static final String BATCH = ChipFloor.GROUP.batch();
    private static final String GROUP = ChipFloor.GROUP.name();
    private static final List<Long> CARDS = List.of(1L, 2L, 3L);
    private static final Set<String> MAILERS = Set.of("mailers");
    private static final Room EMBOSSING = new Room("embossing", Optional.empty(), "embossing", 1);
    private static final Instant NOW = Instant.parse("2026-11-22T17:00:00Z");

    private ChipFloor floor;
    private StationJobs jobs;

    @BeforeEach
    void open() {
        floor = new ChipFloor();
        jobs = new StationJobs(new JdbcTransactionManager(floor.dataSource()), floor.seal, ChipFloor.CLOCK);
    }

    @AfterEach
    void close() {
        floor.close();
    }

    private CardDispatches at(Duration later) {
        return new CardDispatches(
                new JdbcTransactionManager(floor.dataSource()),
                floor.audit,
                floor.seal,
                Clock.offset(ChipFloor.CLOCK, later));
    }

    private static CardRoute chips(String... rooms) {
        return new CardRoute(GROUP, CARDS, Set.of(rooms), CardRoute.Made.ON_CHIP);
    }

    private CardDispatches.Sent sent(Duration later, CardRoute route) {
        return at(later).confirm(BATCH, List.of(route), MAILERS, "ada");
    }

    private static Room mailers(Instant leftBy) {
        return new Room("mailers", Optional.empty(), "mailers", 1, new DispatchRule.Mails(Optional.of(leftBy)));
    }

    private List<Long> taken(String machine, Room room) {
        return jobs.plan(new Plan(BATCH, machine, "F0".repeat(32), GROUP, room), CARDS, 9)
                .map(job ->
                        jobs.cards(job).stream().map(card -> card.of().card()).toList())
                .orElse(List.of());
    }

    private void answer(StationCard.State... states) {
        StationJob job = jobs.open(BATCH, "embosser").orElseThrow();
        jobs.complete(job.name(), "0F".repeat(32));
        jobs.handed(job.name());
        for (int i = 0; i < states.length; i++) {
            jobs.answered(job.name(), List.of(new Answer(i + 1, states[i], Said.NOTHING)));
        }
    }

    private static void refused(ThrowingCallable asked, String because) {
        assertThatThrownBy(asked).isInstanceOf(WrongUsageException.class).hasMessageContaining(because);
    }

    @Test
    void nothing_leaves_that_nobody_has_made() {
        refused(() -> sent(Duration.ZERO, chips()), "no card of the batch can leave: 0 have left before; 3 on no chip");
        refused(
                () -> sent(Duration.ZERO, new CardRoute(GROUP, CARDS, Set.of(), CardRoute.Made.BY_ROOMS)),
                "3 in group visa-blue, which no chip and no machine of this home makes");
        assertThat(at(Duration.ZERO).of(BATCH)).isEmpty();
        floor.jdbc().update("update batch set state = 'OPEN'");
        refused(() -> sent(Duration.ZERO, chips()), "has not closed this batch");
    }

    /** 497 of 500 cards leave, three are made days later: their mailers wait for their own day. */
    @Test
    void a_card_that_is_made_later_leaves_later_and_so_does_its_mailer() {
        floor.atDesk(1, State.GOOD);
        floor.atDesk(3, State.GOOD);
        floor.atDesk(2, State.UNKNOWN);
        CardDispatches.Sent first = sent(Duration.ZERO, chips());
        assertThat(first).isEqualTo(new CardDispatches.Sent(NOW, 2, 0, Map.of("on no chip", 1)));
        floor.atDesk(2, State.GOOD);

        assertThat(taken("printer", mailers(NOW.minusSeconds(1)))).isEmpty();
        assertThat(taken("printer", mailers(NOW))).containsExactly(1L, 3L);
        CardDispatches.Sent second = sent(Duration.ofDays(2), chips());
        assertThat(second).isEqualTo(new CardDispatches.Sent(NOW.plus(Duration.ofDays(2)), 1, 2, Map.of()));
        assertThat(taken("printer-2", mailers(NOW.plus(Duration.ofDays(1))))).isEmpty();
        assertThat(taken("printer-2", mailers(NOW.plus(Duration.ofDays(2))))).containsExactly(2L);
        refused(() -> sent(Duration.ofDays(3), chips()), "3 have left before");
        assertThat(at(Duration.ZERO).of(BATCH))
                .extracting(CardDispatch::first, CardDispatch::last, CardDispatch::confirmedBy)
                .containsExactly(tuple(1L, 1L, "ada"), tuple(2L, 2L, "ada"), tuple(3L, 3L, "ada"));
    }

    /** A group that others make keeps the other groups of its batch from nothing. */
    @Test
    void cards_of_a_group_that_others_make_stay_and_the_rest_leaves() {
        floor.atDesk(1, State.GOOD);
        CardRoute own = new CardRoute(GROUP, List.of(1L), Set.of(), CardRoute.Made.ON_CHIP);
        CardRoute foreign = new CardRoute("visa-red", List.of(4L), Set.of(), CardRoute.Made.BY_ROOMS);
        assertThat(at(Duration.ZERO).confirm(BATCH, List.of(own, foreign), MAILERS, "ada"))
                .isEqualTo(new CardDispatches.Sent(
                        NOW, 1, 0, Map.of("in group visa-red, which no chip and no machine of this home makes", 1)));
    }

    @Test
    void a_card_in_a_head_or_on_a_chip_without_an_end_stays() {
        floor.atDesk(1, State.STARTED);
        ChipRun run = floor.begin();
        floor.made(run, State.GOOD);
        refused(
                () -> sent(Duration.ZERO, chips()),
                "2 in a head, or nobody knows what became of its chip; 1 on no chip");
    }

    @Test
    void a_card_that_a_room_has_or_holds_stays_and_never_gets_a_mailer() {
        CardRoute embossed = new CardRoute(GROUP, CARDS, Set.of("embossing"), CardRoute.Made.BY_ROOMS);
        assertThat(taken("embosser", EMBOSSING)).containsExactly(1L, 2L, 3L);
        refused(() -> sent(Duration.ZERO, embossed), "3 not let go by room embossing");
        answer(StationCard.State.OK, StationCard.State.UNKNOWN, StationCard.State.REJECT);
        CardRoute encoded = new CardRoute(GROUP, CARDS, Set.of("embossing", "encoding"), CardRoute.Made.BY_ROOMS);
        refused(() -> sent(Duration.ZERO, encoded), "2 not let go by room embossing; 1 not let go by room encoding");
        assertThat(sent(Duration.ZERO, embossed).staying()).isEqualTo(Map.of("not let go by room embossing", 2));
        assertThat(taken("printer", mailers(NOW.plus(Duration.ofDays(99))))).containsExactly(1L);
    }

    @Test
    void a_card_that_has_left_goes_to_no_machine_and_onto_no_chip() {
        floor.atDesk(1, State.GOOD);
        sent(Duration.ZERO, chips());
        Room later = new Room("engraving", Optional.empty(), "engraving", 1);
        assertThat(taken("laser", later)).containsExactly(2L, 3L);
        refused(() -> floor.atDesk(1, State.GOOD), "the card has left the house");
    }

    @Test
    void a_card_that_two_persons_let_be_made_again_does_not_leave() {
        floor.atDesk(1, State.GOOD);
        floor.atDesk(2, State.GOOD);
        floor.duplicate("A-2");
        assertThat(sent(Duration.ZERO, chips()).staying())
                .isEqualTo(Map.of("made again in another batch", 1, "on no chip", 1));
    }

    @Test
    void what_the_database_says_behind_the_back_of_the_program_is_not_believed() {
        floor.atDesk(1, State.GOOD);
        sent(Duration.ZERO, chips());
        floor.jdbc().update("update card_dispatch set last_card = 3");
        assertThatThrownBy(() -> taken("printer", mailers(NOW)))
                .isInstanceOf(NotReconciledException.class)
                .hasMessageContaining("not as this program wrote it");
        floor.jdbc().update("delete from card_dispatch");
        assertThatThrownBy(() -> taken("printer", mailers(NOW)))
                .isInstanceOf(NotReconciledException.class)
                .hasMessageContaining("0 cards of the batch that have left, the audit 1");
    }

    /** Where clocks are put back a day has 25 hours, and both of its ends are one day. */
    @Test
    void a_mailer_waits_longer_than_any_day_has() {
        assertThat(CardDispatch.wait(1)).isEqualTo(Duration.ofHours(25));
        assertThat(CardDispatch.wait(2)).isEqualTo(Duration.ofHours(49));
        assertThat(new DispatchRule.Mails(Optional.empty()).admits(Optional.empty()))
                .isTrue();
        assertThat(new DispatchRule.Makes().admits(Optional.empty())).isTrue();
    }
}
