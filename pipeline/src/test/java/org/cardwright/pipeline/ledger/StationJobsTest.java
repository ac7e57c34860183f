package org.cardwright.pipeline.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.cardwright.pipeline.ledger.StationCard.Said;
import org.cardwright.pipeline.ledger.StationJobs.Answer;
import org.cardwright.pipeline.ledger.StationJobs.Plan;
import org.cardwright.pipeline.ledger.StationJobs.Room;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** Every card is in one job of a room at most, begins anew when it is spoiled, and waits for a person when nobody knows. */
class StationJobsTest {

    private static final String BATCH = "A1".repeat(32);
    private static final Instant NOW = Instant.parse("2026-11-22T19:00:00Z");
    private static final Room EMBOSSING = new Room("embossing", Optional.empty(), "embossing", 2);
    private static final Room ENCODING = new Room("encoding", Optional.of("embossing"), "embossing", 2);
    private static final Map<String, String> BEFORE = Map.of("encoding", "embossing");
    private static final List<Long> CARDS = List.of(3L, 4L, 7L);

    private Database database;
    private StationJobs jobs;

    @BeforeEach
    void open() {
        database = Database.open(new DatabaseSettings("jdbc:h2:mem:" + UUID.randomUUID(), "sa", ""));
        jobs = new StationJobs(
                new JdbcTransactionManager(database.dataSource()), TestSeal.under("key"), InstantSource.fixed(NOW));
        batch(BATCH, "AB", BatchState.CLOSED);
    }

