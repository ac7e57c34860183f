package org.cardwright.jobs.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.pipeline.ledger.Operator;
import org.cardwright.pipeline.ledger.OperatorLogin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cardwright operator passphrase}: a person sets another passphrase. */
@Command(
        name = "passphrase",
        description = "Sets another passphrase of one's own; after operator add this comes before anything else.")
final class OperatorPassphraseCommand implements Callable<Integer> {

    @Mixin
    private HomeOption home = new HomeOption();

    @Mixin
    private OperatorOption operator = new OperatorOption();

    @Option(
            names = "--new-operator-file",
            paramLabel = "FILE",
            description = "The same id with the new passphrase, mode 0600; without it the terminal is asked.")
    private @Nullable Path renewed;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        try (OperatorLogin now = operator.login();
                OperatorLogin next =
                        renewed == null ? OperatorOption.askedTwice(now.operator()) : OperatorOption.read(renewed);
                OpenedHome installation = home.openAll()) {
            Operator changed = installation.pipeline().changePassphrase(now, next);
            spec.commandLine().getOut().println("operator " + changed.id() + " has a new passphrase");
        }
        return ExitCode.DONE;
    }
}
