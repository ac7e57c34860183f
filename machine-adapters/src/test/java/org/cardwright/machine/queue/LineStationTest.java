package org.cardwright.machine.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.cardwright.machine.language.JobCard;
import org.cardwright.machine.queue.CardAnswer.Outcome;
import org.cardwright.machine.queue.MachineJob.Stage;
import org.cardwright.machine.queue.RecordedJournal.Killed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
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
                .containsExactly("handed", "begun 1", "heard 1", "begun 2", "heard 2", "begun 3", "heard 3", "settled");
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

    /** Nobody waits ten minutes for the answer of a machine that is gone. */
    @Test
    @Timeout(60)
    void a_machine_that_hangs_up_is_not_waited_for() throws IOException {
        printer.hangsUpAt(2);
        StationTestCards.lineMachine(home, printer.port(), "");
        Path patient = home.resolve("printer.xml");
        Files.writeString(patient, Files.readString(patient).replace("answer-seconds=\"1\"", "answer-seconds=\"600\""));
        assertThat(patient).content().contains("answer-seconds=\"600\"");
        MachineDefinition machine = MachineDefinitionFile.load(patient, home);
        try (Station station = Station.open(machine, journal)) {
            station.run(new MachineJob(StationTestCards.JOB, Stage.PLANNED, StationTestCards.cards(3)), Duration.ZERO);
        }
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

    /** The first card of each job is number 1: an answer from the job before would be its own. */
    @Test
    void each_job_has_a_connection_of_its_own() throws IOException {
        printer.namesCards();
        MachineDefinition machine = StationTestCards.lineMachine(home, printer.port(), "");
        try (Station station = Station.open(machine, journal)) {
            for (String job : List.of("aabbccdd-printing-0001", "aabbccdd-printing-0002")) {
                JudgedAnswers judged = station.run(
                                new MachineJob(job, Stage.PLANNED, StationTestCards.cards(1)), Duration.ZERO)
                        .orElseThrow();
                assertThat(judged.findings().isNone()).isTrue();
            }
        }
        assertThat(printer.connections()).isEqualTo(2);
    }

    /** A machine that answers its heading, too: that answer is not the one of the first card. */
    @Test
    void an_answer_to_what_stands_before_the_cards_is_none_about_a_card() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<String> lines = Collections.synchronizedList(new ArrayList<>());
            Thread thread = new Thread(() -> answerEachLine(server, lines));
            thread.setDaemon(true);
            thread.start();
            String xml = """
                    <machine xmlns="urn:cardwright:machine:1" name="encoder" version="1" title="T" room="r" groups="a.b">
                      <delimited header="true" record-end="0A"><text name="number" from="emboss-1"/></delimited>
                      <socket host="127.0.0.1" port="PORT" answer-seconds="1" unit="LINE" counted="true" head-answered="true">
                        <answer pattern="OK" means="OK"/>
                      </socket>
                    </machine>
                    """.replace("PORT", "" + server.getLocalPort());
            MachineDefinition machine =
                    MachineDefinitionFile.load(Files.writeString(home.resolve("encoder.xml"), xml), home);
            try (Station station = Station.open(machine, journal)) {
                station.run(new MachineJob("j-1", Stage.PLANNED, StationTestCards.cards(3)), Duration.ZERO);
            }
            assertThat(journal.outcomes().values()).containsOnly(Outcome.OK).hasSize(3);
            assertThat(lines).hasSize(4);
        }
    }

    private static void answerEachLine(ServerSocket server, List<String> lines) {
        try (Socket socket = server.accept()) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines.add(line);
                socket.getOutputStream().write("OK\n".getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException closed) {
            // the station hung up, or the test is over
        }
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
