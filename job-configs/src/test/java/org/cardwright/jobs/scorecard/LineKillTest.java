package org.cardwright.jobs.scorecard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program is killed while its heads put cards onto virtual chips; the next process takes over and counts every chip by name. */
class LineKillTest {

    private static final int CARDS = 60;
    private static final int MOST_RUNS = 20;
    private static final int KILLS = Integer.getInteger("line.kills", 2);

    /** What a card takes, about: far less than 60 cards on two heads. */
    private static final long MOST_MS = 40;

    /** Commits behind the begin of a run, after which cards are in its heads: each card has several. */
    private static final int FIRST_CARDS = 6;

    private static final Pattern CUT_OFF_RUN =
            Pattern.compile("run \\d+ at station .*: cut off\n.*\n((?:  blanks .*\n)*)");
    private static final Pattern IN_HAND = Pattern.compile("(?:rejected|left in it when the run died) +([1-9]\\d*)");

    @TempDir
    private Path folder;

    @Test
    void a_killed_line_loses_no_card_and_no_chip() throws Exception {
        TestBureau bureau = new TestBureau(folder).withQuickVault();
        Program program = new Program(folder.resolve("logs"));
        Program.Ended prepared =
                program.run(bureau.prepare(bureau.export("orders.csv", 91, Map.of("visa-sda", CARDS))));
        assertThat(prepared.exitCode()).as(prepared.toString()).isZero();
        String[] line = line(bureau);
        Random random = new Random(20261122);
        int killed = 0;
        Program.Ended last = null;
        for (int run = 1; last == null && run <= MOST_RUNS; run++) {
            Program.Running running = program.start(line);
            awaitRun(bureau, running, run);
            if (killed < KILLS) {
                awaitCards(bureau, running);
            }
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
        assertThat(inHand(last.out()))
                .as("the kills hit blanks in heads: %s", last.out())
                .isPositive();
        everyCardIsOnOneChip(killed);
    }

    private String[] line(TestBureau bureau) throws IOException {
        return new String[] {
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
    }

    /** Blanks that killed runs had in their heads, as the control sheet has them. */
    private static int inHand(String sheet) {
        return CUT_OFF_RUN
                .matcher(sheet)
                .results()
                .flatMap(run -> IN_HAND.matcher(run.group(1)).results())
                .mapToInt(blanks -> Integer.parseInt(blanks.group(1)))
                .sum();
    }

    /** Every commit changes the file of the database. */
    private static void awaitCards(TestBureau bureau, Program.Running running) throws Exception {
        Path database = bureau.home().resolve("database/cardwright.mv.db");
        FileTime before = Files.getLastModifiedTime(database);
        int changes = 0;
        for (int i = 0; changes < FIRST_CARDS && i < 20_000 && running.process().isAlive(); i++) {
            FileTime now = Files.getLastModifiedTime(database);
            changes += now.equals(before) ? 0 : 1;
            before = now;
            TimeUnit.MILLISECONDS.sleep(1);
        }
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
