package org.cardwright.pipeline.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.cardwright.pipeline.ledger.ChipAttempts.Card;
import org.cardwright.pipeline.ledger.ChipAttempts.Chip;
import org.cardwright.pipeline.ledger.ChipAttempts.ChipAttempt;
import org.cardwright.pipeline.ledger.ChipAttempts.Place;
import org.cardwright.pipeline.ledger.ChipAttempts.State;
import org.cardwright.pipeline.ledger.ChipRun.Task;
import org.cardwright.pipeline.ledger.ChipRuns.Group;
import org.cardwright.pipeline.ledger.ChipRuns.Terms;
import org.cardwright.pipeline.ledger.ChipSheet.HeadLine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** A line counts every blank and every card, and a run that was cut off leaves nothing unsaid. */
class ChipRunsTest {

    private static final Group GROUP = ChipFloor.GROUP;
    private static final Terms TERMS = ChipFloor.TERMS;
    private static final String HEAD = ChipFloor.HEAD;

    private ChipFloor floor;
    private ChipAttempts attempts;
    private ChipRuns runs;

    @BeforeEach
    void open() {
        floor = new ChipFloor();
        attempts = floor.attempts;
        runs = floor.runs;
    }

    private JdbcTemplate jdbc() {
        return floor.jdbc();
    }

    @AfterEach
    void close() {
        floor.close();
    }

    private Chip chip() {
        return floor.chip();
    }

    private Task made(ChipRun run, State state) {
        Task task = floor.taken(run);
        run.start(task, chip(), HEAD);
        assertThat(run.mayFinish(task)).isTrue();
        run.end(task, state, state == State.GOOD ? "" : "6A80");
        return task;
    }

