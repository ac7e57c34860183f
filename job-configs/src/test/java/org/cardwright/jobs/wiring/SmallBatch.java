package org.cardwright.jobs.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.jobs.sample.TestVault;
import org.cardwright.pipeline.launch.BatchOutcome;
import org.cardwright.pipeline.launch.BatchRequest;
import org.cardwright.pipeline.step.Progress;
import org.cardwright.sample.SampleData;

/** A sealed batch of a few cards in a home of its own. */
record SmallBatch(Path home, Path directory) {

    private static final int PAN_COLUMN = 4;

    /** The first orders of bank-one for a product. */
    static SmallBatch of(Path folder, String product, int cards) throws IOException {
        Path home = TestVault.in(folder.resolve("home"));
        Path export = folder.resolve("orders.csv");
        Files.write(export, orders(product, cards));
        try (OpenedHome opened = opened(home)) {
            BatchOutcome outcome =
                    opened.pipeline().prepare(new BatchRequest(export, "bank-one", folder.resolve("out")));
            assertThat(outcome.kind()).as(outcome.message()).isEqualTo(BatchOutcome.Kind.DONE);
        }
        try (Stream<Path> batches = Files.list(folder.resolve("out"))) {
            return new SmallBatch(home, batches.findFirst().orElseThrow());
        }
    }

    private static List<String> orders(String product, int cards) {
        String text = new String(SampleData.bytes("exports/bank-one/orders.csv"), StandardCharsets.UTF_8);
        List<String> all = text.lines().toList();
        List<String> lines = new ArrayList<>(all.subList(0, 2));
        all.stream()
                .filter(line -> line.contains(";" + product + ";"))
                .limit(cards)
                .forEach(lines::add);
        long hash = lines.stream()
                .skip(2)
                .mapToLong(line -> Long.parseLong(line.split(";", -1)[PAN_COLUMN]))
                .sum();
        lines.add("TRL;" + cards + ";" + hash % 10_000_000_000L);
        return lines;
    }

    OpenedHome open() throws IOException {
        return opened(home);
    }

    private static OpenedHome opened(Path home) throws IOException {
        return OpenedHome.open(HomeDirectory.open(home), OpenedHome.publishedTestPassphrase(), Progress.NONE);
    }
}
