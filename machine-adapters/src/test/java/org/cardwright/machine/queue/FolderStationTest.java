package org.cardwright.machine.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cardwright.machine.language.CardTexts;
import org.cardwright.machine.language.JobCard;
import org.cardwright.machine.language.MachineTextException;
import org.cardwright.machine.queue.CardAnswer.Outcome;
import org.cardwright.machine.queue.MachineJob.Stage;
import org.cardwright.machine.queue.RecordedJournal.Killed;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A machine that looks into a real folder gets every job once, and what it answers is judged card by card. */
class FolderStationTest {

    private static final String JOB = StationTestCards.JOB;
    private static final Duration NOW = Duration.ZERO;
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String GOOD = JOB + ";1;0000001-1;OK;;P-1\n" + JOB + ";2;;REJECT;012;\nEND;2\n";

    @TempDir
    private Path home;

    private final RecordedJournal journal = new RecordedJournal();
    private Path folder;
    private int taken;

    @BeforeEach
    void place() {
        folder = home.resolve("queues/embosser");
    }

    private Optional<JudgedAnswers> run(Duration patience) throws IOException {
        return run(new MachineJob(JOB, journal.stage(), StationTestCards.cards(2)), patience, false);
    }

    private Optional<JudgedAnswers> run(MachineJob job, Duration patience, boolean binds) throws IOException {
        try (Station station = Station.open(StationTestCards.folderMachine(home, binds), journal)) {
            return station.run(job, patience);
        }
    }

    /** The machine takes what has a name of its own, and nothing that is not complete. */
    private void machineTakes() throws IOException {
        Path file = folder.resolve(JOB + ".emb");
        if (Files.exists(file)) {
            assertThat(Files.readString(file)).startsWith("#DCL#").endsWith("#END#@@@@@@\r\n");
            assertThat(Files.readAllLines(file)).hasSize(3);
            Files.delete(file);
            taken++;
        }
    }

    private void makeFolder() throws IOException {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }

    private void machineSays(String result) throws IOException {
        Files.writeString(folder.resolve(JOB + ".res"), result);
    }

