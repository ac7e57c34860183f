package org.cardwright.jobs.command;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cardwright.crypto.module.SignatureVerifier;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.CardNumberMask;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.jobs.wiring.ResponseOfBatch;
import org.cardwright.jobs.wiring.ShownPans;
import org.cardwright.perso.file.OwnerOnlyFiles;
import org.cardwright.perso.file.RejectsFile;
import org.cardwright.perso.response.CardTally;
import org.cardwright.perso.response.ResponseFile;
import org.cardwright.pipeline.ledger.BatchCounts;
import org.cardwright.pipeline.ledger.BatchDetails;
import org.cardwright.pipeline.ledger.BatchSummary;
import org.cardwright.pipeline.ledger.NotReconciledException;
import org.cardwright.pipeline.ledger.WrongUsageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code cardwright batch response ID --out DIR}: the answer to the issuer. DIR gets its name when everything in it is on the disk, was
 * read back and counted, and its signature verified.
 */
@Command(
        name = "response",
        description = "Writes the signed answer to the issuer: what became of every order of a batch that has ended.")
public final class ResponseCommand implements Callable<Integer> {

    private static final String PART = ".part";

    @Mixin
    private HomeOption home = new HomeOption();

    @Mixin
    private JsonOption json = new JsonOption();

    @Parameters(paramLabel = "ID", description = "Identity of the batch, at least its first 8 digits.")
    private String batch = "";

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "A new directory for the answer.")
    private Path out = Path.of("");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        if (Files.exists(out)) {
            throw new WrongUsageException(CardNumberMask.mask(out.toString()) + " is there already");
        }
        try (OpenedHome installation = home.openAll()) {
            BatchDetails details = installation
                    .pipeline()
                    .batch(batch)
                    .orElseThrow(() -> new WrongUsageException(
                            "no batch or more than one begins with " + CardNumberMask.mask(batch)));
            ResponseOfBatch answer = new ResponseOfBatch(
                    installation,
                    details,
                    ShownPans.in(home.path()).ofIssuer(details.summary().issuer()));
            return printed(details, written(answer, installation.signingPublicKey()));
        }
    }

    private CardTally written(ResponseOfBatch answer, ByteString publicKey) throws IOException {
        Path directory = out.toAbsolutePath();
        Path part = directory.resolveSibling(directory.getFileName() + PART);
        forget(part);
        Files.createDirectories(directory.resolveSibling("."));
        OwnerOnlyFiles.createDirectory(part);
        Path file = part.resolve(ResponseFile.NAME);
        try (FileChannel channel = OwnerOnlyFiles.openForWriting(file);
                OutputStream stream = new BufferedOutputStream(Channels.newOutputStream(channel))) {
            answer.file().write(stream, answer.signer());
            stream.flush();
            channel.force(true);
        }
        RejectsFile.write(
                part.resolve(RejectsFile.NAME), answer.orders().rejected().iterator());
        CardTally tally = ResponseFile.read(file).tally();
        if (!ResponseFile.isSigned(file, publicKey, SignatureVerifier.ed25519())) {
            throw new NotReconciledException("the answer that was written does not verify");
        }
        force(part);
        Files.move(part, directory, StandardCopyOption.ATOMIC_MOVE);
        force(directory.resolveSibling("."));
        return tally;
    }

    /** What a killed command left. */
    private static void forget(Path part) throws IOException {
        if (Files.isDirectory(part)) {
            try (Stream<Path> files = Files.walk(part, 1)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static void force(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private int printed(BatchDetails details, CardTally tally) throws IOException {
        Map<String, Integer> production = tally.numbers();
        BatchSummary summary = details.summary();
        if (json.asked()) {
            return json.print(
                    "answered",
                    ExitCode.DONE,
                    Map.of(
                            "batch",
                            summary.batch(),
                            "counts",
                            LedgerStructure.counts(summary.counts()),
                            "production",
                            production));
        }
        BatchCounts counts = summary.counts();
        PrintWriter lines = spec.commandLine().getOut();
        lines.println("batch   " + summary.batch().substring(0, 16) + " of " + summary.issuer());
        lines.println("orders  in " + counts.in() + "  good " + counts.good() + "  rejected " + counts.rejected()
                + "  held " + counts.held() + "  remade " + counts.remade());
        lines.println("cards   "
                + production.entrySet().stream()
                        .map(state -> state.getKey() + " " + state.getValue())
                        .collect(Collectors.joining("  ")));
        return ExitCode.DONE;
    }
}