    private void batch(String batch, String hash, BatchState state) {
        new JdbcTemplate(database.dataSource())
                .update(
                        "insert into batch values (?, 'bank', ?, 1, 'csv', '2026-11-21', 1, 'out', null, ?, null, '')",
                        batch,
                        hash,
                        state.name());
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static Plan plan(String machine, Room room) {
        return new Plan(BATCH, machine, "F0".repeat(32), "product.plastic", room);
    }

    private StationJob job(String machine, Room room, int most) {
        StationJob job = jobs.plan(plan(machine, room), CARDS, most).orElseThrow();
        jobs.complete(job.name(), "0F".repeat(32));
        jobs.handed(job.name());
        return job;
    }

    private void said(StationJob job, StationCard.State... states) {
        List<Answer> answers = new ArrayList<>();
        for (StationCard.State state : states) {
            String plastic = state == StationCard.State.OK && job.of().room().equals("embossing")
                    ? "P-" + job.of().number() + "-" + answers.size()
                    : "";
            answers.add(new Answer(answers.size() + 1, state, new Said("", plastic)));
        }
        jobs.answered(job.name(), answers);
    }

    private List<String> references(StationJob job) {
        return jobs.cards(job).stream().map(StationCard::reference).toList();
    }

    private StationSheet sheet() {
        return StationSheet.of(jobs.jobs(BATCH), jobs.cards(BATCH), BEFORE);
    }

    @Test
    void a_room_takes_each_card_once_and_the_next_room_what_it_let_go() {
        StationJob first = job("embosser-1", EMBOSSING, 2);
        assertThat(first.name()).isEqualTo("a1a1a1a1-embossing-0001");
        assertThat(references(first)).containsExactly("0000003-1", "0000004-1");
        StationJob second = job("embosser-2", EMBOSSING, 2);
        assertThat(references(second)).containsExactly("0000007-1");
        assertThat(jobs.plan(plan("embosser-3", EMBOSSING), CARDS, 2)).isEmpty();
        assertThat(jobs.plan(plan("encoder", ENCODING), CARDS, 9)).isEmpty();

        said(first, StationCard.State.OK, StationCard.State.OK);
        StationJob third = job("encoder", ENCODING, 9);
        assertThat(references(third)).containsExactly("0000003-1", "0000004-1");
        said(third, StationCard.State.OK, StationCard.State.OK);
        assertThat(jobs.open(BATCH, "encoder")).isEmpty();
        assertThat(jobs.open(BATCH, "embosser-2")).isPresent();
        assertThat(sheet().lines())
                .containsExactly(
                        new StationSheet.Line("embossing", 3, 2, 0, 0, 1, 0),
                        new StationSheet.Line("encoding", 2, 2, 0, 0, 0, 0));
    }

    @Test
    void what_is_spoiled_in_any_room_begins_anew_in_the_first_until_its_attempts_are_used_up() {
        said(job("embosser", EMBOSSING, 9), StationCard.State.OK, StationCard.State.REJECT, StationCard.State.OK);
        said(job("encoder", ENCODING, 9), StationCard.State.REJECT, StationCard.State.OK);
        StationJob again = job("embosser", EMBOSSING, 9);
        assertThat(references(again)).containsExactly("0000003-2", "0000004-2");
        said(again, StationCard.State.OK, StationCard.State.REJECT);
        assertThat(jobs.plan(plan("embosser", EMBOSSING), CARDS, 9)).isEmpty();
        assertThat(references(job("encoder", ENCODING, 9))).containsExactly("0000003-2");
        assertThat(StationSheet.held(jobs.cards(BATCH), Map.of("embossing", 2)))
                .extracting(StationCard::reference)
                .containsExactly("0000004-2");
        assertThat(sheet().lines())
                .containsExactly(
                        new StationSheet.Line("embossing", 5, 3, 2, 0, 0, 0),
                        new StationSheet.Line("encoding", 3, 1, 1, 0, 1, 0));
    }

    @Test
    void what_nobody_knows_is_held() {
        said(job("embosser", EMBOSSING, 9), StationCard.State.UNKNOWN, StationCard.State.OK, StationCard.State.OK);
        assertThat(jobs.plan(plan("embosser", EMBOSSING), CARDS, 9)).isEmpty();
        assertThat(references(job("encoder", ENCODING, 9))).containsExactly("0000004-1", "0000007-1");
        assertThat(sheet().lines().get(0).unknown()).isEqualTo(1);
    }

    @Test
    void a_card_that_was_said_and_never_answered_is_unknown_after_a_restart() {
        StationJob job = jobs.plan(plan("printer", EMBOSSING), CARDS, 9).orElseThrow();
        jobs.handed(job.name());
        jobs.begun(job.name(), 1);
        assertThatThrownBy(() -> jobs.begun(job.name(), 1)).isInstanceOf(NotReconciledException.class);
        assertThat(jobs.interrupted(job)).isEqualTo(1);
        assertThat(jobs.interrupted(job)).isZero();
        assertThat(jobs.cards(job))
                .extracting(StationCard::state)
                .containsExactly(StationCard.State.UNKNOWN, StationCard.State.TAKEN, StationCard.State.TAKEN);
        assertThat(jobs.open(BATCH, "printer")).isPresent();
    }

    @Test
    void what_was_heard_of_a_card_stands_for_everybody_before_the_next_one_begins() {
        StationJob job = job("laser", EMBOSSING, 2);
        jobs.begun(job.name(), 1);
        jobs.heard(job.name(), new Answer(1, StationCard.State.OK, Said.NOTHING));
        assertThat(jobs.interrupted(job)).as("not begun any more").isZero();
        assertThatThrownBy(() -> jobs.heard(job.name(), new Answer(1, StationCard.State.REJECT, Said.NOTHING)))
                .isInstanceOf(NotReconciledException.class);
        assertThat(jobs.open(BATCH, "laser")).isPresent();
        jobs.begun(job.name(), 2);
        jobs.heard(job.name(), new Answer(2, StationCard.State.REJECT, Said.NOTHING));
        jobs.settled();
        assertThat(jobs.open(BATCH, "laser")).isEmpty();
    }

    @Test
    void a_job_does_not_end_over_a_row_that_somebody_changed() {
        StationJob job = job("laser", EMBOSSING, 3);
        said(job, StationCard.State.OK, StationCard.State.OK);
        new JdbcTemplate(database.dataSource()).update("update station_card set state = 'REJECT' where place = 1");
        assertThatThrownBy(() -> jobs.heard(job.name(), new Answer(3, StationCard.State.OK, Said.NOTHING)))
                .isInstanceOf(NotReconciledException.class);
        assertThat(jobs.open(BATCH, "laser")).isPresent();
    }

    @Test
    void a_plastic_is_bound_to_one_card() {
        StationJob job = job("embosser", EMBOSSING, 2);
        Said same = new Said("", "P-1");
        jobs.answered(
                job.name(),
                List.of(new Answer(1, StationCard.State.OK, same), new Answer(2, StationCard.State.OK, same)));
        assertThat(jobs.cards(job))
                .extracting(StationCard::state)
                .containsExactly(StationCard.State.OK, StationCard.State.UNKNOWN);
        assertThat(jobs.cards(job).get(1).said()).isEqualTo(new Said("plastic-twice", ""));
    }

    @Test
    void steps_come_in_order_and_once() {
        StationJob job = jobs.plan(plan("embosser", EMBOSSING), CARDS, 9).orElseThrow();
        assertThatThrownBy(() -> jobs.plan(plan("embosser", EMBOSSING), CARDS, 9))
                .isInstanceOf(WrongUsageException.class);
        jobs.complete(job.name(), "0F".repeat(32));
        assertThatThrownBy(() -> jobs.complete(job.name(), "0F".repeat(32))).isInstanceOf(NotReconciledException.class);
        jobs.handed(job.name());
        assertThatThrownBy(() -> jobs.handed(job.name())).isInstanceOf(NotReconciledException.class);
        said(job, StationCard.State.OK, StationCard.State.OK, StationCard.State.OK);
        assertThatThrownBy(() -> said(job, StationCard.State.REJECT)).isInstanceOf(NotReconciledException.class);
        assertThat(jobs.jobs(BATCH).get(0).time().endedAt()).isEqualTo(NOW.toString());
    }

    @Test
    void a_definition_may_change_until_the_file_is_complete() {
        StationJob job = jobs.plan(plan("embosser", EMBOSSING), CARDS, 9).orElseThrow();
        jobs.redefined(job, "E1".repeat(32));
        StationJob now = jobs.open(BATCH, "embosser").orElseThrow();
        assertThat(now.of().definition()).isEqualTo("E1".repeat(32));
        jobs.complete(job.name(), "0F".repeat(32));
        StationJob complete = jobs.open(BATCH, "embosser").orElseThrow();
        assertThatThrownBy(() -> jobs.redefined(complete, "E2".repeat(32)))
                .isInstanceOf(WrongUsageException.class)
                .hasMessageContaining("put it back");
    }

    @Test
    void a_batch_that_this_ledger_has_not_closed_goes_to_no_machine() {
        String open = "B2".repeat(32);
        batch(open, "CD", BatchState.OPEN);
        Plan plan = new Plan(open, "embosser", "F0".repeat(32), "product.plastic", EMBOSSING);
        assertThatThrownBy(() -> jobs.plan(plan, CARDS, 9)).isInstanceOf(WrongUsageException.class);
    }

    @Test
    void stations_beside_each_other_share_the_cards_and_none_twice() throws Exception {
        List<Long> many = new ArrayList<>();
        for (long card = 1; card <= 60; card++) {
            many.add(card);
        }
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Callable<Integer>> stations = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String machine = "embosser-" + i;
            stations.add(() -> {
                int made = 0;
                for (Optional<StationJob> job = jobs.plan(plan(machine, EMBOSSING), many, 5);
                        job.isPresent();
                        job = jobs.plan(plan(machine, EMBOSSING), many, 5)) {
                    jobs.handed(job.get().name());
                    StationCard.State[] good = new StationCard.State[job.get().cards()];
                    java.util.Arrays.fill(good, StationCard.State.OK);
                    said(job.get(), good);
                    made += good.length;
                }
                return made;
            });
        }
        int made = 0;
        for (Future<Integer> station : threads.invokeAll(stations)) {
            made += station.get();
        }
        threads.shutdown();
        assertThat(made).isEqualTo(60);
        assertThat(sheet().lines()).containsExactly(new StationSheet.Line("embossing", 60, 60, 0, 0, 0, 0));
    }