    @Test
    void a_job_is_taken_whole_and_its_answers_are_kept() throws IOException {
        assertThat(run(NOW)).isEmpty();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(JOB + ".emb"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
        machineTakes();
        machineSays(GOOD);
        JudgedAnswers judged = run(LONG).orElseThrow();
        assertThat(judged.findings().isNone()).isTrue();
        assertThat(journal.answers().get(1)).isEqualTo(new CardAnswer(1, "0000001-1", Outcome.OK, "", "P-1"));
        assertThat(journal.answers().get(2)).isEqualTo(new CardAnswer(2, "0000002-1", Outcome.REJECT, "012", ""));
        assertThat(journal.steps()).containsExactly("complete", "handed", "answered");
        assertThat(files()).isEmpty();
        assertThat(kept()).containsExactly(JOB + ".res");
    }

    @ParameterizedTest
    @CsvSource({
        "before, complete, false",
        "after, complete, false",
        "before, handed, true",
        "before, handed, false",
        "after, handed, true"
    })
    void killed_anywhere_the_machine_gets_the_job_once(String when, String step, boolean quick) throws IOException {
        if (when.equals("before")) {
            journal.diesBefore(step);
        } else {
            journal.diesAfter(step);
        }
        assertThatThrownBy(() -> run(NOW)).isInstanceOf(Killed.class);
        if (quick) {
            machineTakes();
        }
        journal.lives();
        assertThat(run(NOW)).isEmpty();
        machineTakes();
        assertThat(taken).isEqualTo(1);
        machineSays(GOOD);
        assertThat(run(LONG)).isPresent();
        assertThat(journal.outcomes().values()).containsExactly(Outcome.OK, Outcome.REJECT);
        assertThat(files()).isEmpty();
        assertThat(kept()).containsExactly(JOB + ".res");
    }

    @Test
    void a_torn_temporary_file_is_written_anew_and_one_that_was_changed_is_not_handed_over() throws IOException {
        makeFolder();
        Files.writeString(folder.resolve(JOB + ".tmp"), "#DCL#08");
        journal.diesAfter("complete");
        assertThatThrownBy(() -> run(NOW)).isInstanceOf(Killed.class);
        Files.writeString(folder.resolve(JOB + ".tmp"), "other");
        journal.lives();
        assertThatThrownBy(() -> run(NOW)).isInstanceOf(StationException.class);
        assertThat(files()).containsExactly(JOB + ".tmp");
    }

    @Test
    void a_file_that_nobody_here_handed_over_is_left_alone() throws IOException {
        makeFolder();
        Files.writeString(folder.resolve(JOB + ".emb"), "foreign");
        assertThatThrownBy(() -> run(NOW)).isInstanceOf(StationException.class).hasMessageContaining(JOB);
        assertThat(folder.resolve(JOB + ".emb")).hasContent("foreign");
        assertThat(journal.steps()).isEmpty();
    }

    @Test
    void an_answer_that_is_there_before_the_question_is_not_believed() throws IOException {
        makeFolder();
        machineSays(GOOD);
        assertThatThrownBy(() -> run(NOW))
                .isInstanceOf(StationException.class)
                .hasMessageContaining("before the machine has the job");
        assertThat(journal.steps()).isEmpty();
    }

    @Test
    void a_card_that_the_machine_cannot_make_keeps_the_job_out_of_the_folder() throws IOException {
        JobCard wrong =
                new JobCard(3, "0000003-1", CardTexts.of(java.util.Map.of("emboss-1", "1", "track-2", ";2=3?")));
        List<JobCard> cards = Stream.concat(StationTestCards.cards(2).stream(), Stream.of(wrong))
                .toList();
        MachineJob job = new MachineJob(JOB, Stage.PLANNED, cards);
        assertThatThrownBy(() -> run(job, NOW, false))
                .isInstanceOf(MachineTextException.class)
                .hasMessageStartingWith("card 0000003-1");
        assertThat(files()).isEmpty();
        assertThat(journal.steps()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 60})
    void a_torn_result_is_waited_for(int bytes) throws IOException {
        run(NOW);
        machineTakes();
        machineSays(GOOD.substring(0, bytes));
        assertThat(run(NOW)).isEmpty();
        assertThat(journal.answers()).isEmpty();
        machineSays(GOOD);
        assertThat(run(LONG)).isPresent();
    }

    @Test
    void a_result_that_comes_while_somebody_waits_is_seen() throws Exception {
        run(NOW);
        machineTakes();
        Thread machine = new Thread(() -> {
            try {
                Path temporary = Files.writeString(folder.resolve("result"), GOOD);
                Files.move(temporary, folder.resolve(JOB + ".res"));
            } catch (IOException broken) {
                throw new java.io.UncheckedIOException(broken);
            }
        });
        machine.start();
        assertThat(run(LONG)).isPresent();
        machine.join();
    }

    @Test
    void answers_that_contradict_repeat_miss_or_belong_to_nobody() throws IOException {
        run(NOW);
        machineTakes();
        String first = JOB + ";1;0000001-1;OK;;P-1\n";
        machineSays(first + first + JOB + ";9;;OK;;\n" + JOB + ";1;0000002-1;OK;;\nother;2;;OK;;\nEND;5\n");
        JudgedAnswers judged = run(LONG).orElseThrow();
        assertThat(judged.findings()).isEqualTo(new JudgedAnswers.Findings(1, 0, 3, 1, 0));
        assertThat(journal.outcomes().values()).containsExactly(Outcome.OK, Outcome.UNKNOWN);
    }

    @Test
    void two_things_about_one_card_are_none() throws IOException {
        run(NOW);
        machineSays(JOB + ";1;;OK;;\n" + JOB + ";1;;REJECT;;\n" + JOB + ";2;;OK;;\nEND;3\n");
        assertThat(run(LONG).orElseThrow().findings().contradicted()).isEqualTo(1);
        assertThat(journal.outcomes().values()).containsExactly(Outcome.UNKNOWN, Outcome.OK);
    }

    @ParameterizedTest
    @CsvSource({"P-1, P-2, OK, OK", "P-1, P-1, UNKNOWN, UNKNOWN", "P-1, '', OK, UNKNOWN"})
    void a_station_that_binds_names_a_plastic_for_each_good_card(String one, String two, Outcome first, Outcome second)
            throws IOException {
        run(NOW);
        machineSays(JOB + ";1;;OK;;" + one + "\n" + JOB + ";2;;OK;;" + two + "\nEND;2\n");
        run(new MachineJob(JOB, Stage.HANDED, StationTestCards.cards(2)), LONG, true);
        assertThat(journal.outcomes().values()).containsExactly(first, second);
    }

    @Test
    void killed_before_the_answers_are_kept_they_are_read_again_and_killed_behind_that_they_are_cleared_up()
            throws IOException {
        run(NOW);
        machineSays(GOOD);
        journal.diesBefore("answered");
        assertThatThrownBy(() -> run(LONG)).isInstanceOf(Killed.class);
        journal.lives().diesAfter("answered");
        assertThatThrownBy(() -> run(LONG)).isInstanceOf(Killed.class);
        assertThat(files()).contains(JOB + ".emb", JOB + ".res");
        try (Station station = Station.open(StationTestCards.folderMachine(home, false), journal)) {
            station.tidy(List.of(JOB));
        }
        assertThat(files()).isEmpty();
        assertThat(kept()).containsExactly(JOB + ".res");
    }

    @Test
    void what_is_kept_of_a_result_could_be_no_card_number_and_is_for_its_owner_only() throws IOException {
        run(NOW);
        machineTakes();
        machineSays(GOOD.replace("012", "9999990000010001").replace("END;2", "DOE/JOHN 9999-9900-0001-0001\nEND;3"));
        run(LONG);
        Path kept = home.resolve("queues/.read/embosser").resolve(JOB + ".res");
        assertThat(kept)
                .content()
                .contains("0000001-1;OK;;P-1", "REJECT;?;", "END;3")
                .doesNotContain("9999", "DOE");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
                .isEqualTo("rw-------");
    }

    @Test
    void a_late_answer_that_says_something_else_is_told_and_kept_and_one_that_is_too_long_is_not_waited_for()
            throws IOException {
        run(NOW);
        machineTakes();
        machineSays(GOOD);
        run(LONG);
        try (Station station = Station.open(StationTestCards.folderMachine(home, false), journal)) {
            machineSays(GOOD);
            assertThat(station.tidy(List.of(JOB))).isZero();
            machineSays(GOOD.replace("REJECT;012", "OK;"));
            assertThat(station.tidy(List.of(JOB))).isEqualTo(1);
        }
        assertThat(kept()).containsExactlyInAnyOrder(JOB + ".res", JOB + ".res.late");
        machineSays("x".repeat((1 << 22) + 1));
        assertThatThrownBy(() -> run(NOW)).isInstanceOf(StationException.class).hasMessageContaining("is longer than");
    }

    private List<String> kept() {
        return List.of(home.resolve("queues/.read/embosser").toFile().list());
    }

    private List<String> files() throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith(".station.lock"))
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
