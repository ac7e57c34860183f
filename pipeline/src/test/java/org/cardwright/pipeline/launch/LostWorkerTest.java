package org.cardwright.pipeline.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.cardwright.pipeline.step.CrashPoints;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers, the run that told them, and the broker die, hang and come back: nothing is lost, nothing is made twice. */
class LostWorkerTest {

    private static final int KILLED = 137;
    private static final long LONGEST_SECONDS = 90;

    @TempDir
    private static Path shared;

    private static Reference reference;

    @TempDir
    private Path directory;

    private RemoteBureau bureau;

    @BeforeAll
    static void run_undisturbed() throws Exception {
        PostgresServer.freshDatabase();
        reference = Reference.of(shared.resolve("reference"), 1, RemoteBureau.ORDERS);
    }

    /** A worker with a partition, and with the audit locked for a while already: not the run, which locks it for a moment only. */
    private static final String STANDS_IN_TRANSACTION =
            "select count(*) from pg_stat_activity where state = 'idle in transaction'"
                    + " and datname = current_database() and query like '%audit_head%'"
                    + " and state_change < clock_timestamp() - interval '300 milliseconds'"
                    + " and exists (select 1 from batch_partition where state = 'HELD')";

    @BeforeEach
    void prepare_a_bureau() throws Exception {
        bureau = new RemoteBureau(directory, RemoteBureau.PARTITION);
    }

    @AfterEach
    void end_everything() throws Exception {
        HaltAtPoint.inProcess = CrashPoints.NONE;
        bureau.close();
    }

    private void assertDone(BatchOutcome outcome) throws Exception {
        assertThat(outcome.kind()).as(outcome.message()).isEqualTo(BatchOutcome.Kind.DONE);
        reference.assertEqual(bureau.home());
    }

    @Test
    void a_worker_that_is_killed_before_its_second_commit_leaves_what_it_committed() throws Exception {
        Process killed = bureau.forkWorker(0, "-Dcrash.point=CHUNK_WRITTEN", "-Dcrash.step=make", "-Dcrash.passage=2");
        Future<BatchOutcome> run = bureau.prepareMeanwhile();
        assertThat(killed.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(killed.exitValue()).isEqualTo(KILLED);
        bureau.startWorker();

        assertDone(run.get(LONGEST_SECONDS, TimeUnit.SECONDS));

        assertThat(bureau.number("select max(piece) from partition_piece")).isEqualTo(2);
        assertThat(bureau.number("select frames from partition_piece where piece = 2"))
                .as("the chunk that was not committed is made again, the other one is not")
                .isEqualTo(18);
    }

    @Test
    void a_partition_of_which_workers_die_is_named_and_given_up() throws Exception {
        Future<BatchOutcome> run = bureau.prepareMeanwhile();
        for (int i = 0; i < 2; i++) {
            Process dies =
                    bureau.forkWorker(0, "-Dcrash.point=CHUNK_WRITTEN", "-Dcrash.step=make", "-Dcrash.passage=1");
            assertThat(dies.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)).isTrue();
        }
        bureau.startWorker();

        BatchOutcome outcome = run.get(LONGEST_SECONDS, TimeUnit.SECONDS);

        assertThat(outcome.kind()).isEqualTo(BatchOutcome.Kind.UNAVAILABLE);
        assertThat(outcome.message())
                .matches("partition \\d, worker .+: 2 workers ended without a word while they had it");
        assertDone(bureau.home().prepare(bureau.export()));
    }

    @Test
    void a_worker_that_comes_back_late_is_refused_and_has_changed_nothing() throws Exception {
        bureau.close();
        bureau = new RemoteBureau(directory.resolve("late"), RemoteBureau.PARTITION, Duration.ofSeconds(4));
        Process hung = bureau.forkWorker(1_500);
        Future<BatchOutcome> run = bureau.prepareMeanwhile();
        bureau.awaitAny("select count(*) from partition_piece");
        signal("STOP", hung);
        String held = " from batch_partition where state = 'HELD'";
        String token = bureau.text("select token" + held).orElseThrow();
        long number = bureau.number("select number" + held);
        String committed = "select coalesce(sum(frames), 0) from partition_piece where token = '" + token + "'";
        long before = bureau.number(committed);
        bureau.startWorker(new LineDefinition("1", ForkedPrepare.slowed(500), r -> r));
        bureau.awaitAny(
                "select count(*) from batch_partition where number = " + number + " and token <> '" + token + "'");

        signal("CONT", hung);

        assertDone(run.get(LONGEST_SECONDS, TimeUnit.SECONDS));
        assertThat(hung.isAlive()).as("a worker again").isTrue();
        assertThat(bureau.number(committed))
                .as("only what it had committed before it hung")
                .isEqualTo(before);
    }

