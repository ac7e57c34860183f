package org.cardwright.jobs.command;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.pipeline.ledger.Operator;
import org.cardwright.pipeline.ledger.OperatorLogin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cardwright operator remove ID}: a person may no longer act. */
@Command(
        name = "remove",
        description = "Removes an operator, by an administrator; never the last administrator. The id stays used.")
final class OperatorRemoveCommand implements Callable<Integer> {

    @Mixin
    private HomeOption home = new HomeOption();

    @Mixin
    private OperatorOption administrator = new OperatorOption();

    @Parameters(paramLabel = "ID", description = "The operator who leaves.")
    private String leaving = "";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        try (OperatorLogin by = administrator.login();
                OpenedHome installation = home.openAll()) {
            Operator removed = installation.pipeline().removeOperator(leaving, Optional.of(by));
            spec.commandLine().getOut().println("operator " + removed.id() + " removed");
        }
        return ExitCode.DONE;
    }
}
