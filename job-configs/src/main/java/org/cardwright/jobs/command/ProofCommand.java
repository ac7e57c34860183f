package org.cardwright.jobs.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cardwright.jobs.home.CheckedFile;
import org.cardwright.jobs.proof.ProofPaper;
import org.cardwright.jobs.proof.ProofText;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.pipeline.launch.FirstArticleProof;
import org.cardwright.pipeline.ledger.OperatorLogin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cardwright batch proof ID}: the first cards of a batch that waits for people to see them. */
@Command(
        name = "proof",
        description =
                "Writes the first cards of each product and plastic on a sheet, as they stand in the files, beside what was"
                        + " ordered. With --reason the first person asks for the release; another person approves.")
final class ProofCommand implements Callable<Integer> {

    private static final String TEXT = ".txt";

    @Mixin
    private HomeOption home = new HomeOption();

    @Mixin
    private OperatorOption operator = new OperatorOption();

    @Parameters(paramLabel = "ID", description = "Identity of the batch, at least its first 8 digits.")
    private String batch = "";

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "The sheet; there is none yet. PDF, or text when its name ends in .txt.")
    private Path out = Path.of("");

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description = "Asks for the release of what is on the sheet, and why; it stands in the audit.")
    private @Nullable String reason;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        try (OpenedHome installation = home.openAll()) {
            FirstArticleProof proof = installation.pipeline().firstArticles().read(batch);
            write(proof);
            PrintWriter print = spec.commandLine().getOut();
            print.println(proof.cards().size() + " cards of request " + proof.request()
                    + (proof.isEqual() ? ": every value as ordered" : ": NOT AS ORDERED"));
            if (reason != null) {
                try (OperatorLogin login = operator.login()) {
                    String request = installation
                            .pipeline()
                            .firstArticles()
                            .request(proof, reason, login)
                            .id();
                    print.println("request " + request + ": another operator runs  cardwright approve " + request);
                }
            }
            return proof.isEqual() ? ExitCode.DONE : ExitCode.NOT_VERIFIED;
        }
    }

    private void write(FirstArticleProof proof) throws IOException {
        byte[] sheet = out.toString().endsWith(TEXT) ? ProofText.of(proof) : ProofPaper.of(proof);
        CheckedFile.create(
                out,
                sheet,
                written -> Arrays.equals(Files.readAllBytes(written), sheet)
                        ? Optional.empty()
                        : Optional.of("it reads back otherwise"));
    }
}
