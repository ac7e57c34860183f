package org.cardwright.jobs.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.cardwright.formats.card.Screened;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.jobs.wiring.OrderedProducts;
import org.cardwright.perso.file.Manifest;
import org.cardwright.pipeline.launch.BatchOutcome;
import org.cardwright.pipeline.launch.BatchRequest;
import org.cardwright.pipeline.ledger.BatchDetails;
import org.cardwright.sample.SampleData;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cardwright demo}: the main job on the sample data of three issuers, end to end. */
@Command(name = "demo", description = "The main job on the sample data, end to end, into target/demo.")
public final class DemoCommand implements Callable<Integer> {

    private static final Map<String, String> EXPORTS = new TreeMap<>(Map.of(
            "bank-one", "bank-one/orders.csv",
            "bank-two", "bank-two/orders.dat",
            "bank-three", "bank-three/orders.xml"));

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "Where exports, home and batches of the demo go: a new or empty directory, or that of an earlier demo, which "
                            + "is emptied first. Default: target/demo.")
    private Path directory = Path.of(System.getProperty("cardwright.checkout", "."), "target", "demo");

    @Option(names = "--home", paramLabel = "DIR", description = "Its home. Default: home below --out, made anew.")
    private @Nullable Path home;

    @Option(names = "--json", description = "Prints the summary as JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final DemoSummary summary = new DemoSummary();

    @Override
    public Integer call() throws Exception {
        DemoDirectory.prepare(directory);
        try (OpenedHome installation = OpenedHome.open(
                HomeDirectory.open(home == null ? directory.resolve("home") : home),
                OpenedHome.publishedTestPassphrase(),
                ProgressBar.on(spec.commandLine().getErr()))) {
            for (Map.Entry<String, String> entry : EXPORTS.entrySet()) {
                Path export = directory.resolve("exports").resolve(entry.getValue());
                Files.createDirectories(export.getParent());
                Files.write(export, SampleData.bytes("exports/" + entry.getValue()));
                int exitCode = prepare(installation, entry.getKey(), export);
                if (exitCode != ExitCode.DONE) {
                    return exitCode;
                }
            }
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            summary.printJson(out);
        } else {
            summary.print(out);
        }
        return ExitCode.DONE;
    }

    private int prepare(OpenedHome installation, String issuer, Path export) throws IOException {
        long start = System.nanoTime();
        BatchOutcome outcome = installation
                .pipeline()
                .prepare(new BatchRequest(
                        export, issuer, directory.resolve("batches").resolve(issuer)));
        long nanos = System.nanoTime() - start;
        if (outcome.exitCode() != ExitCode.DONE || outcome.directory().isEmpty()) {
            spec.commandLine().getErr().println("cardwright: " + issuer + ": " + outcome.message());
            return outcome.exitCode() == ExitCode.DONE ? ExitCode.NOT_VERIFIED : outcome.exitCode();
        }
        BatchOutcome again = installation.pipeline().verify(outcome.batch());
        if (again.exitCode() != ExitCode.DONE) {
            spec.commandLine().getErr().println("cardwright: " + issuer + ": " + again.message());
            return again.exitCode();
        }
        Manifest manifest = Manifest.read(outcome.directory().get().resolve(Manifest.NAME));
        OrderedProducts ordered = installation.orderedProducts(issuer, export);
        List<String> rejected = new ArrayList<>();
        for (Screened.Rejected reject : rejects(installation, outcome)) {
            rejected.add(ordered.of(reject.recordNumber()));
        }
        summary.add(new DemoSummary.Sealed(issuer, export, outcome, manifest, nanos), rejected);
        return ExitCode.DONE;
    }

    private static List<Screened.Rejected> rejects(OpenedHome installation, BatchOutcome outcome) throws IOException {
        return installation
                .pipeline()
                .batch(outcome.batch())
                .map(BatchDetails::rejects)
                .orElse(List.of());
    }
}
