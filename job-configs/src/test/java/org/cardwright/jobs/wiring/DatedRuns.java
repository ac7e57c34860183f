package org.cardwright.jobs.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.perso.file.Manifest;
import org.cardwright.perso.file.ManifestHead;
import org.cardwright.pipeline.launch.BatchOutcome;
import org.cardwright.pipeline.launch.BatchRequest;
import org.cardwright.pipeline.step.Progress;
import org.cardwright.sample.SampleData;

/**
 * Batches of a test home on days that the test chooses.
 *
 * @param home with its configuration
 * @param passphrase of its vault, or PIN of its tokens
 */
record DatedRuns(HomeDirectory home, Supplier<SecretBytes> passphrase) {

    private static final String ISSUER = "bank-one";
    private static final int ORDERS_APART = 50;
    private static final Pattern PAN = Pattern.compile(";NEW;([0-9]{16});");

    /** What a test does to a running batch. */
    @FunctionalInterface
    interface Intervention {
        void in(OpenedHome running) throws IOException;
    }

    /** Small chunks, so that a batch of some cards can be interrupted between two. */
    static HomeDirectory smallChunks(Path root) throws IOException {
        HomeDirectory home = HomeDirectory.open(root);
        Path settings = home.config("cardwright.properties");
        Files.writeString(settings, Files.readString(settings) + "\nthreads = 1\nslices-per-chunk = 1\n");
        return home;
    }

    /** Runs to the end. */
    Path prepared(LocalDate day, Path export) throws IOException {
        BatchOutcome outcome = run(day, export);
        assertThat(outcome.exitCode()).as(outcome.message()).isZero();
        return outcome.directory().orElseThrow();
    }

    BatchOutcome run(LocalDate day, Path export) throws IOException {
        try (OpenedHome opened = open(day, Progress.NONE)) {
            return prepare(opened, export);
        }
    }

    /** Runs, and does something once while cards are made. */
    BatchOutcome run(LocalDate day, Path export, Intervention intervention) throws IOException {
        AtomicReference<Consumer<String>> once = new AtomicReference<>(step -> {});
        try (OpenedHome opened = open(day, (step, done, total) -> once.get().accept(step))) {
            once.set(step -> {
                if (step.equals("prepare")) {
                    once.set(later -> {});
                    intervene(opened, intervention);
                }
            });
            return prepare(opened, export);
        }
    }

    private static void intervene(OpenedHome opened, Intervention intervention) {
        try {
            intervention.in(opened);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Runs and stops while cards are made. */
    void interrupt(LocalDate day, Path export) throws IOException {
        BatchOutcome interrupted =
                run(day, export, running -> running.pipeline().stop());
        assertThat(interrupted.exitCode()).as(interrupted.message()).isEqualTo(75);
        assertThat(interrupted.kind()).isEqualTo(BatchOutcome.Kind.STOPPED);
    }

    private BatchOutcome prepare(OpenedHome opened, Path export) throws IOException {
        return opened.pipeline()
                .prepare(new BatchRequest(export, ISSUER, home.work().resolveSibling("out")));
    }

    /** At noon. */
    OpenedHome open(LocalDate day, Progress progress) throws IOException {
        Clock noon = Clock.fixed(day.atTime(12, 0).toInstant(ZoneOffset.UTC), ZoneOffset.UTC);
        return OpenedHome.open(home, passphrase.get(), progress, noon);
    }

    /** The keys that a manifest names. */
    static List<String> keys(Path batch) throws IOException {
        return Manifest.read(batch.resolve(Manifest.NAME)).head().keys().stream()
                .map(ManifestHead.Key::name)
                .toList();
    }

    /** The issuer's file with that number, with orders of its own. */
    static Path export(Path folder, int number, int orders) throws IOException {
        List<String> lines = new String(SampleData.bytes("exports/bank-one/orders.csv"), StandardCharsets.UTF_8)
                .lines()
                .toList();
        List<String> chosen = lines.stream()
                .filter(line -> line.contains(";visa-sda;") && PAN.matcher(line).find())
                .skip((long) ORDERS_APART * (number - 1))
                .limit(orders)
                .toList();
        long sum = chosen.stream().mapToLong(DatedRuns::pan).sum();
        return Files.write(
                folder.resolve("orders-" + number + ".csv"),
                IntStream.range(0, orders + 3)
                        .mapToObj(i -> switch (i) {
                            case 0 -> "HDR;bank-one;" + number + ";2026-11-20";
                            case 1 -> lines.get(1);
                            default ->
                                i < orders + 2 ? chosen.get(i - 2) : "TRL;" + orders + ";" + sum % 10_000_000_000L;
                        })
                        .toList());
    }

    private static long pan(String line) {
        Matcher found = PAN.matcher(line);
        assertThat(found.find()).isTrue();
        return Long.parseLong(found.group(1));
    }
}
