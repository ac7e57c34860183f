package org.cardwright.jobs.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
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
import org.cardwright.machine.channel.CardChannel;
import org.cardwright.machine.channel.InMemoryChannel;
import org.cardwright.machine.chip.ChipRecipe;
import org.cardwright.machine.line.Bin;
import org.cardwright.machine.line.ChipLine;
import org.cardwright.machine.line.LineHead;
import org.cardwright.machine.line.LineRules;
import org.cardwright.machine.virtualcard.VirtualCard;
import org.cardwright.pipeline.launch.BatchOutcome;
import org.cardwright.pipeline.launch.BatchRequest;
import org.cardwright.pipeline.step.Progress;

/**
 * Chips on 1 to 4 heads of the real line, with ledger and full tests: commands per second, cards per hour and head, processor time.
 *
 * <p>{@code -Dbench.cards=60}; the argument is the file of the report. Chips answer at once, or take some milliseconds for each command.
 */
public final class HeadBenchmark {

    private static final int MOST_HEADS = 4;
    private static final int[] CHIP_MILLIS = {0, 5};
    private static final double NANOS = 1e9;
    private static final int HOUR_SECONDS = 3_600;

    private final StringBuilder report = new StringBuilder();
    private final int cards = Integer.getInteger("bench.cards", 60);

    private HeadBenchmark() {}

    /** Runs all measurements. */
    public static void main(String[] arguments) throws IOException {
        HeadBenchmark benchmark = new HeadBenchmark();
        benchmark.report.append(
                "| product | ms of a chip for a command | heads | commands/s | cards/h of a head | ms of processor for a card |\n"
                        + "|---|---:|---:|---:|---:|---:|\n");
        benchmark.run("visa-sda", 1, 0);
        benchmark.report.setLength(benchmark.report.indexOf("---:|\n") + "---:|\n".length());
        for (String product : List.of("visa-sda", "payment-loyalty")) {
            for (int millis : CHIP_MILLIS) {
                for (int heads = 1; heads <= MOST_HEADS; heads++) {
                    benchmark.run(product, heads, millis);
                }
            }
        }
        Files.writeString(Path.of(arguments[0]), benchmark.report);
        System.out.println(benchmark.report);
    }

    /** What blanks are. */
    private record Blanks(ChipRecipe recipe, List<ByteString> aids) {}

    /** A head whose chips count their commands and take their time. */
    private static final class TimedHead implements LineHead {

        private final String name;
        private final TestChipMaker maker = new TestChipMaker(new SecureRandom());
        private final Blanks blanks;
        private final long chipNanos;
        private final LongAdder commands;
        private Optional<VirtualCard> inside = Optional.empty();

        TimedHead(String name, Blanks blanks, long chipNanos, LongAdder commands) {
            this.name = name;
            this.blanks = blanks;
            this.chipNanos = chipNanos;
            this.commands = commands;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Optional<CardChannel> nextCard(Duration patience) {
            inside = Optional.of(maker.blank(blanks.recipe(), blanks.aids()));
            return sameCardAgain();
        }

        @Override
        public Optional<CardChannel> sameCardAgain() {
            inside.ifPresent(VirtualCard::reset);
            return inside.map(card -> new InMemoryChannel(command -> {
                commands.increment();
                if (chipNanos > 0) {
                    LockSupport.parkNanos(chipNanos);
                }
                return card.process(command);
            }));
        }

        @Override
        public void eject(Bin bin) {
            close();
        }

        @Override
        public void close() {
            inside.ifPresent(VirtualCard::close);
            inside = Optional.empty();
        }
    }

    private void run(String product, int heads, int chipMillis) throws IOException {
        Path root = Files.createTempDirectory("cardwright-bench");
        HomeDirectory directory = HomeDirectory.open(root.resolve("home"));
        try (OpenedHome home = OpenedHome.open(directory, OpenedHome.publishedTestPassphrase(), Progress.NONE)) {
            Path export = Files.write(root.resolve("orders.csv"), BenchExport.of(home.catalog(), product, cards));
            BatchOutcome outcome =
                    home.pipeline().prepare(new BatchRequest(export, "bank-one", root.resolve("batches")));
            GroupOfBatch group = GroupOfBatch.find(
                    directory, home.catalog(), outcome.directory().orElseThrow(), Optional.empty());
            LongAdder commands = new LongAdder();
            Blanks blanks = new Blanks(group.recipe(), VirtualHeads.aids(home, group));
            List<LineHead> line = new ArrayList<>();
            for (int i = 1; i <= heads; i++) {
                line.add(new TimedHead("head " + i, blanks, chipMillis * 1_000_000L, commands));
            }
            measure(home, group, line, new Case(product, heads, chipMillis, commands));
        } finally {
            delete(root);
        }
    }

    /** What is measured. */
    private record Case(String product, int heads, int chipMillis, LongAdder commands) {}

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
        ChipLine chips = new ChipLine(heads, LineRules.usual(Duration.ofSeconds(1)));
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
                "| %s | %d | %d | %.0f | %.0f | %.1f |%n",
                of.product,
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
