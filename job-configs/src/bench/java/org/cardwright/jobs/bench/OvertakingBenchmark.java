package org.cardwright.jobs.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.cardwright.jobs.Cardwright;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.jobs.sample.BenchExport;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.pipeline.launch.BatchOutcome;
import org.cardwright.pipeline.launch.BatchRequest;
import org.cardwright.pipeline.ledger.BatchState;
import org.cardwright.pipeline.step.Progress;

/**
 * How long an urgent card waits: batches of one card, one after the other, over PostgreSQL, first on an idle machine and then while another
 * process prepares a large batch of the same issuer. Each is measured from the call with its file to the sealed and verified batch; the
 * start of the JVM does not count, and neither do the first batches, which warm it up.
 *
 * <p>{@code -Dbench.overtake.product=visa-dda -Dbench.overtake.cards=20000 -Dbench.overtake.urgent=100}; arguments: file of the table, the
 * java to run. The large batch must last longer than the urgent ones do, else the run fails.
 */
public final class OvertakingBenchmark {

    private static final String ISSUER = "bank-one";
    private static final int WARM_UP = 20;
    private static final long LOOK_EVERY_MS = 200;
    private static final long PATIENCE_MS = 120_000;
    private static final double NANOS_PER_MILLI = 1e6;

    private final Path root;
    private final String java;
    private final String product = System.getProperty("bench.overtake.product", "visa-dda");
    private final int cards = Integer.getInteger("bench.overtake.cards", 20_000);
    private final int urgent = Integer.getInteger("bench.overtake.urgent", 100);
    private final List<Path> exports = new ArrayList<>();
    private final StringBuilder table = new StringBuilder();

    private OvertakingBenchmark(Path root, String java) {
        this.root = root;
        this.java = java;
    }

    /** Measures and writes the table. */
    public static void main(String[] arguments) throws Exception {
        Path root = Files.createTempDirectory("cardwright-bench");
        try (EmbeddedPostgres server = EmbeddedPostgres.builder().start()) {
            OvertakingBenchmark benchmark = new OvertakingBenchmark(root, arguments[1]);
            benchmark.measure(server.getPort());
            Files.writeString(Path.of(arguments[0]), benchmark.table);
        } catch (IllegalStateException refused) {
            System.err.println("overtaking left out: " + refused.getMessage());
        } finally {
            delete(root);
        }
    }

    private void measure(int port) throws Exception {
        HomeDirectory home = HomeDirectory.open(root.resolve("home"));
        Files.writeString(
                home.config("cardwright.properties"),
                "\ndatabase = jdbc:postgresql://localhost:" + port + "/postgres\ndatabase.user = postgres\n",
                StandardOpenOption.APPEND);
        try (OpenedHome opened = OpenedHome.open(home, OpenedHome.publishedTestPassphrase(), Progress.NONE)) {
            writeExports(opened);
            say(
                    "| one card of %s | cards of the batch beside it | batches | median ms | p99 ms | longest ms |",
                    product);
            say("|---|---:|---:|---:|---:|---:|");
            times(opened, 0, WARM_UP);
            row("alone", 0, times(opened, WARM_UP, urgent));
            Process large = largeBatch();
            try {
                awaitCards(opened);
                row("beside a large batch", cards, times(opened, WARM_UP + urgent + 1, urgent));
                requireRunning(large);
            } finally {
                large.destroyForcibly().waitFor();
            }
        }
    }

    /** In the order of the stream of the issuer, whose large file comes before the urgent ones that overtake it. */
    private void writeExports(OpenedHome opened) throws IOException {
        List<Integer> sizes = new ArrayList<>(Collections.nCopies(WARM_UP + urgent, 1));
        sizes.add(cards);
        sizes.addAll(Collections.nCopies(urgent, 1));
        for (byte[] export : BenchExport.stream(opened.catalog(), product, sizes)) {
            exports.add(Files.write(root.resolve("orders-" + exports.size() + ".csv"), export));
        }
    }

    private double[] times(OpenedHome opened, int first, int count) throws IOException {
        double[] millis = new double[count];
        for (int i = 0; i < count; i++) {
            long start = System.nanoTime();
            BatchOutcome outcome = opened.pipeline()
                    .prepare(new BatchRequest(exports.get(first + i), ISSUER, root.resolve("batches")));
            millis[i] = (System.nanoTime() - start) / NANOS_PER_MILLI;
            if (outcome.kind() != BatchOutcome.Kind.DONE || outcome.counts().good() != 1) {
                throw new IllegalStateException(outcome.message());
            }
        }
        return millis;
    }

    private Process largeBatch() throws IOException {
        return new ProcessBuilder(
                        java,
                        "--add-modules",
                        "jdk.incubator.vector",
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Cardwright.class.getName(),
                        "prepare",
                        exports.get(WARM_UP + urgent).toString(),
                        "--issuer",
                        ISSUER,
                        "--home",
                        root.resolve("home").toString(),
                        "--out",
                        root.resolve("large").toString())
                .redirectErrorStream(true)
                .redirectOutput(root.resolve("large.log").toFile())
                .start();
    }

    /** The large batch is taken in, and its cards are being made. */
    private void awaitCards(OpenedHome opened) throws IOException {
        long end = System.currentTimeMillis() + PATIENCE_MS;
        while (opened.pipeline().batches().stream()
                .noneMatch(batch ->
                        batch.state() == BatchState.OPEN && batch.counts().in() == cards)) {
            if (System.currentTimeMillis() > end) {
                throw new IllegalStateException("the large batch does not begin");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_EVERY_MS));
        }
    }

    private void requireRunning(Process large) throws IOException {
        if (!large.isAlive()) {
            throw new IllegalStateException(
                    "the large batch ended before the urgent ones: more bench.overtake.cards are needed; "
                            + Files.readString(root.resolve("large.log")));
        }
    }

    private void row(String what, int beside, double[] millis) {
        double[] sorted = millis.clone();
        Arrays.sort(sorted);
        say(
                "| %s | %d | %d | %.0f | %.0f | %.0f |",
                what,
                beside,
                sorted.length,
                sorted[sorted.length / 2],
                sorted[(int) Math.ceil(0.99 * sorted.length) - 1],
                sorted[sorted.length - 1]);
    }

    @SuppressWarnings({"SystemOut", "AnnotateFormatMethod"}) // to the person who measures
    private void say(String line, Object... values) {
        String text = String.format(Locale.ROOT, line, values);
        table.append(text).append('\n');
        System.out.println(text);
    }

    private static void delete(Path root) throws IOException {
        try (Stream<Path> walk = Files.walk(root)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
