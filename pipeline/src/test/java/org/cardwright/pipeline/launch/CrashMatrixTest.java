package org.cardwright.pipeline.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cardwright.pipeline.ledger.WrongUsageException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cases of the failure matrix in which the process dies, each exact: same bytes, same rows. */
class CrashMatrixTest {

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

    @Test
    void case_C_a_restart_that_dies_before_its_first_commit_does_not_begin_at_the_first_card() throws Exception {
        assertThat(new Fork(home, export)
                        .haltAt("CHUNK_COMMITTED", "prepare", 3)
                        .run())
                .isEqualTo(HaltAtPoint.HALTED);
        assertThat(new Fork(home, export).haltAt("STEP_CREATED", "prepare", 1).run())
                .isEqualTo(HaltAtPoint.HALTED);
        assertThat(new Fork(home, export).haltAt("CHUNK_WRITTEN", "prepare", 1).run())
                .isEqualTo(HaltAtPoint.HALTED);

        assertEndsExactly();
    }

    @Test
    void case_J_a_termination_signal_stops_at_the_next_chunk_and_loses_nothing() throws Exception {
        Process process = new Fork(home, export).slowed(150).start();
        Path work = directory.resolve("work");
        WaitFor.file(work, "prepared.seg", process);

        process.destroy();

        // 128 + SIGTERM: the signal ends the process, but only after the run has stopped.
        assertThat(Fork.exitCode(process)).isEqualTo(143);
        try (Pipeline pipeline = home.open()) {
            String batch = pipeline.batches().get(0).batch();
            assertThat(pipeline.audit().toList().toString())
                    .contains("BATCH_INTERRUPTED", "stopped; the same command resumes");
            assertThat(pipeline.batch(batch).orElseThrow().steps()).hasSizeGreaterThan(1);
        }
        assertEndsExactly();
    }

    @Test
    void a_batch_whose_records_are_out_stays_where_it_began_although_its_volume_is_gone() throws Exception {
        assertThat(new Fork(home, export)
                        .haltAt("CHUNK_COMMITTED", "release", 1)
                        .run())
                .isEqualTo(HaltAtPoint.HALTED);
        Path unmounted = directory.resolve("unmounted");
        Files.move(home.out(), unmounted);

        try (Pipeline pipeline = home.open()) {
            BatchRequest elsewhere = new BatchRequest(export, "bank", directory.resolve("elsewhere"));
            assertThatThrownBy(() -> pipeline.prepare(elsewhere))
                    .isInstanceOf(WrongUsageException.class)
                    .hasMessageContaining("was begun in " + home.out());
        }

        Files.move(unmounted, home.out());
        assertEndsExactly();
    }

    private void assertEndsExactly() throws Exception {
        BatchOutcome outcome = home.prepare(export);
        assertThat(outcome.exitCode()).as(outcome.message()).isZero();
        BatchOutcome again = home.prepare(export);
        assertThat(again.kind()).as(again.message()).isEqualTo(BatchOutcome.Kind.ALREADY_DONE);
        reference.assertEqual(home);
    }
}
