package org.cardwright.pipeline.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.PassphraseCost;
import org.cardwright.formats.card.Pan;
import org.cardwright.pipeline.ledger.Database;
import org.cardwright.pipeline.ledger.DatabaseSettings;
import org.cardwright.pipeline.ledger.KeyActs;
import org.cardwright.pipeline.ledger.KeyPairShape;
import org.cardwright.pipeline.partition.PartitionSettings;
import org.cardwright.pipeline.pool.KeyPoolSettings;
import org.cardwright.pipeline.step.Progress;

/** An installation for tests: directories, an issuer file, and what came out. */
final class Home {

    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T20:00:00Z"), ZoneOffset.UTC);
    static final KeyName LEDGER_KEY = KeyName.of("bureau.record-mac");

    private final Path root;
    private final DatabaseSettings database;
    private final PartitionSettings partitions;

    Home(Path root) {
        this(root, DatabaseSettings.embedded(root.resolve("database")));
        try {
            if (!Files.exists(root.resolve("database/cardwright.mv.db"))) {
                MadeTables.in(root.resolve("database"));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    Home(Path root, DatabaseSettings database) {
        this(root, database, PartitionSettings.LOCAL);
    }

    /** Whose batches workers prepare. */
    Home(Path root, DatabaseSettings database, PartitionSettings partitions) {
        this.root = root;
        this.database = database;
        this.partitions = partitions;
        for (String directory : List.of("inbox", "work", "out", "database")) {
            try {
                Files.createDirectories(root.resolve(directory));
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    Path root() {
        return root;
    }

    Path out() {
        return root.resolve("out");
    }

    PipelineSettings settings() {
        return settings(PipelineSettings.RestartPolicy.AUTOMATIC);
    }

    PipelineSettings settings(PipelineSettings.RestartPolicy policy) {
        return settings(policy, 0);
    }

    PipelineSettings settings(PipelineSettings.RestartPolicy policy, int firstArticle) {
        return new PipelineSettings(
                database,
                root.resolve("inbox"),
                root.resolve("work"),
                root.resolve("audit.log"),
                policy,
                PipelineSettings.ProfilePolicy.ANY,
                PipelineSettings.TransportPolicy.ANY,
                KeyActs.Policy.ALONE,
                firstArticle,
                2,
                2,
                partitions,
                PassphraseCost.LEAST,
                keyPool());
    }

    /** Says in a file, so that forked processes know it too, that there is a pool with room for so many pairs. */
    Home withPool(KeyPoolSettings.Use use, int target) throws IOException {
        Files.writeString(root.resolve("key-pool"), use + " " + target);
        return this;
    }

    private KeyPoolSettings keyPool() {
        Path file = root.resolve("key-pool");
        if (!Files.exists(file)) {
            return KeyPoolSettings.OFF;
        }
        try {
            String[] words = Files.readString(file).split(" ", -1);
            int target = Integer.parseInt(words[1]);
            List<KeyPoolSettings.Terms> terms = Stream.concat(
                            Stream.of(LineReading.KEY_PAIR),
                            Stream.of(words).skip(2).map(bits -> new KeyPairShape(Integer.parseInt(bits), 3)))
                    .map(shape -> new KeyPoolSettings.Terms(shape, target, Math.min(target, 20)))
                    .toList();
            return new KeyPoolSettings(KeyPoolSettings.Use.valueOf(words[0]), terms, 30);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static PipelinePorts ports(BatchDefinition definition) {
        return new PipelinePorts(new TestModule(), LEDGER_KEY, question -> definition, CLOCK, Progress.NONE);
    }

    Pipeline open() throws IOException {
        return open(LineDefinition.plain());
    }

    Pipeline open(BatchDefinition definition) throws IOException {
        return open(definition, UnaryOperator.identity());
    }

    Pipeline open(BatchDefinition definition, UnaryOperator<DataSource> between) throws IOException {
        return OpenPipeline.over(Database.open(database, between), settings(), ports(definition));
    }

    BatchRequest request(Path export) {
        return new BatchRequest(export, "bank", out());
    }

    /** One run of a plain pipeline. */
    BatchOutcome prepare(Path export) throws IOException {
        try (Pipeline pipeline = open()) {
            return pipeline.prepare(request(export));
        }
    }

    /**
     * An issuer file: every 10th order is refused in screening (3), cannot be read (6), is a duplicate (8) or is refused in
     * preparation (9).
     */
    Path export(String name, long sequence, int orders) throws IOException {
        List<String> lines = new ArrayList<>(List.of("H|" + sequence));
        for (int i = 1; i <= orders; i++) {
            lines.add(line(sequence, i));
        }
        lines.add("T|" + orders);
        Path file = root.resolve(name);
        Files.write(file, lines);
        return file;
    }

    static String line(long sequence, int i) {
        String reference = String.format(Locale.ROOT, "A%d-%06d", sequence, i);
        return switch (i % 10) {
            case 3 -> reference + "|" + pan(sequence, i, 1) + "|01|2912";
            case 6 -> reference + "|too|many|columns|here";
            case 8 -> reference + "|" + pan(sequence, i - 1, 0) + "|01|2912";
            case 9 -> reference + "|" + pan(sequence, i, 0) + "|99|2912";
            default -> reference + "|" + pan(sequence, i, 0) + "|01|2912";
        };
    }

    static String pan(long sequence, int i, int wrong) {
        String body = String.format(Locale.ROOT, "999999%02d%07d", sequence, i);
        for (int digit = 0; digit < 10; digit++) {
            if (Pan.hasValidCheckDigit(body + digit)) {
                return body + (digit + wrong) % 10;
            }
        }
        throw new IllegalStateException();
    }

    /** Good cards among the first {@code orders}. */
    static int good(int orders) {
        int good = 0;
        for (int i = 1; i <= orders; i++) {
            good += switch (i % 10) {
                case 3, 6, 8, 9 -> 0;
                default -> 1;
            };
        }
        return good;
    }

    /** Every file of the output with its hash. */
    Map<String, String> output() throws IOException {
        return contents(out());
    }

    static Map<String, String> contents(Path directory) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(directory)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                files.put(
                        directory.relativize(file).toString(),
                        Inbox.sha256(file).toHex());
            }
        }
        return files;
    }
}
