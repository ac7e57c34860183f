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

/** {@code cardwright batch duplicate ID ORDER}: the first person of one more production of a card. */
@Command(
        name = "duplicate",
        description = "Asks that the card of an order may be made once more, when the issuer orders it in another file;"
                + " another person approves.")
final class DuplicateCommand implements Callable<Integer> {

    @Mixin
    private HomeOption home = new HomeOption();

    @Mixin
    private OperatorOption operator = new OperatorOption();

    @Parameters(index = "0", paramLabel = "ID", description = "Identity of the batch, at least its first 8 digits.")
    private String batch = "";

    @Parameters(index = "1", paramLabel = "ORDER", description = "The issuer's name of the order in that batch.")
    private String order = "";

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; it stands in the audit.")
    private String reason = "";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        try (OperatorLogin login = operator.login();
                OpenedHome installation = home.openAll()) {
            ApprovalRequest request = installation.pipeline().requestDuplicate(batch, order, reason, login);
            spec.commandLine()
                    .getOut()
                    .println("request " + request.id() + ": another operator runs  cardwright approve " + request.id());
        }
        return ExitCode.DONE;
    }
}
