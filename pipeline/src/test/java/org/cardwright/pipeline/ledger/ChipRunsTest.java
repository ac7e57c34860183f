package org.cardwright.pipeline.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
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
import org.springframework.jdbc.support.JdbcTransactionManager;

/** A line counts every blank and every card, and a run that was cut off leaves nothing unsaid. */
class ChipRunsTest {

    private static final Group GROUP = new Group("A1".repeat(32), "visa-blue");
    private static final Terms TERMS = new Terms("475000000007", 2);
    private static final String HEAD = "head 1";
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T17:00:00Z"), ZoneOffset.UTC);

    private Database database;
    private ChipAttempts attempts;
    private ChipRuns runs;
    private int chips;

    @BeforeEach
    void open() {
        database = Database.open(new DatabaseSettings("jdbc:h2:mem:" + UUID.randomUUID(), "sa", ""));
        JdbcTransactionManager transactions = new JdbcTransactionManager(database.dataSource());
        RowSeal seal = TestSeal.under("key");
        attempts = new ChipAttempts(transactions, seal, CLOCK);
        Audit audit = new Audit(transactions, new Audit.Terms(CLOCK, "test", seal, Optional.empty()));
        runs = new ChipRuns(transactions, new ChipRuns.Books(attempts, audit, seal), CLOCK);
        jdbc().update(
                        "insert into batch values (?, 'bank', 'AB', 1, 'csv', '2026-11-21', 5, 'out', null, 'CLOSED', null,"
                                + " '')",
                        GROUP.batch());
        // a card without a chip, and one of another plastic, are none of ours
        OrderKeys keys = new BatchNumbers(database.dataSource()).assigned(GROUP.batch());
        for (int i = 1; i <= 5; i++) {
            jdbc().update(
                            "insert into ordered_card (order_key, batch_number, record_number, order_reference, state,"
                                    + " record_index, card_group, chip_qc) values (?, ?, ?, ?, 'GOOD', ?, ?, ?)",
                            keys.of(i),
                            keys.number(),
                            i,
                            "A-" + i,
                            i,
                            i == 4 ? "visa-red" : GROUP.name(),
                            i == 5 ? "NOT_APPLICABLE" : "VERIFIED");
        }
    }

    private JdbcTemplate jdbc() {
        return new JdbcTemplate(database.dataSource());
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Chip chip() {
        chips++;
        return new Chip(
                String.format(Locale.ROOT, "FFFFFF999999%08X", chips),
                String.format(Locale.ROOT, "6001%08X0000", chips),
                0xFF);
    }

    private Task made(ChipRun run, State state) {
        Task task = run.next().orElseThrow();
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
        assertThat(sheet.runs().get(0).heads()).containsExactly(new HeadLine(HEAD, 3, 3, 0, 0, 0));
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
        assertThat(run.held()).containsExactly(1L);
        assertThat(run.count()).isEqualTo(new ChipCount(3, 1, 1, 0, 1));
        run.finish("stopped");
        // who lets a card spoil more chips lets it go on
        assertThat(runs.sheet(GROUP, 3).now()).isEqualTo(new ChipCount(3, 1, 0, 0, 2));
        assertThat(runs.sheet(GROUP, 2).runs().get(0).heads()).containsExactly(new HeadLine(HEAD, 3, 1, 2, 0, 0));
    }

    @Test
    void blanks_that_come_back_cost_the_card_nothing() {
        ChipRun run = runs.begin(GROUP, TERMS);
        Task first = run.next().orElseThrow();
        run.returned(first, HEAD);
        Task again = run.next().orElseThrow();
        assertThat(again).isEqualTo(first);
        run.giveBack(again);
        assertThat(run.next()).contains(first);
        run.unfit(first, HEAD);
        assertThat(run.held()).containsExactly(1L);
        made(run, State.SAMPLE);
        assertThat(made(run, State.GOOD)).isEqualTo(new Task(2, 1));
        run.finish("stopped");
        assertThat(runs.sheet(GROUP, 2).runs().get(0).heads()).containsExactly(new HeadLine(HEAD, 4, 1, 0, 2, 1));
    }

    @Test
    void a_chip_that_was_used_is_refused_and_the_card_waits() {
        ChipRun run = runs.begin(GROUP, TERMS);
        Chip used = chip();
        Task first = run.next().orElseThrow();
        run.start(first, used, HEAD);
        run.end(first, State.GOOD, "");
        Task second = run.next().orElseThrow();
        assertThatThrownBy(() -> run.start(second, used, HEAD)).isInstanceOf(WrongUsageException.class);
        run.returned(second, HEAD);
        assertThat(run.next()).contains(second);
    }

    /** What the one before had in hand is scrap by name; what it says afterwards is not heard. */
    @Test
    void a_run_that_takes_over_ends_what_the_one_before_began() {
        ChipRun lost = runs.begin(GROUP, TERMS);
        made(lost, State.GOOD);
        Task open = lost.next().orElseThrow();
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
        assertThat(sheet.runs().get(0).heads()).containsExactly(new HeadLine(HEAD, 2, 1, 1, 0, 0));
        assertThat(sheet.runs().get(1).carried()).isEqualTo(1);
        assertThat(sheet.now()).isEqualTo(new ChipCount(3, 3, 0, 0, 0));
        assertThat(attempts.of(new Card(GROUP.batch(), 2)))
                .extracting(ChipAttempt::state)
                .containsExactly(State.UNKNOWN, State.GOOD);
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
        jdbc().update(
                        "insert into approval_request (id, act, batch, subject, state, requested_by, reason, approved_by,"
                                + " seal) values ('duplicate-1', 'DUPLICATE', ?, 'A-1', 'APPROVED', 'ada', 'lost', '', '')",
                        GROUP.batch());
        ChipRun run = runs.begin(GROUP, TERMS);
        assertThat(run.count()).isEqualTo(new ChipCount(3, 0, 0, 1, 2));
        assertThat(made(run, State.GOOD)).isEqualTo(new Task(2, 1));
    }

    @Test
    void only_a_closed_batch_with_chips_runs() {
        assertThatThrownBy(() -> runs.begin(new Group(GROUP.batch(), "none"), TERMS))
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
                .hasMessageContaining("chips name 1 good cards, runs and desks made 0");
        assertThatThrownBy(() -> runs.begin(GROUP, TERMS)).isInstanceOf(NotReconciledException.class);
    }
}
