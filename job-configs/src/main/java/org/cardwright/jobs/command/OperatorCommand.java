package org.cardwright.jobs.command;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.pipeline.ledger.Operator;
import org.cardwright.pipeline.ledger.OperatorLogin;
import org.cardwright.pipeline.ledger.OperatorRole;
import org.cardwright.pipeline.ledger.OperatorState;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cardwright operator add|passphrase|remove|list}: the operator register. */
@Command(
        name = "operator",
        description = "Registers and removes operators, changes passphrases, and lists the register.",
        subcommands = {
            OperatorCommand.Add.class,
            OperatorPassphraseCommand.class,
            OperatorRemoveCommand.class,
            OperatorCommand.ListAll.class
        })
public final class OperatorCommand {

    private static String roles(Operator operator) {
        return operator.roles().stream()
                .sorted()
                .map(role -> role.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(","));
    }

    /** A new operator. */
    @Command(
            name = "add",
            description = "Registers an operator; all but the first, who is the administrator, need an administrator.")
    static final class Add implements Callable<Integer> {

        @Mixin
        private HomeOption home = new HomeOption();

        @Option(
                names = "--operator-file",
                paramLabel = "FILE",
                description =
                        "The administrator who adds: id and passphrase, mode 0600. Not needed for the first operator.")
        private @Nullable Path administrator;

        @Option(
                names = "--new-operator-file",
                paramLabel = "FILE",
                description = "The new operator: id and passphrase, mode 0600; without it the terminal is asked.")
        private @Nullable Path newOperator;

        @Option(
                names = "--role",
                required = true,
                split = ",",
                paramLabel = "ROLE",
                description =
                        "OPERATOR asks for two-person acts, APPROVER approves them, KEY_CUSTODIAN keeps parts of keys,"
                                + " KEY_MANAGER and SECURITY_OFFICER answer for keys by their state, or several;"
                                + " ADMINISTRATOR keeps the register and stands alone.")
        private Set<OperatorRole> roles = EnumSet.noneOf(OperatorRole.class);

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws Exception {
            try (OpenedHome installation = home.openAll();
                    OperatorLogin added = newOperator == null
                            ? OperatorOption.asked("New operator")
                            : OperatorOption.read(newOperator)) {
                Operator operator = installation.pipeline().addOperator(added, roles, by(installation));
                spec.commandLine()
                        .getOut()
                        .println("operator " + operator.id() + " registered as " + roles(operator)
                                + (operator.state() == OperatorState.INITIAL
                                        ? "; before anything else they run  cardwright operator passphrase"
                                        : ""));
            }
            return ExitCode.DONE;
        }

        private Optional<OperatorLogin> by(OpenedHome installation) throws Exception {
            if (administrator != null) {
                return Optional.of(OperatorOption.read(administrator));
            }
            return installation.pipeline().operators().isEmpty()
                    ? Optional.empty()
                    : Optional.of(OperatorOption.asked("Administrator"));
        }
    }

    /** The register. */
    @Command(name = "list", description = "The operator register.")
    static final class ListAll implements Callable<Integer> {

        @Mixin
        private HomeOption home = new HomeOption();

        @Mixin
        private JsonOption json = new JsonOption();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws Exception {
            try (OpenedHome installation = home.openAll()) {
                List<Operator> operators = installation.pipeline().operators();
                if (json.asked()) {
                    return json.print(
                            "listed", ExitCode.DONE, Map.of("operators", LedgerStructure.operators(operators)));
                }
                TextTable table = new TextTable("operator", "roles", "state", "added by", "added at");
                for (Operator operator : operators) {
                    table.row(
                            operator.id(),
                            roles(operator),
                            operator.state().name().toLowerCase(Locale.ROOT),
                            operator.addedBy(),
                            operator.addedAt());
                }
                table.print(spec.commandLine().getOut());
            }
            return ExitCode.DONE;
        }
    }
}