    @Test
    void every_card_is_made_once_and_the_sheet_balances() {
        ChipRun run = runs.begin(GROUP, TERMS);
        List<Task> tasks = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            tasks.add(made(run, State.GOOD));
        }
        assertThat(tasks).containsExactly(new Task(1, 1), new Task(2, 1), new Task(3, 1));
        assertThat(run.next()).isEmpty();
        run.finish("done");
        ChipSheet sheet = runs.sheet(GROUP, TERMS.limit());
        assertThat(sheet.now()).isEqualTo(new ChipCount(3, 3, 0, 0, 0));
        assertThat(sheet.difference()).isZero();
        assertThat(sheet.runs()).hasSize(1);
        assertThat(sheet.runs().get(0).heads()).containsExactly(new HeadLine(HEAD, 3, 3, 0, 0, 0, 0, 0));
        assertThat(sheet.runs().get(0).ending()).isEqualTo("done");
        List<Integer> order = new ArrayList<>();
        runs.each(GROUP.batch(), attempt -> order.add(attempt.work().order()));
        assertThat(order).containsExactly(1, 2, 3);
        assertThat(runs.begin(GROUP, TERMS).next()).isEmpty();
    }

    @Test
    void a_spoiled_chip_is_followed_by_another_until_the_card_is_held() {
        ChipRun run = runs.begin(GROUP, TERMS);
        assertThat(made(run, State.REFUSED)).isEqualTo(new Task(1, 1));
        assertThat(made(run, State.UNKNOWN)).isEqualTo(new Task(1, 2));
        assertThat(made(run, State.GOOD)).isEqualTo(new Task(2, 1));
        assertThat(run.count().held()).isEqualTo(1);
        assertThat(run.count()).isEqualTo(new ChipCount(3, 1, 1, 0, 1));
        run.finish("stopped");
        // who lets a card spoil more chips lets it go on
        assertThat(runs.sheet(GROUP, 3).now()).isEqualTo(new ChipCount(3, 1, 0, 0, 2));
        assertThat(runs.sheet(GROUP, 2).runs().get(0).heads()).containsExactly(new HeadLine(HEAD, 3, 1, 2, 0, 0, 0, 0));
    }

    @Test
    void blanks_that_come_back_cost_the_card_nothing() {
        ChipRun run = runs.begin(GROUP, TERMS);
        Task first = floor.taken(run);
        run.returned(first, HEAD, "chip");
        Task again = run.next().orElseThrow();
        assertThat(again).as("another card has its turn").isEqualTo(new Task(2, 1));
        run.giveBack(again);
        assertThat(floor.taken(run)).isEqualTo(again);
        run.unfit(again, HEAD, "UNFIT");
        assertThat(run.count().held()).isEqualTo(1);
        made(run, State.SAMPLE);
        assertThat(made(run, State.GOOD)).isEqualTo(new Task(3, 1));
        assertThat(made(run, State.GOOD)).isEqualTo(first);
        run.finish("stopped");
        assertThat(runs.sheet(GROUP, 2).runs().get(0).heads()).containsExactly(new HeadLine(HEAD, 5, 2, 0, 2, 1, 0, 0));
    }

    @Test
    void a_chip_that_was_used_is_refused_and_the_card_waits() {
        ChipRun run = runs.begin(GROUP, TERMS);
        Chip used = chip();
        Task first = floor.taken(run);
        run.start(first, used, HEAD);
        run.end(first, State.GOOD, "");
        Task second = floor.taken(run);
        assertThatThrownBy(() -> run.start(second, used, HEAD)).isInstanceOf(WrongUsageException.class);
        run.returned(second, HEAD, "chip");
        assertThat(run.next()).contains(new Task(3, 1));
        assertThat(run.next()).contains(second);
    }

    /** Without an end of it the line would try the same record for ever. */
    @Test
    void a_card_whose_blanks_come_back_again_and_again_is_held() {
        ChipRun run = runs.begin(GROUP, TERMS);
        made(run, State.GOOD);
        made(run, State.GOOD);
        for (int i = 0; i < 3; i++) {
            run.returned(floor.taken(run), HEAD, "chip");
        }
        assertThat(run.next()).isEmpty();
        assertThat(run.count().held()).isEqualTo(1);
        run.finish("done");
        assertThat(runs.begin(GROUP, TERMS).next()).contains(new Task(3, 1));
    }

    /** What the one before had in hand is scrap by name; what it says afterwards is not heard. */
    @Test
    void a_run_that_takes_over_ends_what_the_one_before_began() {
        ChipRun lost = runs.begin(GROUP, TERMS);
        made(lost, State.GOOD);
        Task open = floor.taken(lost);
        lost.start(open, chip(), HEAD);

        ChipRun next = runs.begin(GROUP, TERMS);
        assertThat(lost.mayFinish(open)).isFalse();
        assertThatThrownBy(() -> lost.end(open, State.GOOD, "")).isInstanceOf(RunLostException.class);
        Task other = lost.next().orElseThrow();
        assertThatThrownBy(() -> lost.start(other, chip(), HEAD)).isInstanceOf(RunLostException.class);
        assertThat(made(next, State.GOOD)).isEqualTo(new Task(2, 2));
        assertThat(made(next, State.GOOD)).isEqualTo(new Task(3, 1));
        next.finish("done");
        ChipSheet sheet = runs.sheet(GROUP, TERMS.limit());
        assertThat(sheet.runs().get(0).ending()).isEqualTo("cut off");
        assertThat(sheet.runs().get(0).heads()).containsExactly(new HeadLine(HEAD, 2, 1, 1, 0, 0, 0, 0));
        assertThat(sheet.runs().get(1).carried()).isEqualTo(1);
        assertThat(sheet.now()).isEqualTo(new ChipCount(3, 3, 0, 0, 0));
        assertThat(attempts.of(new Card(GROUP.batch(), 2)))
                .extracting(ChipAttempt::state)
                .containsExactly(State.UNKNOWN, State.GOOD);
    }

    /** A blank is counted when the head gets it; what becomes of it is counted apart from that. */
    @Test
    void a_blank_that_nobody_saw_leave_is_a_difference() {
        ChipRun run = runs.begin(GROUP, TERMS);
        made(run, State.GOOD);
        floor.taken(run);
        assertThat(runs.sheet(GROUP, 2).runs().get(0).heads().get(0).inHead()).isEqualTo(1);
        assertThatThrownBy(() -> run.finish("done"))
                .isInstanceOf(NotReconciledException.class)
                .hasMessage("run 1, head head 1: of 1 blanks nobody has said what became of them");
        runs.begin(GROUP, TERMS);
        assertThat(runs.sheet(GROUP, 2).runs().get(0).heads()).containsExactly(new HeadLine(HEAD, 2, 1, 0, 0, 0, 0, 1));
    }

    /** What a run had in hand when it died is no place for blanks that are missing. */
    @Test
    void a_head_holds_one_blank_also_when_its_run_was_killed() {
        ChipRun run = runs.begin(GROUP, TERMS);
        made(run, State.GOOD);
        floor.taken(run);
        floor.taken(run);
        String said = "run 1, head head 1: of 2 blanks nobody has said what became of them";
        assertThatThrownBy(() -> runs.sheet(GROUP, 2))
                .isInstanceOf(NotReconciledException.class)
                .hasMessage(said);
        assertThatThrownBy(() -> runs.begin(GROUP, TERMS))
                .isInstanceOf(NotReconciledException.class)
                .hasMessage(said);
    }

    @Test
    void no_more_blanks_leave_a_head_than_it_got() {
        ChipRun run = runs.begin(GROUP, TERMS);
        made(run, State.GOOD);
        Task task = run.next().orElseThrow();
        run.start(task, chip(), HEAD);
        assertThatThrownBy(() -> run.end(task, State.GOOD, ""))
                .isInstanceOf(NotReconciledException.class)
                .hasMessageStartingWith("head head 1 got 1 blanks, and good 2");
    }

    @Test
    void what_is_made_or_begun_at_a_desk_is_not_made_again() {
        attempts.end(attempts.start(new Card(GROUP.batch(), 1), chip(), Place.desk("475000000008")), State.GOOD, "");
        attempts.start(new Card(GROUP.batch(), 2), chip(), Place.desk("475000000008"));
        ChipRun run = runs.begin(GROUP, TERMS);
        assertThat(made(run, State.GOOD)).isEqualTo(new Task(3, 1));
        assertThat(run.next()).isEmpty();
        run.finish("done");
        ChipSheet sheet = runs.sheet(GROUP, TERMS.limit());
        assertThat(sheet.atDesks()).isEqualTo(1);
        assertThat(sheet.now()).isEqualTo(new ChipCount(3, 2, 1, 0, 0));
    }

    @Test
    void a_card_that_is_made_again_elsewhere_is_withdrawn() {
        floor.duplicate("A-1");
        ChipRun run = runs.begin(GROUP, TERMS);
        assertThat(run.count()).isEqualTo(new ChipCount(3, 0, 0, 1, 2));
        assertThat(made(run, State.GOOD)).isEqualTo(new Task(2, 1));
    }

    @Test
    void only_a_closed_batch_with_chips_runs() {
        assertThatThrownBy(() -> runs.begin(new Group(GROUP.batch(), "none", new SealedCards.Counter().end()), TERMS))
                .hasMessageContaining("no card with a chip");
        jdbc().update("update batch set state = 'OPEN'");
        assertThatThrownBy(() -> runs.begin(GROUP, TERMS)).hasMessageContaining("has not closed this batch");
    }

    @Test
    void counts_that_were_changed_are_not_believed() {
        ChipRun run = runs.begin(GROUP, TERMS);
        made(run, State.GOOD);
        run.finish("stopped");
        jdbc().update("update chip_head set good = 2, taken = 2");
        assertThatThrownBy(() -> runs.sheet(GROUP, 2)).isInstanceOf(NotReconciledException.class);
        jdbc().update("delete from chip_head");
        assertThatThrownBy(() -> runs.sheet(GROUP, 2))
                .isInstanceOf(NotReconciledException.class)
                .hasMessageContaining("run 1, head head 1: chips name good 1");
        assertThatThrownBy(() -> runs.begin(GROUP, TERMS)).isInstanceOf(NotReconciledException.class);
    }
}
