package org.cardwright.jobs.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.jobs.wiring.MachineCards;
import org.cardwright.jobs.wiring.MachinesOfHome;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.jobs.wiring.PinMailDay;
import org.cardwright.perso.file.Manifest;
import org.cardwright.pipeline.launch.ChipProduction;
import org.cardwright.pipeline.ledger.CardDispatches;
import org.cardwright.pipeline.ledger.OperatorLogin;
import org.cardwright.pipeline.ledger.StationDesk;
import org.cardwright.pipeline.ledger.WrongUsageException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cardwright pins dispatched DIR}: what is made of a batch has left the house. */
@Command(
        name = "dispatched",
        description =
                "Somebody says that the cards of a sealed batch which chips and machines have let go have left the house, today."
                        + " What is made later leaves later, and is said again.")
final class PinsDispatchedCommand implements Callable<Integer> {

    @Mixin
    private HomeOption home = new HomeOption();

    @Mixin
    private JsonOption json = new JsonOption();

    @Mixin
    private OperatorOption operator = new OperatorOption();

    @Parameters(paramLabel = "DIR", description = "Directory of the sealed batch.")
    private Path directory = Path.of("");

    @Option(
            names = "--elsewhere",
            paramLabel = "GROUP",
            description =
                    "Only the cards of this group (product.plastic), which others make, so that no chip and no room here let them go;"
                            + " another person approves.")
    private @Nullable String elsewhere;

    @Option(names = "--why", paramLabel = "TEXT", description = "With --elsewhere: how it is known.")
    private String why = "";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        GivenFile.readable(directory.resolve(Manifest.NAME));
        HomeDirectory place = home.open();
        try (OpenedHome installation = home.openAll()) {
            if (!installation.verify(directory).isClean()) {
                throw new WrongUsageException("the batch does not verify, and none of its cards can have left");
            }
            MachinesOfHome machines = MachinesOfHome.load(place);
            MachineCards cards = MachineCards.in(installation, directory);
            ChipProduction production = installation.pipeline().chipProduction();
            if (elsewhere != null) {
                return asked(production, cards.batch(), elsewhere, machines);
            }
            String issuer = installation
                    .pipeline()
                    .batch(cards.batch())
                    .orElseThrow(() -> new WrongUsageException("the ledger of this home has not closed this batch"))
                    .summary()
                    .issuer();
            CardDispatches.Sent sent = production
                    .dispatches()
                    .confirm(cards.batch(), cards.routes(machines), machines.mailers(), worker(production));
            return told(cards.batch(), sent, PinMailDay.of(place, issuer).from(sent.leftAt()));
        }
    }

    private int asked(ChipProduction production, String batch, String group, MachinesOfHome machines)
            throws IOException {
        if (!machines.makers(group).isEmpty()) {
            throw new WrongUsageException("group " + group + " is made here, in rooms "
                    + String.join(", ", machines.makers(group).stream().sorted().toList())
                    + ": its cards leave when these have let them go");
        }
        try (OperatorLogin login = operator.login()) {
            String request = production
                    .others()
                    .request(batch, group, new StationDesk.Spoken(login, why))
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

    private int told(String batch, CardDispatches.Sent sent, Instant mailersFrom) throws IOException {
        Map<String, Integer> staying = new TreeMap<>(sent.staying());
        if (json.asked()) {
            Map<String, Object> members = LedgerStructure.object();
            members.put("batch", batch);
            members.put("left_at", sent.leftAt());
            members.put("cards", sent.cards());
            members.put("left_before", sent.before());
            members.put("staying", staying);
            members.put("mailers_from", mailersFrom);
            return json.print("noted", ExitCode.DONE, members);
        }
        StringBuilder said = new StringBuilder();
        said.append(sent.cards())
                .append(" cards of batch ")
                .append(batch)
                .append(" left at ")
                .append(sent.leftAt());
        said.append("; their PIN mailers from ").append(mailersFrom).append(" on");
        staying.forEach((why, cards) ->
                said.append("\n").append(cards).append(" stay: ").append(why));
        spec.commandLine().getOut().println(said);
        return ExitCode.DONE;
    }

    /** Where people are registered, one of them says so. */
    private String worker(ChipProduction production) throws IOException {
        if (!production.needsOperator() && !operator.isGiven()) {
            return production.worker(Optional.empty());
        }
        try (OperatorLogin login = operator.login()) {
            return production.worker(Optional.of(login));
        }
    }
}
