package org.cardwright.jobs.scorecard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.perso.verify.CaPublicKeys;
import org.cardwright.perso.verify.Expectations;
import org.cardwright.perso.verify.PersoFileVerifier;
import org.cardwright.perso.verify.VerificationContext;
import org.cardwright.perso.verify.VerificationReport;
import org.cardwright.pipeline.launch.BatchOutcome;
import org.cardwright.pipeline.launch.BatchRequest;
import org.cardwright.pipeline.step.Progress;
import org.cardwright.sample.SampleData;

/**
 * A sealed batch that the real job made once for all tests of this JVM. Tests copy it before they change it.
 *
 * @param bureau where it was made; its home can verify it
 * @param directory the batch
 */
record MadeBatch(TestBureau bureau, Path directory) {

    private static final Map<String, MadeBatch> MADE = new ConcurrentHashMap<>();

    /** The batch of these orders; the same request gives the same batch. */
    static MadeBatch of(int sequenceNumber, Map<String, Integer> orders) {
        return MADE.computeIfAbsent(sequenceNumber + " " + orders, missing -> make(sequenceNumber, orders));
    }

    /** Every shipped product: so many cards without RSA keys, so many of each kind with them. */
    static Map<String, Integer> everyProduct(int withoutKeys, int withKeys) {
        return Map.of(
                "visa-sda", withoutKeys,
                "visa-dda", withKeys,
                "mc-cda", withKeys,
                "dual-interface", withKeys,
                "payment-loyalty", withKeys);
    }

    private static MadeBatch make(int sequenceNumber, Map<String, Integer> orders) {
        try {
            Path root = Files.createTempDirectory("cardwright-made");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(root)));
            TestBureau bureau = new TestBureau(root).withQuickVault();
            Path export = bureau.export("orders.csv", sequenceNumber, orders);
            try (OpenedHome home = open(bureau)) {
                BatchOutcome outcome = home.pipeline().prepare(new BatchRequest(export, "bank-one", bureau.out()));
                assertThat(outcome.kind()).as(outcome.message()).isEqualTo(BatchOutcome.Kind.DONE);
                return new MadeBatch(bureau, outcome.directory().orElseThrow());
            }
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    private static OpenedHome open(TestBureau bureau) throws IOException {
        return OpenedHome.open(HomeDirectory.open(bureau.home()), OpenedHome.publishedTestPassphrase(), Progress.NONE);
    }

    /** Its home, opened. */
    OpenedHome open() throws IOException {
        return open(bureau);
    }

    /** The verifier of an installation that has read its definitions once, for thousands of looks. */
    static PersoFileVerifier verifier(OpenedHome home) throws IOException {
        SecurityModule module = home.module();
        CaPublicKeys caKeys =
                CaPublicKeys.read(new ByteArrayInputStream(SampleData.bytes("keys-test-only/ca-public-keys.json")));
        return new PersoFileVerifier(new VerificationContext(
                caKeys,
                module.seals(),
                Optional.of(module.inventory().ed25519PublicKey(KeyName.of("bureau.manifest-signing"))),
                Optional.of(module),
                Optional.of(KeyName.of("bureau.record-mac")),
                Expectations.NONE));
    }

    /** Something that looks at a batch directory. */
    interface Look {
        VerificationReport at(Path directory) throws IOException;
    }

    /** A copy that may be changed. */
    Path copyTo(Path target) throws IOException {
        try (Stream<Path> walk = Files.walk(directory)) {
            for (Path path : walk.toList()) {
                Files.copy(path, target.resolve(directory.relativize(path).toString()));
            }
        }
        return target;
    }

    /** A group of files of a product. */
    Path group(String product) throws IOException {
        try (Stream<Path> groups = Files.list(directory)) {
            Optional<Path> found = groups.filter(
                            path -> path.getFileName().toString().startsWith(product + "."))
                    .findFirst();
            return found.orElseThrow();
        }
    }

    private static void delete(Path root) {
        try (Stream<Path> walk = Files.walk(root)) {
            walk.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException left) {
            throw new IllegalStateException(left);
        }
    }
}
