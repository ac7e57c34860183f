package org.cardwright.pipeline.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R04 at reduced size: the Nth commit fails before or after it really happened; every 7th N, or each with -Dsweep=1. */
@Tag("R04")
class CommitFaultTest {

    private static final int ORDERS = 80;
    private static final int STRIDE = Integer.getInteger("sweep", 7);
    private static final int MOST_COMMITS = 1_000;

    @TempDir
    private Path directory;

    @Test
    void a_commit_that_fails_before_it_happened_loses_and_doubles_nothing() throws Exception {
        assertThat(sweep(false)).isGreaterThan(40);
    }

    @Test
    void a_commit_whose_answer_is_lost_loses_and_doubles_nothing() throws Exception {
        assertThat(sweep(true)).isGreaterThan(40);
    }

    /** Returns the number of commits of an undisturbed run. */
    private int sweep(boolean afterwards) throws Exception {
        Reference reference = Reference.of(directory.resolve("reference"), 1, ORDERS);
        for (int n = 1; n < MOST_COMMITS; n += STRIDE) {
            Home home = new Home(directory.resolve("home-" + n));
            Path export = home.export("orders.txt", 1, ORDERS);
            FaultyCommits faulty = new FaultyCommits(n, afterwards);
            try (Pipeline pipeline = home.open(LineDefinition.plain(), faulty::around)) {
                int exitCode = pipeline.prepare(home.request(export)).exitCode();
                assertThat(exitCode).as("commit " + n).isIn(0, 75);
            }
            BatchOutcome outcome = home.prepare(export);
            assertThat(outcome.exitCode())
                    .as("commit " + n + ": " + outcome.message())
                    .isZero();
            reference.assertEqual(home);
            if (!faulty.fired()) {
                return n;
            }
        }
        return MOST_COMMITS;
    }
}