    private static void signal(String name, Process process) throws Exception {
        List<String> command = List.of("kill", "-" + name, Long.toString(process.pid()));
        assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
    }

    @Test
    void a_worker_that_stops_in_the_middle_of_a_transaction_keeps_nobody_waiting() throws Exception {
        Process hung = bureau.forkWorker(0, "-Dcrash.point=CHUNK_WRITTEN", "-Dcrash.step=make", "-Dcrash.wait=true");
        Future<BatchOutcome> run = bureau.prepareMeanwhile();
        bureau.awaitAny(STANDS_IN_TRANSACTION);
        signal("STOP", hung);
        bureau.startWorker();

        assertDone(run.get(LONGEST_SECONDS, TimeUnit.SECONDS));
    }

    @Test
    void nor_does_it_when_its_lease_is_long() throws Exception {
        try (RemoteBureau patient =
                new RemoteBureau(directory.resolve("patient"), RemoteBureau.PARTITION, Duration.ofSeconds(60))) {
            Process hung =
                    patient.forkWorker(0, "-Dcrash.point=CHUNK_WRITTEN", "-Dcrash.step=make", "-Dcrash.wait=true");
            Future<BatchOutcome> run = patient.prepareMeanwhile();
            patient.awaitAny(STANDS_IN_TRANSACTION);
            signal("STOP", hung);
            patient.startWorker();

            patient.awaitAny("select count(*) / 2 from batch_partition where state = 'DONE'");

            assertThat(patient.number("select count(*) from batch_partition where state = 'HELD'"))
                    .as("its lease goes on")
                    .isEqualTo(1);
            patient.stopPreparing();
            assertThat(run.get(LONGEST_SECONDS, TimeUnit.SECONDS).kind()).isEqualTo(BatchOutcome.Kind.STOPPED);
        }
    }

    @Test
    void a_broker_that_restarts_delays_and_loses_nothing() throws Exception {
        bureau.startWorker(new LineDefinition("1", ForkedPrepare.slowed(500), r -> r));
        Future<BatchOutcome> run = bureau.prepareMeanwhile();
        bureau.awaitHeld(1);

        bureau.broker().stop();
        bureau.broker().start();

        assertDone(run.get(LONGEST_SECONDS, TimeUnit.SECONDS));
    }

    @Test
    void a_broker_that_forgets_is_told_again() throws Exception {
        Future<BatchOutcome> run = bureau.prepareMeanwhile();
        bureau.awaitAny("select count(*) from batch_partition");
        TimeUnit.MILLISECONDS.sleep(500);
        bureau.broker().stop();
        bureau.broker().forget();
        bureau.broker().start();
        bureau.startWorker();

        assertDone(run.get(LONGEST_SECONDS, TimeUnit.SECONDS));
    }

    @Test
    void a_run_that_is_killed_is_replaced_while_its_workers_work() throws Exception {
        try (RemoteBureau patient =
                new RemoteBureau(directory.resolve("patient"), RemoteBureau.PARTITION, Duration.ofSeconds(30))) {
            patient.startWorker(new LineDefinition("1", ForkedPrepare.slowed(500), r -> r));
            patient.startWorker(new LineDefinition("1", ForkedPrepare.slowed(500), r -> r));
            Process killed = patient.forkRun();
            patient.awaitHeld(2);

            killed.destroyForcibly().waitFor();

            BatchOutcome outcome = patient.home().prepare(patient.export());
            assertThat(outcome.kind()).as(outcome.message()).isEqualTo(BatchOutcome.Kind.DONE);
            reference.assertEqual(patient.home());
            assertThat(patient.number("select count(*) from partition_piece"))
                    .as("what was held at the change went on, nothing was begun anew")
                    .isEqualTo(3);
        }
    }
}
