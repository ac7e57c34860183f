package org.cardwright.pipeline.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cardwright.pipeline.pool.KeyPoolSettings.Use;
import org.cardwright.pipeline.step.CrashPoints;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whenever a run dies, each card gets the pair that it would have got, and no pair is lost or given twice. */
class KeyPoolCrashTest {

    private static final int ORDERS = 180;
    private static final int TARGET = 120;

    @TempDir
    private static Path shared;

    private static Map<String, String> output;
    private static List<String> rows;

    @TempDir
    private Path directory;

    private PoolHome bureau;
    private Path export;

    /** The pool has fewer pairs than the batch has cards, so that some are made on demand. */
    @BeforeAll
    static void run_undisturbed() throws Exception {
        PoolHome undisturbed = new PoolHome(shared.resolve("reference"), Use.ON, TARGET);
        undisturbed.fill();
        undisturbed.prepare(undisturbed.home.export("orders.txt", 1, ORDERS));
        output = undisturbed.home.output();
        rows = undisturbed.rows();
        assertThat(undisturbed.standing().used()).isEqualTo(TARGET);
    }

    @BeforeEach
    void prepare_a_home() throws IOException {
        bureau = new PoolHome(directory, Use.ON, TARGET);
        export = bureau.home.export("orders.txt", 1, ORDERS);
    }

    @AfterEach
    void pass_all_points_again() {
        HaltAtPoint.inProcess = CrashPoints.NONE;
    }

    private void assertEndsExactly() throws Exception {
        BatchOutcome outcome = bureau.prepare(export);
        assertThat(outcome.exitCode()).as(outcome.message()).isZero();
        assertThat(bureau.home.output()).isEqualTo(output);
        assertThat(bureau.rows()).isEqualTo(rows);
        assertThat(bureau.standing().used()).isEqualTo(TARGET);
    }

    @Test
    void killed_while_it_takes_pairs_and_while_they_are_used() throws Exception {
        bureau.fill();
        for (String point : List.of("PAIRS_TAKEN intake 1", "CHECKPOINT_WRITTEN intake 2", "CHUNK_WRITTEN prepare 3")) {
            String[] words = point.split(" ", -1);
            assertThat(new Fork(bureau.home, export)
                            .haltAt(words[0], words[1], Integer.parseInt(words[2]))
                            .run())
                    .as(point)
                    .isEqualTo(HaltAtPoint.HALTED);
        }
        assertEndsExactly();
    }

    @ParameterizedTest
    @CsvSource({"PAIRS_TAKEN, 2", "CHUNK_COMMITTED, 1"})
    void broken_at_every_moment_of_intake(String point, int passage) throws Exception {
        bureau.fill();
        breakAt(point, "intake", passage);
        assertThat(bureau.prepare(export).kind()).isNotEqualTo(BatchOutcome.Kind.DONE);
        HaltAtPoint.inProcess = CrashPoints.NONE;
        assertEndsExactly();
    }

    @Test
    void killed_while_it_fills() throws Exception {
        for (String point : List.of("PAIRS_FILLED", "CHUNK_COMMITTED")) {
            Path fill = Path.of(ForkedPrepare.FILL);
            assertThat(new Fork(bureau.home, fill).haltAt(point, "pool-fill", 2).run())
                    .as(point)
                    .isEqualTo(HaltAtPoint.HALTED);
            bureau.standing();
        }
        assertThat(bureau.standing().inStock()).isEqualTo(48);
        BatchOutcome filled = bureau.fill();
        assertThat(filled.message()).endsWith(": 72 pairs made");
        assertEndsExactly();
    }

    @ParameterizedTest
    @CsvSource({"PAIRS_FILLED, 3"})
    void broken_at_every_moment_of_filling(String point, int passage) throws Exception {
        breakAt(point, "pool-fill", passage);
        assertThat(bureau.fill().exitCode()).isNotZero();
        HaltAtPoint.inProcess = CrashPoints.NONE;
        assertThat(bureau.fill().exitCode()).isZero();
        assertEndsExactly();
    }

    private static void breakAt(String point, String step, int passage) {
        int[] passages = {0};
        HaltAtPoint.inProcess = (p, s) -> {
            if (p.equals(point) && s.equals(step) && ++passages[0] == passage) {
                throw new IllegalStateException("planned");
            }
        };
    }
}
