package org.cardwright.jobs.scorecard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R03: the database server dies in the middle and comes back. */
class DatabaseLossTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long LOOK_EVERY_MS = 20;

    @TempDir
    private Path folder;

    private int stops;
    private int felt;
    private long longestMs;

    @Tag("R03")
    @Row(
            claim = "a database that is lost and comes back loses and doubles nothing",
            wanted = "50 times pg_ctl stop -m immediate: 0 wrong, the process ends within 30 s with exit 75")
    @Test
    void a_database_lost_in_the_middle_loses_and_doubles_nothing(Evidence evidence) throws Exception {
        Map<String, Integer> orders = evidence.full() ? Trial.MANY : Trial.FEW;
        long spanMs = Trial.undisturbedMillis(orders);
        Random random = evidence.random();
        int wanted = evidence.size(1, 50);
        try (PostgresServer server = PostgresServer.startedIn(folder.resolve("server"))) {
            for (int batch = 0; stops < wanted; batch++) {
                Trial trial = Trial.over(server.database(), folder.resolve("batch-" + batch), orders);
                Program program = trial.program();
                stopTheServer(server, program.start(trial.command()), amongRecords(trial.bureau()));
                if (stops < wanted) {
                    stopTheServer(server, program.start(trial.command()), after(random.nextLong(spanMs)));
                }
                trial.finish();
                if (batch == 0) {
                    PlantedDamage.run(evidence, trial);
                }
                trial.forget();
                evidence.progress(stops + " stops, " + felt + " felt, longest end " + longestMs + " ms");
            }
        }
        evidence.figure("stops", stops);
        evidence.figure("ended with exit 75", felt);
        evidence.figure("ms until the slowest ended", longestMs);
        evidence.control("the loss is felt", felt > 0);
    }

    /** Stops the server at a moment of the run, waits for the end of the run and starts the server again. */
    private void stopTheServer(PostgresServer server, Program.Running running, Moment moment) throws Exception {
        moment.await(running.process());
        server.stopImmediately();
        long stopped = System.nanoTime();
        boolean ended = running.process().waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - stopped);
        server.startAgain();
        assertThat(ended).as("ended within %s", PATIENCE).isTrue();
        Program.Ended how = running.await();
        assertThat(how.exitCode()).as(how.toString()).isIn(0, Trial.TRY_AGAIN);
        stops++;
        felt += how.exitCode() == Trial.TRY_AGAIN ? 1 : 0;
        longestMs = Math.max(longestMs, millis);
    }

    /** When to stop the server. */
    @FunctionalInterface
    private interface Moment {
        void await(Process process) throws Exception;
    }

    private static Moment after(long millis) {
        return process -> process.waitFor(millis, TimeUnit.MILLISECONDS);
    }

    /** Records are being prepared. */
    private static Moment amongRecords(TestBureau bureau) {
        return process -> {
            while (BatchFiles.of(bureau).records().isEmpty()) {
                boolean ended = process.waitFor(LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
                assertThat(ended).as("ended before its first record").isFalse();
            }
        };
    }
}
