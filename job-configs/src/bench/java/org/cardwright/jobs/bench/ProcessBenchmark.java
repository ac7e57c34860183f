package org.cardwright.jobs.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.cardwright.formats.profile.ProductCatalog;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.jobs.sample.BenchExport;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.pipeline.step.Progress;

/**
 * Whole processes, from the start of the JVM to sealed and verified files: cards per second, CPU time per card, on H2 and PostgreSQL,
 * and DDA beside bare key generation and signing. CPU times can be compared while the machine does other things, seconds cannot.
 *
 * <p>{@code -Dbench.process.sda=10000,100000 -Dbench.process.dda=2000}; arguments: file of the table, the java to run.
 */
public final class ProcessBenchmark {

    private static final int DDA_BITS = 1408;
    private static final double NANOS_PER_SECOND = 1e9;

    /** How {@code ./cardwright} asks the optimizing compiler to keep to what is hot. */
    private static final List<String> COMPILER = List.of(
            "-XX:Tier4InvocationThreshold=20000",
            "-XX:Tier4MinInvocationThreshold=2400",
            "-XX:Tier4CompileThreshold=60000",
            "-XX:Tier4BackEdgeThreshold=160000",
            "-XX:FreqInlineSize=80",
            "-XX:InlineSmallCode=800",
            "-XX:MaxInlineLevel=6");

    private final String java;
    private final Path root;
    private final StringBuilder table = new StringBuilder();

    private ProcessBenchmark(String java, Path root) {
        this.java = java;
        this.root = root;
    }

    /** What a process took. */
    private record Figures(double cpuSeconds, double seconds) {}

    /** Measures and writes the table. */
    public static void main(String[] arguments) throws Exception {
        Path root = Files.createTempDirectory("cardwright-bench");
        try {
            ProcessBenchmark benchmark = new ProcessBenchmark(arguments[1], root);
            benchmark.measure();
            Files.writeString(Path.of(arguments[0]), benchmark.table);
        } finally {
            delete(root);
        }
    }

    private void measure() throws Exception {
        say("| what | database | cards | s | cards/s | CPU s | CPU ms/card |");
        say("|---|---|---:|---:|---:|---:|---:|");
        for (int cards : sizes("bench.process.sda", "10000,30000")) {
            prepare("visa-sda", "H2", cards, "");
        }
        for (int cards : sizes("bench.process.dda", "2000")) {
            Figures bare = bareKeys(cards);
            Figures whole = prepare("visa-dda", "H2", cards, "");
            say(String.format(
                    Locale.ROOT,
                    "%nDDA with %d bits: %.0f %% of the rate of bare keys and signatures, %.0f %% by CPU time.%n",
                    DDA_BITS,
                    100 * bare.seconds() / whole.seconds(),
                    100 * bare.cpuSeconds() / whole.cpuSeconds()));
        }
        try (EmbeddedPostgres server = EmbeddedPostgres.builder().start()) {
            String settings = "\ndatabase = jdbc:postgresql://localhost:" + server.getPort()
                    + "/postgres\ndatabase.user = postgres\n";
            prepare("visa-sda", "PostgreSQL", sizes("bench.process.sda", "10000,30000")[0], settings);
        } catch (IOException | IllegalStateException refused) {
            say("PostgreSQL left out: " + refused.getMessage());
        }
    }

    private static int[] sizes(String property, String otherwise) {
        return Arrays.stream(System.getProperty(property, otherwise).split(",", -1))
                .mapToInt(Integer::parseInt)
                .toArray();
    }

    private Path home(Path run, String settings) throws IOException {
        HomeDirectory home = HomeDirectory.open(run.resolve("home"));
        OpenedHome.open(home, OpenedHome.publishedTestPassphrase(), Progress.NONE)
                .close();
        Files.writeString(home.config("cardwright.properties"), settings, StandardOpenOption.APPEND);
        Path dda = home.config("products/visa-dda.xml");
        Files.writeString(dda, Files.readString(dda).replace("bits=\"1024\"", "bits=\"" + DDA_BITS + "\""));
        return run.resolve("home");
    }

    private Figures prepare(String product, String database, int cards, String settings) throws Exception {
        Path run = Files.createTempDirectory(root, "run");
        Path home = home(run, settings);
        byte[] orders = BenchExport.of(ProductCatalog.load(home.resolve("config")), product, cards);
        Path export = Files.write(run.resolve("orders.csv"), orders);
        Figures figures = figures(
                run,
                MeasuredRun.class,
                "prepare",
                export.toString(),
                "--issuer",
                "bank-one",
                "--home",
                home.toString(),
                "--out",
                run.resolve("batches").toString());
        row(product, database, cards, figures);
        return figures;
    }

    private Figures bareKeys(int cards) throws Exception {
        Path run = Files.createTempDirectory(root, "run");
        String home = home(run, "").toString();
        Figures figures = figures(run, BareKeys.class, home, Integer.toString(cards), Integer.toString(DDA_BITS));
        row("bare DDA keys, certificates and static signatures", "none", cards, figures);
        return figures;
    }

    private Figures figures(Path run, Class<?> main, String... arguments) throws Exception {
        Path figures = run.resolve("figures");
        List<String> command =
                new ArrayList<>(List.of(java, "--add-modules", "jdk.incubator.vector", "-XX:+UseG1GC", "-Xmx512m"));
        command.addAll(COMPILER);
        command.addAll(List.of(
                "-D" + MeasuredRun.FIGURES + "=" + figures,
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(run.resolve("output").toFile())
                .start();
        if (process.waitFor() != 0) {
            throw new IOException(main.getName() + ": " + Files.readString(run.resolve("output")));
        }
        String[] numbers = Files.readString(figures).split(" ", -1);
        return new Figures(Long.parseLong(numbers[0]) / NANOS_PER_SECOND, Long.parseLong(numbers[1]) / 1e3);
    }

    private void row(String what, String database, int cards, Figures figures) {
        say(String.format(
                Locale.ROOT,
                "| %s | %s | %d | %.1f | %.0f | %.1f | %.2f |",
                what,
                database,
                cards,
                figures.seconds(),
                cards / figures.seconds(),
                figures.cpuSeconds(),
                1e3 * figures.cpuSeconds() / cards));
    }

    @SuppressWarnings("SystemOut") // to the person who measures
    private void say(String line) {
        table.append(line).append('\n');
        System.out.println(line);
    }

    private static void delete(Path root) throws IOException {
        try (Stream<Path> walk = Files.walk(root)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
