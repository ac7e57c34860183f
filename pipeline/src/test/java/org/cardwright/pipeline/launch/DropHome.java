package org.cardwright.pipeline.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cardwright.crypto.envelope.Envelope;
import org.cardwright.pipeline.drop.Completion;
import org.cardwright.pipeline.drop.DropService;
import org.cardwright.pipeline.drop.DropSource;
import org.cardwright.pipeline.drop.IssuerDrops;
import org.cardwright.pipeline.drop.LocalFolder;
import org.cardwright.pipeline.ledger.Drop;

/** An installation with a folder for each of its issuers, whose files the service takes and makes. */
final class DropHome {

    static final String ISSUER = "bank";
    static final Duration QUIET = Duration.ofMillis(30);

    private final Home home;
    private final List<IssuerDrops> issuers = new ArrayList<>();
    final List<String> news = new ArrayList<>();
    private Optional<Envelope> envelope = Optional.empty();

    DropHome(Path root) {
        this(new Home(root));
    }

    DropHome(Home home) {
        this.home = home;
    }

    /** What the issuers that are agreed with from now on must enclose their files in. */
    DropHome enclosed(Envelope agreed) {
        envelope = Optional.of(agreed);
        return this;
    }

    Home home() {
        return home;
    }

    /** Agrees with an issuer about a folder. */
    DropHome with(String issuer, Completion completion) throws IOException {
        return with(issuer, completion, 1 << 20, 4);
    }

    DropHome with(String issuer, Completion completion, long maxBytes, int maxWaiting) throws IOException {
        for (Path directory : List.of(folder(issuer), answers(issuer))) {
            Files.createDirectories(directory);
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwx---"));
        }
        return with(issuer, new LocalFolder(folder(issuer)), completion, new Limits(maxBytes, maxWaiting));
    }

    /** Agrees with an issuer about a folder somewhere else. */
    DropHome with(String issuer, DropSource source, Completion completion) throws IOException {
        Files.createDirectories(answers(issuer));
        return with(issuer, source, completion, new Limits(1 << 20, 4));
    }

    private record Limits(long maxBytes, int maxWaiting) {}

    private DropHome with(String issuer, DropSource source, Completion completion, Limits limits) {
        issuers.add(new IssuerDrops(
                issuer,
                List.of(),
                source,
                completion,
                QUIET,
                limits.maxBytes(),
                limits.maxWaiting(),
                Optional.of(answers(issuer)),
                envelope));
        return this;
    }

    Path folder(String issuer) {
        return home.root().resolve("drop-" + issuer);
    }

    Path answers(String issuer) {
        return home.root().resolve("answers-" + issuer);
    }

    /** Drops an export with its marker. */
    Path drop(String name, long sequence, int orders) throws IOException {
        Path export = home.export("export-" + name, sequence, orders);
        Path dropped = folder(ISSUER).resolve(name);
        Files.move(export, dropped);
        Files.writeString(folder(ISSUER).resolve(name + ".done"), "");
        return dropped;
    }

    /** One run of the service over what is there. */
    List<Drop> once() throws IOException {
        try (Pipeline pipeline = home.open()) {
            return service(pipeline).once();
        }
    }

    DropService service(Pipeline pipeline) throws IOException {
        return new DropService(pipeline, terms());
    }

    private DropService.Terms terms() {
        return new DropService.Terms(issuers, home.out(), Duration.ofMillis(20), this::hear);
    }

    /** One run that takes at most so many of each issuer. */
    List<Drop> once(int most) throws IOException {
        DropService.Terms usual = terms();
        try (Pipeline pipeline = home.open()) {
            return new DropService(
                            pipeline,
                            new DropService.Terms(usual.issuers(), usual.out(), usual.poll(), usual.news(), most))
                    .once();
        }
    }

    /** Watches until it is asked to end. */
    static void watch(DropService service) {
        try {
            service.watch(() -> {});
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private synchronized void hear(String line) {
        news.add(line);
    }

    synchronized String heard() {
        return String.join("\n", news);
    }

    List<Drop> journal() throws IOException {
        try (Pipeline pipeline = home.open()) {
            return pipeline.drops().journal().list(Optional.empty());
        }
    }

    /** Regular files below a directory. */
    static List<Path> files(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> walk = Files.walk(directory)) {
            return walk.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
