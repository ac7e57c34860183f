package org.cardwright.jobs.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.jobs.sample.BenchExport;
import org.cardwright.jobs.wiring.BatchLine;
import org.cardwright.jobs.wiring.CardControl;
import org.cardwright.jobs.wiring.GroupOfBatch;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.jobs.wiring.TestChipMaker;
import org.cardwright.jobs.wiring.VirtualHeads;
import org.cardwright.machine.line.ChipLine;
import org.cardwright.machine.line.LineHead;
import org.cardwright.machine.line.LineRules;
import org.cardwright.machine.pcsc.ReaderHead;
import org.cardwright.pipeline.launch.BatchOutcome;
import org.cardwright.pipeline.launch.BatchRequest;
import org.cardwright.pipeline.step.Progress;
import org.cardwright.sample.VirtualReaders;

/**
 * Chips on 1, 2 and 4 heads of the real line, with ledger and full tests: commands per second, cards per hour and head, processor time.
 *
 * <p>{@code -Dbench.cards=60}; the argument is the file of the report. Chips answer at once, or take some milliseconds for each command; in
 * memory, or behind a real PC/SC service with a worker process for each head. The processor time of workers and service is not in the
 * last column.
 */
public final class HeadBenchmark {

    private static final int[] HEADS = {1, 2, 4};
    private static final int[] CHIP_MILLIS = {0, 5};
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final double NANOS = 1e9;
    private static final int HOUR_SECONDS = 3_600;

    private final StringBuilder report = new StringBuilder();
    private final int cards = Integer.getInteger("bench.cards", 60);
    private Optional<VirtualReaders> readers = Optional.empty();

    private HeadBenchmark() {}

    /** Runs all measurements. */
    public static void main(String[] arguments) throws IOException {
        HeadBenchmark benchmark = new HeadBenchmark();
        Path directory = Files.createTempDirectory("cardwright-bench-readers");
        try {
            benchmark.run(directory);
        } finally {
            benchmark.readers.ifPresent(VirtualReaders::close);
            delete(directory);
        }
        Files.writeString(Path.of(arguments[0]), benchmark.report);
        System.out.println(benchmark.report);
    }

    private void run(Path directory) throws IOException {
        String head = "| product | where | ms of a chip for a command | heads | commands/s | cards/h of a head"
                + " | ms of processor for a card |\n|---|---|---:|---:|---:|---:|---:|\n";
        Optional<String> missing = VirtualReaders.missing();
        if (missing.isEmpty()) {
            readers = Optional.of(VirtualReaders.start(
                    directory.resolve("pcsc"),
                    HEADS[HEADS.length - 1],
                    environment -> ReaderHead.readers(PATIENCE, environment)));
        }
        run("visa-sda", 1, 0, Optional.empty());
        report.setLength(0);
        report.append(head);
        for (String product : List.of("visa-sda", "payment-loyalty")) {
            for (int millis : CHIP_MILLIS) {
                scale(product, millis, Optional.empty());
                if (readers.isPresent()) {
                    scale(product, millis, readers);
                }
            }
        }
        missing.ifPresent(why ->
                report.append("\nnot measured behind PC/SC: ").append(why).append('\n'));
    }

    private void scale(String product, int chipMillis, Optional<VirtualReaders> through) throws IOException {
        for (int heads : HEADS) {
            run(product, heads, chipMillis, through);
        }
    }

    private void run(String product, int heads, int chipMillis, Optional<VirtualReaders> through) throws IOException {
        Path root = Files.createTempDirectory("cardwright-bench");
        HomeDirectory directory = HomeDirectory.open(root.resolve("home"));
        try (OpenedHome home = OpenedHome.open(directory, OpenedHome.publishedTestPassphrase(), Progress.NONE)) {
            Path export = Files.write(root.resolve("orders.csv"), BenchExport.of(home.catalog(), product, cards));
            BatchOutcome outcome =
                    home.pipeline().prepare(new BatchRequest(export, "bank-one", root.resolve("batches")));
            GroupOfBatch group = GroupOfBatch.find(
                    directory, home.catalog(), outcome.directory().orElseThrow(), Optional.empty());
            LongAdder commands = new LongAdder();
            BenchHeads.Blanks blanks = new BenchHeads.Blanks(group.recipe(), VirtualHeads.aids(home, group));
            String where = through.isPresent() ? "pcscd" : "memory";
            try (BenchHeads made = new BenchHeads(blanks, chipMillis, commands)) {
                List<LineHead> line = through.isPresent() ? made.behind(through.get(), heads) : made.inMemory(heads);
                measure(home, group, line, new Case(product, where, heads, chipMillis, commands));
                line.forEach(LineHead::close);
            }
        } finally {
            delete(root);
        }
    }

    /** What is measured. */
    private record Case(String product, String where, int heads, int chipMillis, LongAdder commands) {}

    private void measure(OpenedHome home, GroupOfBatch group, List<LineHead> heads, Case of) throws IOException {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        BatchLine line = new BatchLine(
                home,
                new BatchLine.Stand(
                        ByteString.fromHex("475000000001"),
                        TestChipMaker.lot(group.recipe().channel().orElseThrow().protocol()),
                        3,
                        0,
                        CardControl.FULL.of(home, group, 0)));
        ChipLine chips = new ChipLine(heads, LineRules.usual(PATIENCE));
        long processor = system.getProcessCpuTime();
        long start = System.nanoTime();
        BatchLine.Outcome outcome = line.run(group, chips, home.pipeline().chipProduction());
        double seconds = (System.nanoTime() - start) / NANOS;
        long used = system.getProcessCpuTime() - processor;
        if (outcome.sheet().now().good() != cards) {
            throw new IllegalStateException(
                    "of " + cards + " cards " + outcome.sheet().now());
        }
        report.append(String.format(
                Locale.ROOT,
                "| %s | %s | %d | %d | %.0f | %.0f | %.1f |%n",
                of.product,
                of.where,
                of.chipMillis,
                of.heads,
                of.commands.sum() / seconds,
                cards * HOUR_SECONDS / seconds / of.heads,
                used / 1e6 / cards));
    }

    private static void delete(Path root) throws IOException {
        try (Stream<Path> walk = Files.walk(root)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
