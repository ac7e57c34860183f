package org.cardwright.jobs.scorecard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R23: a large batch needs no more memory than a small one. */
class FlatHeapTest {

    private static final long MEBIBYTE = 1L << 20;
    private static final long LONGEST_RUN_HOURS = 12;

    /** Hashes of orders and cards: of what stands twice in a batch, none may be missed. */
    private static final long BYTES_PER_CARD = 100;

    /** What a leak keeps in the positive control: more than may be gained. */
    private static final long KEPT = 64 * MEBIBYTE;

    @TempDir
    private Path folder;

    @Tag("R23")
    @Row(
            claim = "the heap is bounded and flat however large the batch is",
            wanted =
                    "1,000,000 cards with -Xmx512m: sealed, and from the first fifth of the samples on the heap after a"
                            + " collection gains less than a tenth of the 512 MB and 100 bytes a card, which tell cards apart")
    @Test
    void a_large_batch_needs_no_more_memory_than_a_small_one(Evidence evidence) throws Exception {
        int cards = evidence.size(150, 1_000_000);
        long most = evidence.size(160, 512) * MEBIBYTE;
        TestBureau bureau = new TestBureau(folder.resolve("bureau")).withQuickVault();
        bureau.set("threads = 2");

        List<Long> samples = samples(bureau, "flat", run(evidence, bureau, Map.of("visa-sda", cards), most, 0));
        long gained = gained(samples);

        evidence.figure("cards", cards);
        evidence.figure("samples", samples.size());
        evidence.figure(
                "MB after a collection, most",
                mebibytes(samples.stream().mapToLong(Long::longValue).max().orElseThrow()));
        evidence.figure("MB gained", mebibytes(gained));
        evidence.control("a leak of 64 MB between two samples", leakIsFound(evidence));
        assertThat(gained).as(samples.toString()).isLessThan(most / 10 + BYTES_PER_CARD * cards);
    }

    /** How much later samples are above the first fifth of them. */
    private static long gained(List<Long> samples) {
        int first = Math.max(1, samples.size() / 5);
        long before = samples.subList(0, first).stream()
                .mapToLong(Long::longValue)
                .max()
                .orElseThrow();
        return samples.subList(first, samples.size()).stream()
                        .mapToLong(Long::longValue)
                        .max()
                        .orElseThrow()
                - before;
    }

    private boolean leakIsFound(Evidence evidence) throws Exception {
        TestBureau bureau = new TestBureau(folder.resolve("leak")).withQuickVault();
        Path file = run(evidence, bureau, Map.of("visa-sda", 1), 1L << 30, KEPT);
        return gained(samples(bureau, "leaking", file)) > 2 * KEPT;
    }

    private Path run(Evidence evidence, TestBureau bureau, Map<String, Integer> orders, long most, long kept)
            throws Exception {
        Path export = bureau.export("orders.csv", 1, orders);
        Path samples = bureau.root().resolve("samples");
        Program program = new Program(
                        bureau.root().resolve("logs"),
                        "-Xmx" + most,
                        evidence.full() ? "-XX:TieredStopAtLevel=4" : "-XX:TieredStopAtLevel=1",
                        "-D" + HeapSampler.SAMPLES + "=" + samples,
                        "-D" + HeapSampler.WORK + "=" + bureau.home().resolve("work"),
                        "-D" + HeapSampler.MILLIS + "=" + (evidence.full() && kept == 0 ? 10_000 : 150),
                        "-D" + HeapSampler.KEPT + "=" + kept)
                .through(HeapSampler.class);
        Program.Running running = program.start(bureau.prepare(export));
        try {
            assertThat(running.process().waitFor(LONGEST_RUN_HOURS, TimeUnit.HOURS))
                    .isTrue();
        } finally {
            running.kill();
        }
        Program.Ended ended = running.await();
        assertThat(ended.exitCode()).as(ended.toString()).isZero();
        return samples;
    }

    private static List<Long> samples(TestBureau bureau, String what, Path file) throws Exception {
        assertThat(bureau.batch()).as(what).isDirectory();
        List<Long> samples =
                Files.readAllLines(file).stream().map(Long::valueOf).toList();
        assertThat(samples).as(what).hasSizeGreaterThanOrEqualTo(HeapSampler.LEAST_SAMPLES);
        return samples;
    }

    private static long mebibytes(long bytes) {
        return bytes / MEBIBYTE;
    }
}