    @Test
    void rows_that_somebody_changed_or_took_away_are_not_believed() {
        said(job("embosser", EMBOSSING, 9), StationCard.State.REJECT, StationCard.State.OK, StationCard.State.OK);
        JdbcTemplate rows = new JdbcTemplate(database.dataSource());
        rows.update("update station_card set state = 'OK' where card = 3");
        assertThatThrownBy(() -> jobs.cards(BATCH)).isInstanceOf(NotReconciledException.class);
        assertThatThrownBy(() -> jobs.plan(plan("encoder", ENCODING), CARDS, 9))
                .isInstanceOf(NotReconciledException.class);
        rows.update("delete from station_card where card = 3");
        assertThatThrownBy(this::sheet)
                .isInstanceOf(NotReconciledException.class)
                .hasMessageContaining("lost cards");
        rows.update("update station_job set cards = 2");
        assertThatThrownBy(() -> jobs.jobs(BATCH)).isInstanceOf(NotReconciledException.class);
    }

    @Test
    void a_card_is_not_made_again_by_a_row_that_was_moved_to_an_attempt_that_never_was() {
        said(job("embosser", EMBOSSING, 9), StationCard.State.OK, StationCard.State.OK, StationCard.State.OK);
        assertThat(jobs.plan(plan("embosser", EMBOSSING), CARDS, 9)).isEmpty();
        new JdbcTemplate(database.dataSource())
                .update("update station_card set attempt = 0, state = 'REJECT' where card = 4");
        assertThatThrownBy(() -> jobs.plan(plan("embosser", EMBOSSING), CARDS, 9))
                .isInstanceOf(NotReconciledException.class)
                .hasMessageContaining("not as this program left it");
    }

    @Test
    void cards_that_somebody_refuses_are_in_no_job() {
        List<Long> seen = new ArrayList<>();
        assertThatThrownBy(() -> jobs.plan(plan("embosser", EMBOSSING), CARDS, 2, cards -> {
                    seen.addAll(cards);
                    throw new IllegalStateException("refused");
                }))
                .hasMessage("refused");
        assertThat(seen).isEqualTo(CARDS.subList(0, 2));
        assertThat(jobs.jobs(BATCH)).isEmpty();
        assertThat(jobs.plan(plan("embosser", EMBOSSING), CARDS, 2)).isPresent();
    }
}
