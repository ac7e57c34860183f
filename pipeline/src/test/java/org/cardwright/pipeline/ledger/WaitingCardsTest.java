package org.cardwright.pipeline.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.cardwright.pipeline.ledger.ChipAttempts.State;
import org.cardwright.pipeline.ledger.ChipRun.Task;
import org.cardwright.pipeline.ledger.ChipSheet.HeadLine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

/** Cards that are on no chip have a name and a reason. */
class WaitingCardsTest {

    private final ChipFloor floor = new ChipFloor();

    @AfterEach
    void close() {
        floor.close();
    }

    private List<WaitingCard> waiting() {
        return floor.runs.standing(ChipFloor.GROUP, ChipFloor.TERMS.limit(), attempt -> {});
    }

    @Test
    void before_any_run_every_card_is_open() {
        assertThat(waiting())
                .containsExactly(
                        new WaitingCard(1, WaitingCard.State.OPEN, ""),
                        new WaitingCard(2, WaitingCard.State.OPEN, ""),
                        new WaitingCard(3, WaitingCard.State.OPEN, ""));
    }

    @Test
    void what_a_run_held_is_named_with_its_reason_until_the_next_run() {
        ChipRun run = floor.begin();
        Task unfit = floor.taken(run);
        run.unfit(unfit, ChipFloor.HEAD, "UNFIT in PLANNING: no transport key");
        floor.made(run, State.GOOD);
        floor.made(run, State.REFUSED);
        run.finish("done");
        assertThat(floor.sheet().now()).isEqualTo(new ChipCount(3, 1, 1, 0, 1));
        assertThat(waiting())
                .containsExactly(
                        new WaitingCard(1, WaitingCard.State.HELD, "UNFIT in PLANNING: no transport key"),
                        new WaitingCard(3, WaitingCard.State.OPEN, "1 chips spoiled"));
        assertThat(floor.runs.ahead(ChipFloor.GROUP, ChipFloor.TERMS.limit()))
                .as("as the next run begins")
                .containsExactly(
                        new WaitingCard(1, WaitingCard.State.OPEN, ""),
                        new WaitingCard(3, WaitingCard.State.OPEN, "1 chips spoiled"));
        ChipRun next = floor.begin();
        assertThat(next.next()).map(Task::card).as("it is tried again").contains(1L);
        assertThat(waiting().get(0).state()).isEqualTo(WaitingCard.State.OPEN);
    }

    @Test
    void spoiled_ones_withdrawn_ones_and_open_desks_are_told_apart() {
        ChipRun run = floor.begin();
        floor.made(run, State.REFUSED);
        floor.made(run, State.UNKNOWN);
        run.finish("stopped");
        floor.atDesk(2, State.STARTED);
        floor.duplicate("A-3");
        assertThat(waiting())
                .containsExactly(
                        new WaitingCard(1, WaitingCard.State.HELD, "2 chips spoiled, and no more may be"),
                        new WaitingCard(2, WaitingCard.State.HELD, "a chip at a desk has no end yet"),
                        new WaitingCard(3, WaitingCard.State.WITHDRAWN, "two persons let it be made in another batch"));
    }

    @Test
    void a_blank_that_came_back_is_in_the_audit_and_the_third_holds_its_card() {
        ChipRun run = floor.begin();
        floor.made(run, State.GOOD);
        floor.made(run, State.GOOD);
        for (int i = 1; i <= 3; i++) {
            run.returned(floor.taken(run), ChipFloor.HEAD, "chip FFFFFF99999900000" + i + " was not written on");
        }
        assertThat(run.next()).isEmpty();
        run.finish("done");
        assertThat(waiting())
                .containsExactly(new WaitingCard(3, WaitingCard.State.HELD, "its blanks came back untouched 3 times"));
        assertThat(floor.audit.entries(ChipFloor.GROUP.batch(), AuditEvent.CHIP_RETURNED))
                .extracting(AuditEntry::reason)
                .contains("run 1 of group visa-blue, head 1: chip FFFFFF999999000002 was not written on")
                .hasSize(3);
    }

    /** Its card would wait for nobody knows what. */
    @Test
    void a_card_that_is_not_held_any_more_is_missed() {
        ChipRun run = floor.begin();
        run.unfit(floor.taken(run), ChipFloor.HEAD, "UNFIT in PLANNING");
        run.finish("stopped");
        assertThat(floor.sheet().now().held()).isEqualTo(1);
        floor.jdbc().update("delete from chip_hold");
        assertThatThrownBy(floor::sheet)
                .isInstanceOf(NotReconciledException.class)
                .hasMessageContaining(
                        "run 1 of group visa-blue: the cards that it held are not those with which it ended");
    }

    /** The count, the audit and the reason are there together or not at all. */
    @Test
    void a_hold_that_cannot_be_written_counts_no_blank() {
        ChipRun run = floor.begin();
        Task unfit = floor.taken(run);
        floor.jdbc().update("alter table chip_hold rename to chip_hold_away");
        assertThatThrownBy(() -> run.unfit(unfit, ChipFloor.HEAD, "UNFIT in PLANNING"))
                .isInstanceOf(DataAccessException.class);
        floor.jdbc().update("alter table chip_hold_away rename to chip_hold");
        assertThat(floor.audit.entries(ChipFloor.GROUP.batch(), AuditEvent.CHIP_RETURNED))
                .isEmpty();
        assertThat(floor.sheet().runs().get(0).heads())
                .containsExactly(new HeadLine(ChipFloor.HEAD, 1, 0, 0, 0, 0, 0, 0));
    }

    /** Read one after the other they would have a card in no list that became good in between. */
    @Test
    void chips_and_waiting_cards_are_of_one_moment() {
        ChipRun run = floor.begin();
        floor.made(run, State.GOOD);
        List<Long> good = new ArrayList<>();
        List<WaitingCard> left = floor.runs.standing(ChipFloor.GROUP, ChipFloor.TERMS.limit(), attempt -> {
            good.add(attempt.of().card());
            Thread line = new Thread(() -> floor.made(run, State.GOOD));
            line.start();
            assertThatCode(line::join).doesNotThrowAnyException();
        });
        assertThat(good).containsExactly(1L);
        assertThat(left).extracting(WaitingCard::card).containsExactly(2L, 3L);
        assertThat(floor.sheet().now().good()).as("the line did not wait").isEqualTo(2);
    }

    @Test
    void a_reason_that_was_changed_is_not_believed() {
        ChipRun run = floor.begin();
        run.unfit(floor.taken(run), ChipFloor.HEAD, "UNFIT in PLANNING");
        run.finish("stopped");
        floor.jdbc().update("update chip_hold set reason = 'nothing'");
        assertThatThrownBy(this::waiting).isInstanceOf(NotReconciledException.class);
    }
}
