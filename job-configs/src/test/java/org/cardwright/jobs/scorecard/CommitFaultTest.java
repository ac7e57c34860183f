package org.cardwright.jobs.scorecard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R04: the answer to a commit is lost; it may or may not have happened. */
class CommitFaultTest {

    /** The reduced size: one batch meets all of these, one after the other. */
    private static final List<Fault> FEW = List.of(
            Fault.any(3, true),
            Fault.ofChunk(1, false),
            Fault.any(16, true),
            Fault.ofChunk(2, true),
            Fault.any(9, false),
            Fault.ofChunk(1, true));

    /** So many that there are more commits than are made to fail. */
    private static final Map<String, Integer> LONG_ENOUGH = Map.of("visa-sda", 638, "visa-dda", 2);

    private static final int LAST_COMMIT = 125;

    @TempDir
    private Path folder;

    private int trials;
    private int faults;

    /**
     * A commit that fails.
     *
     * @param n the Nth one of its process
     * @param afterwards true when it has really happened
     * @param ofChunk true when only commits that end a chunk are counted
     */
    private record Fault(int n, boolean afterwards, boolean ofChunk) {

        static Fault any(int n, boolean afterwards) {
            return new Fault(n, afterwards, false);
        }

        static Fault ofChunk(int n, boolean afterwards) {
            return new Fault(n, afterwards, true);
        }
    }

    @Tag("R04")
    @Row(
            claim = "a commit whose outcome is unknown loses and doubles nothing",
            wanted = "commit 1 to 125 fails before / after it happened: 250 trials, 0 wrong, 0 manual steps")
    @Test
    void a_commit_of_unknown_outcome_loses_and_doubles_nothing(Evidence evidence) throws Exception {
        Map<String, Integer> orders = evidence.full() ? LONG_ENOUGH : Trial.FEW;
        if (evidence.full()) {
            for (int n = 1; n <= LAST_COMMIT; n++) {
                for (boolean afterwards : List.of(false, true)) {
                    fail(trial(orders, n % 2 == 0 == afterwards), List.of(Fault.any(n, afterwards)), evidence);
                }
            }
        } else {
            fail(trial(orders, false), FEW, evidence);
            fail(trial(orders, true), FEW.subList(1, 3), evidence);
        }
        evidence.figure("commits that failed", faults);
        evidence.figure("batches, all identical, 0 manual steps", trials);
    }

    private Trial trial(Map<String, Integer> orders, boolean postgres) throws Exception {
        Path root = folder.resolve("trial-" + trials);
        return postgres ? Trial.over(PostgresServer.freshDatabase(), root, orders) : Trial.embedded(root, orders);
    }

    private void fail(Trial trial, List<Fault> planned, Evidence evidence) throws Exception {
        for (Fault fault : planned) {
            Program.Ended ended = trial.program(FaultyDriver.option(fault.n(), fault.afterwards(), fault.ofChunk()))
                    .run(trial.command());
            boolean happened = ended.err().contains(FaultyDriver.HAPPENED);
            assertThat(happened).as("%s happened: %s", fault, ended).isTrue();
            assertThat(ended.exitCode()).as("%s: %s", fault, ended).isIn(0, Trial.TRY_AGAIN);
            if (ended.exitCode() == 0) {
                trial.assertFinished();
            }
            faults++;
        }
        trial.finish();
        if (trials++ == 0) {
            evidence.control("the fault is felt", faults > 0);
            PlantedDamage.run(evidence, trial);
        }
        trial.forget();
        evidence.progress(faults + " commits failed, " + trials + " batches");
    }
}
