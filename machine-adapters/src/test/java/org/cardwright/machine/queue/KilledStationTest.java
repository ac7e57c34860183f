package org.cardwright.machine.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole processes are killed at every step; the next one takes over, and nothing is handed over or said twice. */
class KilledStationTest {

    private static final String JOB = StationTestCards.JOB;

    @TempDir
    private Path home;

    private Map<Integer, String> outcomes() throws IOException {
        return new FileJournal(home.resolve("journal"), "none").outcomes();
    }

    /** The machine takes what has a name of its own; false when there is nothing to take. */
    private boolean machineTakes() throws IOException {
        Path file = home.resolve("queues/embosser").resolve(JOB + ".emb");
        boolean there = Files.exists(file);
        if (there) {
            assertThat(Files.readAllLines(file)).hasSize(3);
            Files.delete(file);
        }
        return there;
    }

    private void machineAnswers() throws IOException {
        String result = JOB + ";1;0000001-1;OK;;P-1\n" + JOB + ";2;0000002-1;REJECT;012;\nEND;2\n";
        Path temporary = Files.writeString(home.resolve("result"), result);
        Files.move(temporary, home.resolve("queues/embosser").resolve(JOB + ".res"));
    }

    /** This process takes over. */
    private void takeOver(Duration patience) throws IOException {
        FileJournal journal = new FileJournal(home.resolve("journal"), "none");
        try (Station station = Station.open(StationTestCards.folderMachine(home, false), journal)) {
            station.run(journal.job(JOB, StationTestCards.cards(2)), patience);
        }
    }

    /** Temporary file written, forced and read back; journaled as complete; renamed; journaled as handed. */
    @ParameterizedTest
    @ValueSource(strings = {"before complete", "after complete", "before handed", "after handed"})
    void killed_on_the_way_into_the_folder_the_job_is_taken_once(String step) throws Exception {
        Process process = StationProcess.start(home, 2, 0, step);
        boolean named = step.endsWith("handed");
        assertThatThrownBy(() -> takeOver(Duration.ZERO))
                .isInstanceOf(StationException.class)
                .hasMessageContaining("somebody else feeds");
        process.destroyForcibly().waitFor();
        boolean taken = machineTakes();
        assertThat(taken).isEqualTo(named);
        takeOver(Duration.ZERO);
        assertThat(machineTakes()).isEqualTo(!named);
        machineAnswers();
        takeOver(Duration.ZERO);
        assertThat(outcomes()).isEqualTo(Map.of(1, "OK", 2, "REJECT"));
        assertThat(home.resolve("queues/embosser").toFile().list()).containsExactly(".station.lock");
    }

    @Test
    void killed_when_the_result_was_seen_it_is_read_again() throws Exception {
        takeOver(Duration.ZERO);
        assertThat(machineTakes()).isTrue();
        machineAnswers();
        StationProcess.start(home, 2, 0, "before answered").destroyForcibly().waitFor();
        assertThat(outcomes()).isEmpty();
        takeOver(Duration.ZERO);
        assertThat(outcomes()).isEqualTo(Map.of(1, "OK", 2, "REJECT"));
        assertThat(machineTakes()).isFalse();
    }

    /** The printer has a card and says nothing of it; the one who spoke is killed, and somebody else goes on. */
    @Test
    void killed_in_the_middle_of_a_card_it_is_unknown_and_the_others_are_said_once() throws Exception {
        try (SimulatedPrinter printer = new SimulatedPrinter()) {
            printer.answers(2, "");
            Process process = StationProcess.start(home, 4, printer.port(), "none");
            printer.awaitCard(2);
            FileJournal journal = new FileJournal(home.resolve("journal"), "none");
            MachineDefinition machine = StationTestCards.lineMachine(home, printer.port(), "");
            assertThatThrownBy(() -> Station.open(machine, journal))
                    .isInstanceOf(StationException.class)
                    .hasMessageContaining("somebody else feeds machine printer");
            process.destroyForcibly().waitFor();
            try (Station station = Station.open(machine, journal)) {
                station.run(journal.job(JOB, StationTestCards.cards(4)), Duration.ZERO);
            }
            assertThat(outcomes()).isEqualTo(Map.of(1, "OK", 2, "UNKNOWN", 3, "OK", 4, "OK"));
            assertThat(printer.cards()).hasSize(4);
            assertThat(new HashSet<>(printer.cards())).hasSize(4);
        }
    }

    @Test
    void killed_between_the_journal_and_the_word_the_card_is_unknown_and_was_not_said() throws Exception {
        try (SimulatedPrinter printer = new SimulatedPrinter().namesCards()) {
            StationProcess.start(home, 3, printer.port(), "after begun 2")
                    .destroyForcibly()
                    .waitFor();
            FileJournal journal = new FileJournal(home.resolve("journal"), "none");
            MachineDefinition machine = StationTestCards.lineMachine(home, printer.port(), "");
            try (Station station = Station.open(machine, journal)) {
                station.run(journal.job(JOB, StationTestCards.cards(3)), Duration.ZERO);
            }
            assertThat(outcomes()).isEqualTo(Map.of(1, "OK", 2, "UNKNOWN", 3, "OK"));
            List<String> cards = printer.cards();
            assertThat(cards).hasSize(2).doesNotHaveDuplicates();
        }
    }
}
