package org.cardwright.jobs;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.cardwright.formats.card.CardNumberMask;
import org.cardwright.jobs.command.ApproveCommand;
import org.cardwright.jobs.command.AuditCommand;
import org.cardwright.jobs.command.BatchCommand;
import org.cardwright.jobs.command.BureauCommand;
import org.cardwright.jobs.command.DemoCommand;
import org.cardwright.jobs.command.DiffCommand;
import org.cardwright.jobs.command.DropsCommand;
import org.cardwright.jobs.command.KeysCommand;
import org.cardwright.jobs.command.MediumCommand;
import org.cardwright.jobs.command.OperatorCommand;
import org.cardwright.jobs.command.PersonalizeCommand;
import org.cardwright.jobs.command.PinsCommand;
import org.cardwright.jobs.command.PlanCommand;
import org.cardwright.jobs.command.PoolCommand;
import org.cardwright.jobs.command.PrepareCommand;
import org.cardwright.jobs.command.ProfileCommand;
import org.cardwright.jobs.command.ProveCommand;
import org.cardwright.jobs.command.ServeCommand;
import org.cardwright.jobs.command.ShowCommand;
import org.cardwright.jobs.command.TerminalCommand;
import org.cardwright.jobs.command.Termination;
import org.cardwright.jobs.command.VerifyCommand;
import org.cardwright.jobs.command.WorkerCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;

/** The command line. A new command is one class with {@code @Command} and one line in {@link #COMMANDS}. */
@Command(
        name = "cardwright",
        description = "EMV card data preparation: an issuer's export becomes sealed, verified personalization files.",
        mixinStandardHelpOptions = true,
        versionProvider = Cardwright.Version.class,
        scope = CommandLine.ScopeType.INHERIT,
        exitCodeOnInvalidInput = 64,
        exitCodeOnExecutionException = 70,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:done; also \"already done, seal verified\"",
            "64:wrong usage",
            "65:input refused",
            "70:reconciliation or verification failed",
            "75:try again later",
            "77:keys or permissions refused"
        })
public final class Cardwright implements Runnable {

    private static final List<Class<?>> COMMANDS = List.of(
            DemoCommand.class,
            PrepareCommand.class,
            WorkerCommand.class,
            MediumCommand.class,
            ServeCommand.class,
            DropsCommand.class,
            PinsCommand.class,
            VerifyCommand.class,
            ShowCommand.class,
            DiffCommand.class,
            ProfileCommand.class,
            ProveCommand.class,
            PersonalizeCommand.class,
            TerminalCommand.class,
            BatchCommand.class,
            ApproveCommand.class,
            OperatorCommand.class,
            AuditCommand.class,
            KeysCommand.class,
            PoolCommand.class,
            PlanCommand.class,
            BureauCommand.class,
            CommandLine.HelpCommand.class);

    private static final Set<String> VERSION = Set.of("--version", "-V");

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    private Cardwright() {}

    public static void main(String[] args) {
        int exitCode = commandLine(needed(args)).execute(args);
        Termination.commandEnded(exitCode);
        System.exit(exitCode);
    }

    /** With every command. */
    static CommandLine commandLine() {
        return commandLine(COMMANDS);
    }

    /**
     * What the words of one call need: the command that they name, no other for the version alone, and all of them for help and for words that name none.
     * To read the options of all commands from their classes takes longer than many a command.
     */
    static List<Class<?>> needed(String... words) {
        if (words.length == 1 && VERSION.contains(words[0])) {
            return List.of();
        }
        List<Class<?>> named = COMMANDS.stream()
                .filter(command -> words.length > 0 && nameOf(command).equals(words[0]))
                .filter(command -> command != CommandLine.HelpCommand.class)
                .toList();
        return named.isEmpty() ? COMMANDS : named;
    }

    private static String nameOf(Class<?> command) {
        return Objects.requireNonNull(command.getAnnotation(Command.class)).name();
    }

    static CommandLine commandLine(List<Class<?>> commands) {
        CommandLine line = new CommandLine(new Cardwright());
        commands.forEach(line::addSubcommand);
        IParameterExceptionHandler usual = line.getParameterExceptionHandler();
        return line.setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(LocalDate.class, Cardwright::date)
                .setExecutionStrategy(Cardwright::execute)
                .setExecutionExceptionHandler(new FailureReport())
                .setParameterExceptionHandler((wrong, given) -> usual.handleParseException(masked(wrong), given));
    }

    /** Picocli quotes the words it does not understand; one of them may be a card number. */
    private static ParameterException masked(ParameterException wrong) {
        String said = String.valueOf(wrong.getMessage());
        String shown = CardNumberMask.mask(said);
        return shown.equals(said) ? wrong : new ParameterException(wrong.getCommandLine(), shown);
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException malformed) {
            throw new CommandLine.TypeConversionException("'" + text + "' is no day; expected yyyy-mm-dd");
        }
    }

    /** Picocli lets an error through, and the process would end with 1 and a message that may quote data. */
    private static int execute(CommandLine.ParseResult parsed) {
        try {
            return new CommandLine.RunLast().execute(parsed);
        } catch (Error broken) {
            CommandLine command = parsed.commandSpec().commandLine();
            throw new CommandLine.ExecutionException(command, "", broken);
        }
    }

    /** Without a command there is nothing to do. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command");
    }

    /** Version of the jar; a run from class files has none. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = Cardwright.class.getPackage().getImplementationVersion();
            return new String[] {"cardwright " + Objects.requireNonNullElse(version, "development")};
        }
    }
}
