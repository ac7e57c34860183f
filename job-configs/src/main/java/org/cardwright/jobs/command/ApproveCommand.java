package org.cardwright.jobs.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.pipeline.launch.BatchOutcome;
import org.cardwright.pipeline.launch.Pipeline;
import org.cardwright.pipeline.ledger.OperatorLogin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cardwright approve REQUEST}: the second person of a two-person act. */
@Command(name = "approve", description = "The second person: approves a request and carries it out.")
public final class ApproveCommand implements Callable<Integer> {

    @Mixin
    private HomeOption home = new HomeOption();

    @Mixin
    private OperatorOption operator = new OperatorOption();

    @Parameters(paramLabel = "REQUEST", description = "The request, as named by the command that asked for it.")
    private String request = "";

    @Option(
            names = "--witness-file",
            paramLabel = "FILE",
            description = "A third person who is present when a product is released, where profiles = witnessed: two"
                    + " lines, id and passphrase, mode 0600. Who approves at the terminal is followed by the witness.")
    private @Nullable Path witness;

    @Option(names = "--json", description = "Prints the summary as JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        try (OperatorLogin login = operator.login();
                OpenedHome installation =
                        home.openAll(ProgressBar.on(spec.commandLine().getErr()))) {
            BatchOutcome outcome = approved(installation.pipeline(), login);
            OutcomePrinter.print(outcome, json, spec.commandLine());
            return outcome.exitCode();
        }
    }

    private BatchOutcome approved(Pipeline pipeline, OperatorLogin login) throws IOException {
        if (witness == null && (operator.isGiven() || !pipeline.releases().needsWitness(request))) {
            return pipeline.approve(request, login);
        }
        try (OperatorLogin third = witness == null ? OperatorOption.asked("Witness") : OperatorOption.read(witness)) {
            return pipeline.approve(request, login, Optional.of(third));
        }
    }
}
