package org.cardwright.jobs.command;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.pipeline.ledger.OperatorLogin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cardwright batch refuse ID}: somebody has seen the first cards and holds the batch. */
@Command(
        name = "refuse",
        description =
                "Holds a batch whose first cards are not as they must be; one operator is enough, and it can only be"
                        + " abandoned then.")
final class RefuseCommand implements Callable<Integer> {

    @Mixin
    private HomeOption home = new HomeOption();

    @Mixin
    private OperatorOption operator = new OperatorOption();

    @Parameters(paramLabel = "ID", description = "Identity of the batch, at least its first 8 digits.")
    private String batch = "";

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; it stands in the audit.")
    private String reason = "";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        try (OperatorLogin login = operator.login();
                OpenedHome installation = home.openAll()) {
            String request = installation
                    .pipeline()
                    .firstArticles()
                    .refuse(batch, reason, login)
                    .id();
            spec.commandLine().getOut().println("request " + request + " is refused: the batch is held");
        }
        return ExitCode.DONE;
    }
}
