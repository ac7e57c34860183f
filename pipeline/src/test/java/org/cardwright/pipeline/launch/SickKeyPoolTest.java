package org.cardwright.pipeline.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongFunction;
import org.cardwright.pipeline.pool.KeyPoolSettings.Use;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with a pool stays known, whatever else goes on. */
class SickKeyPoolTest {

    @TempDir
    private Path directory;

    /** Pair 12 has a factor of pair 5. */
    private static List<BigInteger> weak(long number) {
        return number == 12
                ? List.of(
                        TestKeyPairs.ofNumber(5).get(1),
                        TestKeyPairs.ofNumber(12).get(0))
                : TestKeyPairs.ofNumber(number);
    }

    @Test
    void no_other_pool_is_filled_by_a_generator_that_repeats_itself() throws Exception {
        PoolHome bureau = new PoolHome(directory, Use.ON, 20);
        Files.writeString(directory.resolve("key-pool"), "ON 20 1152");
        bureau.makes(new TestKeyPairs(SickKeyPoolTest::weak));

        BatchOutcome refused = bureau.fill();

        assertThat(refused.kind()).isEqualTo(BatchOutcome.Kind.NOT_RECONCILED);
        assertThat(refused.message()).contains("generator of randomness", "key pool 1152-3-software: not filled");
        assertThat(Query.column(bureau.home, "select pool from key_pool")).containsExactly(PoolHome.POOL);
    }

    @Test
    void a_relative_that_is_used_meanwhile_is_named_with_its_card() throws Exception {
        PoolHome bureau = new PoolHome(directory, Use.ON, 20);
        bureau.fill(OptionalInt.of(8));
        Path export = bureau.home.export("one.txt", 1, 10);
        bureau.makes(new TestKeyPairs(onceBefore(12, () -> bureau.prepare(export))));

        assertThat(bureau.fill().kind()).isEqualTo(BatchOutcome.Kind.NOT_RECONCILED);

        assertThat(bureau.rows().get(4)).startsWith("5 USED");
        assertThat(bureau.rows()).noneMatch(row -> row.startsWith("12 "));
        assertThat(bureau.audit("KEY_PAIR_WEAK"))
                .hasSize(2)
                .allMatch(reason -> reason.contains("pair 5 of pool 1024-3-software, record "));
        assertThat(bureau.standing().destroyed()).isZero();
    }

    private interface Meanwhile {
        BatchOutcome run() throws IOException;
    }

    private static LongFunction<List<BigInteger>> onceBefore(long number, Meanwhile work) {
        AtomicBoolean done = new AtomicBoolean();
        return made -> {
            if (made == number && done.compareAndSet(false, true)) {
                try {
                    assertThat(work.run().exitCode()).isZero();
                } catch (IOException failed) {
                    throw new AssertionError(failed);
                }
            }
            return weak(made);
        };
    }

    @Test
    void altered_pairs_are_gone_also_when_the_batch_has_to_wait_for_others() throws Exception {
        PoolHome bureau = new PoolHome(directory, Use.REQUIRED, 7);
        bureau.fill();
        Query.run(bureau.home, "update key_pair set block = '00' where number = 3");
        Path export = bureau.home.export("one.txt", 1, 10);

        BatchOutcome paused = bureau.prepare(export);

        assertThat(paused.kind()).as(paused.message()).isEqualTo(BatchOutcome.Kind.UNAVAILABLE);
        assertThat(bureau.rows().get(2)).startsWith("3 DESTROYED");
        assertThat(bureau.standing().inStock()).isEqualTo(6);
        assertThat(bureau.audit("KEY_PAIRS_DESTROYED"))
                .singleElement()
                .asString()
                .contains("numbers 3 destroyed");
        assertThat(bureau.fill().message()).endsWith(": 1 pairs made");
        assertThat(bureau.prepare(export).kind()).isEqualTo(BatchOutcome.Kind.DONE);
        assertThat(bureau.standing().used()).isEqualTo(7);
    }

    @Test
    void an_account_that_does_not_agree_is_said_and_the_batch_goes_on() throws Exception {
        PoolHome bureau = new PoolHome(directory, Use.ON, 20);
        bureau.fill();
        Query.run(bureau.home, "delete from key_pool_movement");

        BatchOutcome made = bureau.prepare(bureau.home.export("one.txt", 1, 10));

        assertThat(made.kind()).as(made.message()).isEqualTo(BatchOutcome.Kind.DONE);
        assertThat(bureau.warnings).singleElement().asString().contains("pool 1024-3-software: filled, pairs 20");
    }
}
