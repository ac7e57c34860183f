package org.cardwright.jobs.command;

import java.io.IOException;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.pipeline.launch.Pipeline;
import org.cardwright.pipeline.ledger.OperatorLogin;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The first person of an act that takes two: who asks, and why. */
final class FirstPerson {

    @Mixin
    private OperatorOption operator = new OperatorOption();

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; it stands in the audit.")
    private String reason = "";

    @Spec(Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /** What is asked for. */
    @FunctionalInterface
    interface Asking {

        /** Asks, and gives the name of the request back. */
        String ask(Pipeline pipeline, String reason, OperatorLogin login);
    }

    /** Asks, and says what the second person runs. */
    int asks(HomeOption home, Asking asking) throws IOException {
        try (OperatorLogin login = operator.login();
                OpenedHome installation = home.openAll()) {
            String request = asking.ask(installation.pipeline(), reason, login);
            spec.commandLine()
                    .getOut()
                    .println("request " + request + ": another operator runs  cardwright approve " + request);
        }
        return ExitCode.DONE;
    }
}
