package org.cardwright.pipeline.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R01 and R09 at reduced size over the embedded database. */
class KillTest {

    private static final int ORDERS = 400;
    private static final int KILLS = Integer.getInteger("kills", 4);
    private static final long SEED = Long.getLong("seed", 20251121L);

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
    void prepare_a_home() throws Exception {
        home = new Home(directory);
        export = home.export("orders.txt", 1, ORDERS);
    }

    @Test
    @Tag("R01")
    void every_card_comes_out_exactly_once_after_kills_at_random_times() throws Exception {
        Random random = new Random(SEED);
        for (int kill = 0; kill < KILLS; kill++) {
            Process process = new Fork(home, export).slowed(60).start();
            boolean ended = process.waitFor(300 + random.nextInt(2_000), TimeUnit.MILLISECONDS);
            process.destroyForcibly().waitFor();
            assertThat(!ended || process.exitValue() == 0).as("seed " + SEED).isTrue();
        }

        BatchOutcome outcome = home.prepare(export);

        assertThat(outcome.exitCode())
                .as("seed " + SEED + ": " + outcome.message())
                .isZero();
        reference.assertEqual(home);
    }

    @Test
    @Tag("R09")
    void of_several_runs_at_once_exactly_one_works() throws Exception {
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            processes.add(new Fork(home, export).slowed(150).start());
        }
        List<Integer> codes = new ArrayList<>();
        for (Process process : processes) {
            codes.add(Fork.exitCode(process));
        }

        assertThat(codes).containsExactlyInAnyOrder(0, 75, 75);
        reference.assertEqual(home);
    }
}
