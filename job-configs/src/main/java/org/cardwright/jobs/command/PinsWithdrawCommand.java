package org.cardwright.jobs.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.concurrent.Callable;
import org.cardwright.jobs.wiring.MachineCards;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.perso.file.Manifest;
import org.cardwright.pipeline.ledger.OperatorLogin;
import org.cardwright.pipeline.ledger.StationDesk;
import org.cardwright.pipeline.ledger.WrongUsageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cardwright pins withdraw DIR}: what was said to have left has not. */
@Command(
        name = "withdraw",
        description =
                "Somebody says that the cards of a sealed batch which are noted to have left at a moment have not; another person approves."
                        + " It is too late when a PIN mailer of one of them is planned.")
final class PinsWithdrawCommand implements Callable<Integer> {

    @Mixin
    private HomeOption home = new HomeOption();

    @Mixin
    private JsonOption json = new JsonOption();

    @Mixin
    private OperatorOption operator = new OperatorOption();

    @Parameters(paramLabel = "DIR", description = "Directory of the sealed batch.")
    private Path directory = Path.of("");

    @Option(
            names = "--left-at",
            required = true,
            paramLabel = "MOMENT",
            description = "The moment that is wrong, as `pins list` shows it: 2026-11-22T17:00:00Z.")
    private String leftAt = "";

    @Option(names = "--why", required = true, paramLabel = "TEXT", description = "Why it was wrong.")
    private String why = "";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        GivenFile.readable(directory.resolve(Manifest.NAME));
        Instant moment = moment();
        try (OpenedHome installation = home.openAll();
                OperatorLogin login = operator.login()) {
            String batch = MachineCards.in(installation, directory).batch();
            String request = installation
                    .pipeline()
                    .chipProduction()
                    .withdrawals()
                    .request(batch, moment, new StationDesk.Spoken(login, why))
                    .id();
            if (json.asked()) {
                Map<String, Object> members = LedgerStructure.object();
                members.put("batch", batch);
                members.put("request", request);
                return json.print("approval_needed", ExitCode.DONE, members);
            }
            spec.commandLine().getOut().println("another person approves: cardwright approve " + request);
            return ExitCode.DONE;
        }
    }

    private Instant moment() {
        try {
            return Instant.parse(leftAt);
        } catch (DateTimeParseException malformed) {
            throw new WrongUsageException("--left-at is a moment as `pins list` shows it: 2026-11-22T17:00:00Z");
        }
    }
}
