package org.cardwright.jobs.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.jobs.sample.BenchExport;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.pipeline.launch.BatchOutcome;
import org.cardwright.pipeline.launch.BatchRequest;
import org.cardwright.pipeline.step.Progress;
import org.cardwright.pipeline.step.StageTimes;
import org.cardwright.pipeline.step.StageTimes.StageTime;

/**
 * Cards per second through the real job, for SDA and for DDA, and where the time goes: keys, signatures, database, files.
 *
 * <p>{@code -Dbench.sda=2000 -Dbench.dda=300}; the table is printed and written to the file named by the only argument.
 */
public final class JobBenchmark {

    private static final int WARM_UP_CARDS = 100;
    private static final double NANOS_PER_SECOND = 1e9;

    /** Stages by what they spend their time on, in the order of the table; every other stage is preparing without keys. */
    private static final Map<String, String> PARTS = Map.ofEntries(
            Map.entry("icc_keys", "keys"),
            Map.entry("card_keys", "keys"),
            Map.entry("static_signatures", "signatures"),
            Map.entry("parameters", "certificates and parameters"),
            Map.entry("secrets", "PINs, values, MACs"),
            Map.entry("card_values", "PINs, values, MACs"),
            Map.entry("bind", "PINs, values, MACs"),
            Map.entry("duplicates", "database"),
            Map.entry("register", "database"),
            Map.entry("ledger", "database"),
            Map.entry("checkpoint", "database"),
            Map.entry("read", "files"),
            Map.entry("stage", "files"),
            Map.entry("append", "files"),
            Map.entry("seal", "files"),
            Map.entry("count", "files"),
            Map.entry("verify", "independent verification"));

    private static final List<String> ORDER = List.of(
            "keys",
            "signatures",
            "certificates and parameters",
            "PINs, values, MACs",
            "database",
            "files",
            "independent verification",
            "screening and formatting");

    private final StringBuilder report = new StringBuilder();

    private JobBenchmark() {}

    /** Runs both measurements; the argument is the file of the report. */
    public static void main(String[] arguments) throws IOException {
        JobBenchmark benchmark = new JobBenchmark();
        benchmark.report.append(String.format(
                Locale.ROOT,
                "# Cards per second%n%nJava %s, %d processors, H2 file database, software module, test key source.%n",
                Runtime.version(),
                Runtime.getRuntime().availableProcessors()));
        benchmark.run("visa-sda", WARM_UP_CARDS);
        benchmark.report.setLength(benchmark.report.indexOf("source.") + "source.".length());
        benchmark.run("visa-sda", Integer.getInteger("bench.sda", 2_000));
        benchmark.run("visa-dda", Integer.getInteger("bench.dda", 300));
        Files.writeString(Path.of(arguments[0]), benchmark.report + "\n");
        System.out.println(benchmark.report);
    }

    private void run(String product, int cards) throws IOException {
        Path root = Files.createTempDirectory("cardwright-bench");
        try (OpenedHome home = OpenedHome.open(
                HomeDirectory.open(root.resolve("home")), OpenedHome.publishedTestPassphrase(), Progress.NONE)) {
            Path export = Files.write(root.resolve("orders.csv"), BenchExport.of(home.catalog(), product, cards));
            home.pipeline().batches();
            long start = System.nanoTime();
            BatchOutcome outcome =
                    home.pipeline().prepare(new BatchRequest(export, "bank-one", root.resolve("batches")));
            long elapsed = System.nanoTime() - start;
            if (outcome.kind() != BatchOutcome.Kind.DONE || outcome.counts().good() != cards) {
                throw new IllegalStateException(product + ": " + outcome.message() + ", " + outcome.counts());
            }
            add(
                    product,
                    cards,
                    elapsed,
                    outcome.times().stages().stream()
                            .filter(stage -> !stage.stage().equals(StageTimes.CLEAR))
                            .toList());
        } finally {
            delete(root);
        }
    }

    private void add(String product, int cards, long elapsed, List<StageTime> stages) {
        report.append(String.format(
                Locale.ROOT,
                "%n%n## %s: %d cards in %.1f s, %.0f cards per second%n%n",
                product,
                cards,
                elapsed / NANOS_PER_SECOND,
                cards * NANOS_PER_SECOND / elapsed));
        report.append("| part | stages | seconds over all threads | ms per card |\n|---|---|---:|---:|\n");
        for (String part : ORDER) {
            List<StageTime> of =
                    stages.stream().filter(s -> part(s).equals(part)).toList();
            double seconds = of.stream().mapToLong(StageTime::nanos).sum() / NANOS_PER_SECOND;
            report.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %.2f | %.2f |%n",
                    part,
                    String.join(", ", of.stream().map(JobBenchmark::shown).toList()),
                    seconds,
                    seconds * 1_000 / cards));
        }
    }

    private static String part(StageTime stage) {
        return PARTS.getOrDefault(stage.stage(), "screening and formatting");
    }

    private static String shown(StageTime stage) {
        return String.format(Locale.ROOT, "%s %.2f", stage.stage(), stage.nanos() / NANOS_PER_SECOND);
    }

    private static void delete(Path root) throws IOException {
        try (Stream<Path> walk = Files.walk(root)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
