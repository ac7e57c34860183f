package org.cardwright.jobs.command;

import java.util.concurrent.Callable;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.pipeline.ledger.ApprovalRequest;
import org.cardwright.pipeline.ledger.OperatorLogin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cardwright batch abandon ID}: the first person of the end of a batch that can never be finished. */
@Command(
        name = "abandon",
        description = "Asks for the end of a batch without a seal: its orders are held, its key and files destroyed;"
                + " another person approves.")
final class AbandonCommand implements Callable<Integer> {

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
    public Integer call() throws Exception {
        try (OperatorLogin login = operator.login();
                OpenedHome installation = home.openAll()) {
            ApprovalRequest request = installation.pipeline().requestAbandonment(batch, reason, login);
            spec.commandLine()
                    .getOut()
                    .println("request " + request.id() + ": another operator runs  cardwright approve " + request.id());
        }
        return ExitCode.DONE;
    }
}
