package org.cardwright.pipeline.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.cardwright.pipeline.ledger.ChipAttempts.ChipAttempt;
import org.cardwright.pipeline.ledger.ChipAttempts.End;
import org.cardwright.pipeline.ledger.ChipAttempts.State;
import org.cardwright.pipeline.ledger.ChipRun.Task;
import org.cardwright.pipeline.ledger.ChipSheet.HeadLine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people and desks do while a line works, or after it died, is counted and stops nobody. */
class ChipsMeanwhileTest {

    private ChipFloor floor;

    @BeforeEach
    void open() {
        floor = new ChipFloor();
    }

    @AfterEach
    void close() {
        floor.close();
    }

    private void scrapped(long card) {
        ChipAttempt open = floor.attempts.of(ChipFloor.card(card)).get(0);
        floor.attempts.endWithin(open, new End(State.UNKNOWN, "scrapped by request 1", 0));
    }

    private HeadLine head(int run) {
        return floor.sheet().runs().get(run - 1).heads().get(0);
    }

    @Test
    void a_desk_may_make_a_card_that_the_line_has_not_reached() {
        ChipRun run = floor.begin();
        floor.made(run, State.GOOD);
        floor.atDesk(3, State.GOOD);
        run.finish("stopped");
        assertThat(floor.sheet().now()).isEqualTo(new ChipCount(3, 2, 0, 0, 1));
        assertThat(floor.sheet().atDesks()).isEqualTo(1);
    }

    @Test
    void a_chip_that_is_given_up_in_its_head_is_scrap_whatever_is_on_it() {
        ChipRun run = floor.begin();
        Task task = floor.begun(run);
        scrapped(task.card());
        assertThat(run.mayFinish(task)).isFalse();
        assertThat(run.end(task, State.GOOD, "")).isEqualTo(State.UNKNOWN);
        assertThat(floor.made(run, State.GOOD)).isEqualTo(new Task(1, 2));
        run.finish("stopped");
        assertThat(head(1)).isEqualTo(new HeadLine(ChipFloor.HEAD, 2, 1, 1, 0, 0, 0, 0));
        assertThat(floor.audit.entries(ChipFloor.GROUP.batch(), AuditEvent.CHIP_SCRAPPED))
                .extracting(AuditEntry::reason)
                .containsExactly("chip FFFFFF99999900000001: card 1 was whole when it left head 1");
    }

    @Test
    void a_sample_that_is_given_up_in_its_head_is_counted_as_its_row_says() {
        ChipRun run = floor.begin();
        Task task = floor.begun(run);
        scrapped(task.card());
        assertThat(run.end(task, State.SAMPLE, "")).isEqualTo(State.UNKNOWN);
        run.finish("stopped");
        assertThat(head(1)).isEqualTo(new HeadLine(ChipFloor.HEAD, 1, 0, 1, 0, 0, 0, 0));
    }

    @Test
    void a_chip_that_is_given_up_after_its_line_died_is_counted_by_the_next_run() {
        ChipRun dead = floor.begin();
        scrapped(floor.begun(dead).card());
        floor.begin();
        assertThat(head(1)).isEqualTo(new HeadLine(ChipFloor.HEAD, 1, 0, 1, 0, 0, 0, 0));
    }

    @Test
    void a_card_that_is_made_elsewhere_from_now_on_is_not_finished_and_does_not_wait() {
        ChipRun run = floor.begin();
        Task inside = floor.begun(run);
        Task other = floor.taken(run);
        floor.duplicate("A-1");
        floor.duplicate("A-2");
        assertThat(run.mayFinish(inside)).isFalse();
        run.end(inside, State.UNKNOWN, "");
        run.returned(other, ChipFloor.HEAD, "chip");
        assertThat(run.next()).contains(new Task(3, 1));
        assertThat(run.next()).isEmpty();
        assertThat(run.count()).isEqualTo(new ChipCount(3, 0, 0, 2, 1));
    }

    @Test
    void nobody_approves_a_second_card_while_the_first_is_on_its_way() {
        DuplicatedCards duplicated = new DuplicatedCards(floor.dataSource(), floor.seal);
        ApprovalRequest.Subject subject =
                new ApprovalRequest.Subject(ApprovalRequest.Act.DUPLICATE, ChipFloor.GROUP.batch(), "A-1");
        duplicated.requireNotBegun(subject);
        ChipRun run = floor.begin();
        Task task = floor.begun(run);
        assertThatThrownBy(() -> duplicated.requireNotBegun(subject))
                .isInstanceOf(WrongUsageException.class)
                .hasMessageStartingWith("card 1 is being put onto a chip");
        run.end(task, State.GOOD, "");
        duplicated.requireNotBegun(subject);
    }

    @Test
    void the_reason_of_an_end_may_be_long() {
        ChipRun run = floor.begin();
        run.finish("a first article failed: " + "x".repeat(300));
        assertThat(floor.sheet().runs().get(0).ending()).hasSize(200).startsWith("a first article failed");
    }

    @Test
    void a_whole_card_that_may_lie_in_a_head_still_is_named_until_it_has_left() {
        ChipRun run = floor.begin();
        run.left(floor.made(run, State.GOOD));
        floor.made(run, State.REFUSED);
        Task inside = floor.made(run, State.GOOD);
        ChipRun next = floor.begin();
        assertThat(next.leftBehind()).extracting(attempt -> attempt.of().card()).containsExactly(inside.card());
        ChipAttempt before = next.usedBefore(next.leftBehind().get(0).chip()).orElseThrow();
        Task task = floor.taken(next);
        assertThat(next.foundAgain(task, ChipFloor.HEAD, before, "chip 3 was used"))
                .isTrue();
        next.take(ChipFloor.HEAD);
        ChipAttempt found = floor.attempts.of(ChipFloor.card(inside.card())).get(1);
        assertThat(next.foundAgain(task, ChipFloor.HEAD, found, "chip 3 was used"))
                .as("it was found before")
                .isFalse();
        assertThat(floor.audit.entries(ChipFloor.GROUP.batch(), AuditEvent.CHIP_RETURNED))
                .extracting(AuditEntry::reason)
                .containsOnly("run 2 of group visa-blue, head 1: chip 3 was used")
                .hasSize(2);
        next.finish("stopped");
        ChipRun last = floor.begin();
        assertThat(last.leftBehind()).isEmpty();
        assertThat(last.usedBefore(floor.chip())).isEmpty();
        assertThat(floor.sheet().runs().get(1).heads())
                .as("it was made in another run")
                .containsExactly(new HeadLine(ChipFloor.HEAD, 2, 0, 0, 0, 0, 2, 0));
    }

    @Test
    void samples_of_all_runs_are_counted() {
        ChipRun run = floor.begin();
        Task sample = floor.made(run, State.SAMPLE);
        assertThat(run.isSampled(sample)).isTrue();
        run.finish("stopped");
        ChipRun next = floor.begin();
        assertThat(next.samples()).isEqualTo(1);
        Task again = next.next().orElseThrow();
        assertThat(again).isEqualTo(new Task(1, 1));
        assertThat(next.isSampled(again)).isTrue();
        assertThat(next.isSampled(new Task(3, 1))).isFalse();
    }
}
