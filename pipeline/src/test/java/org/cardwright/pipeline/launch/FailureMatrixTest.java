package org.cardwright.pipeline.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.cardwright.perso.file.PersoRecord;
import org.cardwright.pipeline.ledger.DatabaseSettings;
import org.cardwright.pipeline.step.CrashPoints;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cases of the failure matrix that a run survives within its process, each exact: same bytes, same rows. */
class FailureMatrixTest {

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
    void case_A_an_interrupt_between_two_chunks_stops_the_batch_and_loses_nothing() throws Exception {
        at("CHUNK_COMMITTED", "prepare", 2, () -> Thread.currentThread().interrupt());

        assertThat(home.prepare(export).kind()).isEqualTo(BatchOutcome.Kind.STOPPED);
        assertThat(Thread.interrupted()).isFalse();

        assertResumes();
    }

    @Test
    void case_A_an_interrupt_within_a_chunk_loses_nothing() throws Exception {
        at("CHUNK_WRITTEN", "prepare", 2, () -> Thread.currentThread().interrupt());

        BatchOutcome outcome = home.prepare(export);
        assertThat(outcome.exitCode()).as(outcome.message()).isEqualTo(75);
        Thread.interrupted();

        assertResumes();
    }

    @Test
    void case_B_a_chunk_marked_for_rollback_behind_our_back_is_a_failure() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        MarkForRollback marker = new MarkForRollback();
        LineDefinition definition = new LineDefinition("1", p -> p, release -> new WrappedRelease(release) {
            @Override
            public void append(List<PersoRecord> records) throws IOException {
                super.append(records);
                if (calls.incrementAndGet() == 2) {
                    marker.mark();
                }
            }
        });

        try (Pipeline pipeline = home.open(definition, marker::remember)) {
            assertThat(pipeline.prepare(home.request(export)).kind()).isNotEqualTo(BatchOutcome.Kind.DONE);
        }
        assertThat(calls).hasValue(2);

        assertResumes();
    }

    @Test
    void cases_D_and_E_a_failed_write_is_neither_skipped_nor_retried() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        LineDefinition definition = new LineDefinition("1", p -> p, release -> new WrappedRelease(release) {
            @Override
            public void append(List<PersoRecord> records) throws IOException {
                super.append(records);
                if (calls.incrementAndGet() == 2) {
                    throw new IOException("no space");
                }
            }
        });

        try (Pipeline pipeline = home.open(definition)) {
            assertThat(pipeline.prepare(home.request(export)).kind()).isEqualTo(BatchOutcome.Kind.UNAVAILABLE);
        }
        assertThat(calls).hasValue(2);

        assertResumes();
    }

    @Test
    void case_F_a_failed_checkpoint_is_not_saved_half() throws Exception {
        for (String step : List.of("intake", "prepare", "release")) {
            Home each = new Home(directory.resolve(step));
            each.export("orders.txt", 1, ORDERS);
            at("CHECKPOINT_WRITTEN", step, step.equals("intake") ? 1 : 2, () -> {
                throw new IllegalStateException("the update failed");
            });

            assertThat(each.prepare(export).kind()).isNotEqualTo(BatchOutcome.Kind.DONE);
            HaltAtPoint.inProcess = CrashPoints.NONE;

            assertThat(each.prepare(export).kind()).isEqualTo(BatchOutcome.Kind.DONE);
            reference.assertEqual(each);
        }
    }

    @Test
    void case_K_a_stop_from_another_thread_ends_the_run_at_its_next_chunk() throws Exception {
        try (Pipeline pipeline = home.open()) {
            at("CHUNK_COMMITTED", "prepare", 2, () -> join(new Thread(pipeline::stop)));

            BatchOutcome outcome = pipeline.prepare(home.request(export));

            assertThat(outcome.kind()).isEqualTo(BatchOutcome.Kind.STOPPED);
            assertThat(outcome.exitCode()).isEqualTo(75);
        }
        assertResumes();
    }

    @Test
    void resumes_what_spring_batch_calls_unknown() throws Exception {
        failAt("prepare", 2);
        sql(
                "update BATCH_STEP_EXECUTION set STATUS = 'UNKNOWN' where STEP_NAME = 'prepare'",
                "update BATCH_JOB_EXECUTION set STATUS = 'UNKNOWN'");

        assertResumes();
    }

    @Test
    void resumes_at_the_right_place_when_the_clock_went_back_between_two_runs() throws Exception {
        failAt("prepare", 2);
        failAt("prepare", 2);
        sql("update BATCH_STEP_EXECUTION set CREATE_TIME = TIMESTAMP '2001-01-01 00:00:00' where STEP_EXECUTION_ID ="
                + " (select max(STEP_EXECUTION_ID) from BATCH_STEP_EXECUTION where STEP_NAME = 'prepare')");

        assertResumes();
    }

    @Test
    void resumes_when_the_job_repository_believes_a_step_complete_that_is_not() throws Exception {
        failAt("prepare", 2);
        sql(
                "update BATCH_STEP_EXECUTION set STATUS = 'COMPLETED' where STEP_NAME = 'prepare'",
                "update BATCH_JOB_EXECUTION set STATUS = 'COMPLETED'");

        assertResumes();
    }

    @Test
    void refuses_to_go_on_behind_a_segment_that_is_shorter_than_its_checkpoint() throws Exception {
        failAt("prepare", 2);
        Path work = directory.resolve("work");
        Path segment;
        try (Stream<Path> files = Files.walk(work)) {
            segment = files.filter(f -> f.endsWith("prepared.seg")).findFirst().orElseThrow();
        }
        try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
            file.setLength(file.length() / 2);
        }

        BatchOutcome outcome = home.prepare(export);

        assertThat(outcome.kind()).as(outcome.message()).isEqualTo(BatchOutcome.Kind.NOT_RECONCILED);
        assertThat(home.output()).isEmpty();
    }

    private void failAt(String step, int passage) throws IOException {
        at("CHUNK_WRITTEN", step, passage, () -> {
            throw new IllegalStateException("planned");
        });
        assertThat(home.prepare(export).kind()).isEqualTo(BatchOutcome.Kind.INTERNAL);
        HaltAtPoint.inProcess = CrashPoints.NONE;
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

    private void sql(String... statements) throws Exception {
        DatabaseSettings database = home.settings().database();
        try (Connection connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                assertThat(statement.executeUpdate(sql)).isPositive();
            }
        }
    }

    private static void join(Thread thread) {
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException hurried) {
            throw new IllegalStateException(hurried);
        }
    }
}
