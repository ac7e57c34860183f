package org.cardwright.machine.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.cardwright.machine.language.JobCard;
import org.cardwright.machine.queue.CardAnswer.Outcome;
import org.cardwright.machine.queue.MachineJob.Stage;
import org.cardwright.machine.queue.RecordedJournal.Killed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A machine at a real socket: every card is told to the journal before it is said, and is said once. */
class LineStationTest {

    @TempDir
    private Path home;

    private final RecordedJournal journal = new RecordedJournal();
    private SimulatedPrinter printer;

    @BeforeEach
    void start() throws IOException {
        printer = new SimulatedPrinter();
    }

    @AfterEach
    void stop() throws IOException {
        printer.close();
    }

    private JudgedAnswers run(List<JobCard> cards, String more) throws IOException {
        MachineDefinition machine = StationTestCards.lineMachine(home, printer.port(), more);
        try (Station station = Station.open(machine, journal)) {
            MachineJob job = new MachineJob(StationTestCards.JOB, journal.stage(), cards);
            return station.run(job, Duration.ZERO).orElseThrow();
        }
    }

    private JudgedAnswers run() throws IOException {
        return run(StationTestCards.cards(3), "");
    }

    @Test
    void every_card_is_said_once_and_judged() throws IOException {
        printer.answers(2, "BUSY\nREJECT 2 jam-12\n");
        assertThat(run().findings().isNone()).isTrue();
        assertThat(journal.outcomes().values()).containsExactly(Outcome.OK, Outcome.REJECT, Outcome.OK);
        assertThat(journal.answers().get(2).error()).isEqualTo("jam-12");
        assertThat(journal.steps())
                .containsExactly("handed", "begun 1", "answered", "begun 2", "answered", "begun 3", "answered");
        assertThat(printer.cards()).hasSize(3).allMatch(card -> card.startsWith("<99999900000"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "BUSY\n", "OK 1\n", "OK 22\n", "SOMETHING\n"})
    void silence_another_card_and_what_nobody_described_leave_the_card_unknown_and_the_next_untouched(String answer)
            throws IOException {
        printer.answers(2, answer);
        assertThat(run().findings().untouched()).isEqualTo(1);
        assertThat(journal.outcomes().values()).containsExactly(Outcome.OK, Outcome.UNKNOWN);
        assertThat(printer.cards()).hasSize(2);
    }

    @Test
    void a_machine_that_hangs_up_leaves_its_card_unknown() throws IOException {
        printer.hangsUpAt(2);
        run();
        assertThat(journal.outcomes().values()).containsExactly(Outcome.OK, Outcome.UNKNOWN);
    }

    @Test
    void a_station_that_is_out_of_step_says_nothing_more() throws IOException {
        printer.answers(1, "");
        MachineDefinition machine = StationTestCards.lineMachine(home, printer.port(), "");
        try (Station station = Station.open(machine, journal)) {
            MachineJob first = new MachineJob(StationTestCards.JOB, Stage.PLANNED, StationTestCards.cards(1));
            assertThat(station.run(first, Duration.ZERO)).isPresent();
            MachineJob next = new MachineJob("aabbccdd-printing-0002", Stage.PLANNED, StationTestCards.cards(2));
            assertThatThrownBy(() -> station.run(next, Duration.ZERO))
                    .isInstanceOf(StationException.class)
                    .hasMessageContaining("out of step");
        }
        assertThat(printer.cards()).hasSize(1);
    }

    @Test
    void an_answer_given_twice_is_never_that_of_the_next_card() throws IOException {
        printer.answers(1, "OK 1\nOK 1\n").answers(2, "");
        run();
        assertThat(journal.outcomes()).containsEntry(1, Outcome.OK).doesNotContainEntry(2, Outcome.OK);
    }

    @Test
    void a_machine_that_is_not_there_costs_no_card() throws IOException {
        int nobody = printer.port();
        printer.close();
        MachineDefinition machine = StationTestCards.lineMachine(home, nobody, "");
        try (Station station = Station.open(machine, journal)) {
            MachineJob job = new MachineJob(StationTestCards.JOB, Stage.PLANNED, StationTestCards.cards(1));
            assertThatThrownBy(() -> station.run(job, Duration.ZERO))
                    .isInstanceOf(StationException.class)
                    .hasMessageContaining("does not take a connection");
        }
        assertThat(journal.steps()).isEmpty();
    }

    @Test
    void a_machine_that_is_asked_and_not_ready_gets_no_card() throws IOException {
        String asks = "<ask hex=\"05\" ready=\"WORD\"/>";
        assertThat(run(StationTestCards.cards(2), asks.replace("WORD", "READY")).answers())
                .hasSize(2);
        int said = printer.cards().size();
        assertThat(run(StationTestCards.cards(2), asks.replace("WORD", "OTHER")).answers())
                .isEmpty();
        assertThat(printer.cards()).hasSize(said);
    }

    @Test
    void killed_before_a_card_is_begun_it_was_not_said_and_killed_behind_that_it_may_be() throws IOException {
        journal.diesBefore("begun 2");
        assertThatThrownBy(this::run).isInstanceOf(Killed.class);
        assertThat(printer.cards()).hasSize(1);
        journal.lives().diesAfter("begun 2");
        List<JobCard> left = StationTestCards.cards(3).subList(1, 3);
        assertThatThrownBy(() -> run(left, "")).isInstanceOf(Killed.class);
        assertThat(printer.cards()).hasSize(1);
        assertThat(journal.outcomes()).containsOnlyKeys(1);
    }
}
