package org.cardwright.pipeline.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.cardwright.pipeline.ledger.DatabaseSettings;
import org.cardwright.pipeline.step.CrashPoints;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Case H of the failure matrix: of two runs over one batch only one writes, whoever came first. */
class OvertakenRunTest {

    private static final int ORDERS = 180;

    @TempDir
    private static Path shared;

    private static Reference reference;

    @TempDir
    private Path directory;

    private Home home;
    private Path export;

    @BeforeAll
    static void run_undisturbed() throws Exception {
        reference = Reference.of(shared.resolve("reference"), 1, ORDERS);
    }

    @BeforeEach
    void prepare_a_home() throws IOException {
        home = new Home(directory);
        export = home.export("orders.txt", 1, ORDERS);
    }

    @AfterEach
    void pass_all_points_again() {
        HaltAtPoint.inProcess = CrashPoints.NONE;
    }

    @Test
    void case_H_two_launchers_that_resume_at_once_do_the_work_once() throws Exception {
        at("CHUNK_WRITTEN", "prepare", 2, () -> {
            throw new IllegalStateException("planned");
        });
        assertThat(home.prepare(export).kind()).isEqualTo(BatchOutcome.Kind.INTERNAL);
        HaltAtPoint.inProcess = CrashPoints.NONE;
        CyclicBarrier together = new CyclicBarrier(2);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (Pipeline one = home.open();
                Pipeline other = home.open()) {
            List<Future<BatchOutcome>> runs =
                    threads.invokeAll(List.of(resume(one, together), resume(other, together)));

            List<BatchOutcome.Kind> kinds =
                    List.of(runs.get(0).get().kind(), runs.get(1).get().kind());
            assertThat(kinds).containsOnlyOnce(BatchOutcome.Kind.DONE);
            assertThat(kinds).containsAnyOf(BatchOutcome.Kind.BUSY, BatchOutcome.Kind.ALREADY_DONE);
        } finally {
            threads.shutdownNow();
        }
        reference.assertEqual(home);
    }

    private Callable<BatchOutcome> resume(Pipeline pipeline, CyclicBarrier together) {
        return () -> {
            together.await();
            return pipeline.prepare(home.request(export));
        };
    }

    @Test
    void a_run_that_lost_its_batch_writes_nothing_more() throws Exception {
        at("CHUNK_COMMITTED", "prepare", 2, () -> takeOver());

        assertThat(home.prepare(export).kind()).isEqualTo(BatchOutcome.Kind.BUSY);

        assertResumes();
    }

    @Test
    void a_run_that_lost_its_batch_between_two_steps_leaves_the_files_of_its_successor_alone() throws Exception {
        at("STEP_CREATED", "prepare", 1, () -> {
            takeOver();
            writeInWork("prepared.seg", "written by the successor");
        });

        assertThat(home.prepare(export).kind()).isEqualTo(BatchOutcome.Kind.BUSY);

        assertThat(Files.readString(inWork("prepared.seg"))).isEqualTo("written by the successor");
        assertResumes();
    }

    @Test
    void a_row_that_a_killed_run_had_sent_may_come_after_the_repair() throws Exception {
        at("CHUNK_WRITTEN", "prepare", 2, () -> {
            throw new IllegalStateException("planned");
        });
        assertThat(home.prepare(export).kind()).isEqualTo(BatchOutcome.Kind.INTERNAL);
        HaltAtPoint.inProcess = CrashPoints.NONE;
        AtomicInteger rows = new AtomicInteger();
        LineDefinition definition = new LineDefinition("1", p -> p, release -> {
            rows.addAndGet(update("update batch_job_execution set status = 'STARTED', end_time = null"));
            return release;
        });

        try (Pipeline pipeline = home.open(definition)) {
            BatchOutcome outcome = pipeline.prepare(home.request(export));
            assertThat(outcome.kind()).as(outcome.message()).isEqualTo(BatchOutcome.Kind.DONE);
        }

        assertThat(rows).hasValue(1);
        reference.assertEqual(home);
    }

    private Path inWork(String name) throws IOException {
        try (Stream<Path> batches = Files.list(directory.resolve("work"))) {
            return batches.filter(Files::isDirectory).findFirst().orElseThrow().resolve(name);
        }
    }

    private void writeInWork(String name, String text) {
        try {
            Files.writeString(inWork(name), text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void assertResumes() throws Exception {
        HaltAtPoint.inProcess = CrashPoints.NONE;
        BatchOutcome outcome = home.prepare(export);
        assertThat(outcome.kind()).as(outcome.message()).isEqualTo(BatchOutcome.Kind.DONE);
        reference.assertEqual(home);
    }

    private static void at(String point, String step, int passage, Runnable act) {
        AtomicInteger passages = new AtomicInteger();
        HaltAtPoint.inProcess = (p, s) -> {
            if (p.equals(point) && s.equals(step) && passages.incrementAndGet() == passage) {
                act.run();
            }
        };
    }

    private void takeOver() {
        assertThat(update("update batch set run = 'another'")).isEqualTo(1);
    }

    private int update(String sql) {
        DatabaseSettings database = home.settings().database();
        try (Connection connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
