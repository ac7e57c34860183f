package org.cardwright.jobs.scorecard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program is killed while its heads put cards onto virtual chips; the next process takes over and counts every chip by name. */
class LineKillTest {

    private static final int CARDS = 60;
    private static final int MOST_RUNS = 20;
    private static final int KILLS = Integer.getInteger("line.kills", 1);

    /** Of 60 cards on two heads far less than it takes. */
    private static final long MOST_MS = 250;

    @TempDir
    private Path folder;

    @Test
    void a_killed_line_loses_no_card_and_no_chip() throws Exception {
        TestBureau bureau = new TestBureau(folder).withQuickVault();
        Program program = new Program(folder.resolve("logs"));
        Program.Ended prepared =
                program.run(bureau.prepare(bureau.export("orders.csv", 91, Map.of("visa-sda", CARDS))));
        assertThat(prepared.exitCode()).as(prepared.toString()).isZero();
        String[] line = {
            "personalize",
            bureau.batch().toString(),
            "--reader",
            "virtual",
            "--heads",
            "2",
            "--attempts",
            "9",
            "--lists",
            folder.resolve("lists").toString(),
            "--home",
            bureau.home().toString()
        };
        Random random = new Random(20261122);
        int killed = 0;
        Program.Ended last = null;
        for (int run = 1; last == null && run <= MOST_RUNS; run++) {
            Program.Running running = program.start(line);
            awaitRun(bureau, running, run);
            if (killed < KILLS && running.killAfter(random.nextLong(MOST_MS))) {
                killed++;
            } else {
                last = running.await();
            }
        }
        assertThat(last).as("it comes to its end").isNotNull();
        assertThat(last.exitCode()).as(last.toString()).isZero();
        assertThat(killed).isEqualTo(KILLS);
        assertThat(last.out())
                .contains(": cut off", "now  cards 60  good 60  held 0  withdrawn 0  open 0", "difference  0");
        everyCardIsOnOneChip(killed);
    }

    /** The audit beside the database tells when the run has begun. */
    private static void awaitRun(TestBureau bureau, Program.Running running, int number) throws Exception {
        Path audit = bureau.home().resolve("audit.log");
        String begun = "run " + number + " of group ";
        for (int i = 0; i < 6_000 && running.process().isAlive(); i++) {
            if (Files.readString(audit)
                    .lines()
                    .anyMatch(line -> line.contains("CHIP_RUN_BEGUN") && line.contains(begun))) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    private void everyCardIsOnOneChip(int killed) throws IOException {
        Set<String> chips = new HashSet<>();
        List<String> records = new ArrayList<>();
        for (String[] made : rows("made.csv")) {
            records.add(made[0]);
            assertThat(chips.add(made[6] + made[7])).as("a chip twice").isTrue();
        }
        assertThat(records).hasSize(CARDS).doesNotHaveDuplicates();
        List<String[]> dead = rows("remake.csv");
        for (String[] chip : dead) {
            assertThat(chips.add(chip[5] + chip[6])).as("a chip twice").isTrue();
            assertThat(chip[3] + chip[7]).isEqualTo("UNKNOWNthe run was cut off");
        }
        assertThat(dead).as("at most one in each head").hasSizeLessThanOrEqualTo(2 * killed);
        assertThat(rows("waiting.csv")).isEmpty();
    }

    private List<String[]> rows(String list) throws IOException {
        return Files.readAllLines(folder.resolve("lists").resolve(list)).stream()
                .skip(1)
                .map(row -> row.split(",", -1))
                .toList();
    }
}
