package org.cardwright.jobs.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.jobs.wiring.BatchLine;
import org.cardwright.jobs.wiring.CardControl;
import org.cardwright.jobs.wiring.CardOfBatch;
import org.cardwright.jobs.wiring.ChipDesk;
import org.cardwright.jobs.wiring.GroupOfBatch;
import org.cardwright.jobs.wiring.MachineCards;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.jobs.wiring.ScriptFile;
import org.cardwright.jobs.wiring.ScriptMaking;
import org.cardwright.jobs.wiring.VirtualHeads;
import org.cardwright.machine.chip.CardLot;
import org.cardwright.machine.chip.ChannelPolicy;
import org.cardwright.machine.chip.ChipRecipe;
import org.cardwright.machine.line.LineHead;
import org.cardwright.machine.quality.QualityControl;
import org.cardwright.perso.file.Manifest;
import org.cardwright.pipeline.launch.ChipProduction;
import org.cardwright.pipeline.ledger.Audit;
import org.cardwright.pipeline.ledger.OperatorLogin;
import org.cardwright.pipeline.ledger.WrongUsageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cardwright personalize DIR --reader NAME}: the cards of a sealed batch onto chips, over their secure channels. */
@Command(
        name = "personalize",
        description =
                "Puts the cards of a sealed batch, or the one of --order, on chips in PC/SC readers, or on virtual"
                        + " ones: exit 70 when one does not become good. The ledger lets no card onto a second chip.")
public final class PersonalizeCommand implements Callable<Integer> {

    private static final int IDENTITY_BYTES = 6;

    @Mixin
    private HomeOption home = new HomeOption();

    @Mixin
    private JsonOption json = new JsonOption();

    @Mixin
    private LotOptions lots = new LotOptions();

    @Mixin
    private LineOptions line = new LineOptions();

    @Mixin
    private ReaderOptions readers = new ReaderOptions();

    @Mixin
    private MachineOptions machines = new MachineOptions();

    @Parameters(paramLabel = "DIR", description = "Directory of the sealed batch.")
    private Path directory = Path.of("");

    @Option(
            names = "--order",
            paramLabel = "ID",
            description = "The issuer's name of one order, whose card is made alone. Default: every card that waits.")
    private String order = "";

    @Option(
            names = "--station",
            paramLabel = "HEX",
            description = "Personalizer (2 bytes) and equipment (4 bytes), as they go into the CPLC. Default:"
                    + " ${DEFAULT-VALUE}.")
    private String station = "000000000000";

    @Option(
            names = "--dry-run",
            description =
                    "Makes nothing: prints the keys with their check values, and the cards that would be made. Exit 70"
                            + " when no card can be made of a record.")
    private boolean dryRun;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        GivenFile.readable(directory.resolve(Manifest.NAME));
        try (OpenedHome opened = home.openAll()) {
            if (!opened.verify(directory).isClean()) {
                throw new WrongUsageException(
                        "the batch does not verify, and nothing of it goes onto a chip: verify DIR says why");
            }
            if (machines.asked()) {
                return machines(opened);
            }
            if (dryRun) {
                return dryRun(opened);
            }
            return order.isEmpty() ? wholeGroup(opened) : oneCard(opened);
        }
    }

    /** Nothing is sent to a reader, and nothing written down: neither a person nor a service is needed. */
    private int dryRun(OpenedHome opened) throws IOException {
        line.requireMaking();
        identity();
        DryRunCommand command = new DryRunCommand(
                opened,
                opened.pipeline().chipProduction(),
                json,
                spec.commandLine().getOut());
        if (order.isEmpty()) {
            readers.requireHeads();
            GroupOfBatch group = GroupOfBatch.find(home.open(), opened.catalog(), directory, line.group());
            if (line.scripts().isPresent()) {
                ScriptFile.open(opened, GivenFile.readable(line.scripts().get()), group)
                        .close();
            }
            return command.group(group, lot(group.recipe()), line, readers.names());
        }
        readers.requireOne();
        CardOfBatch card = CardOfBatch.find(home.open(), opened, directory, order);
        return command.card(card, lot(card.recipe()), readers.names());
    }

    private CardLot lot(ChipRecipe recipe) {
        return lots.lot(policy(recipe).protocol(), readers.isVirtual());
    }

    private int oneCard(OpenedHome opened) throws IOException {
        readers.requireOne();
        CardOfBatch card = CardOfBatch.find(home.open(), opened, directory, order);
        CardLot lot = lot(card.recipe());
        ChipProduction production = opened.pipeline().chipProduction();
        ChipDesk desk = new ChipDesk(opened, identity(), production, worker(production));
        DeskCommand command = new DeskCommand(
                desk,
                card,
                lot,
                new DeskCommand.Saying(
                        home.path(), directory, json, spec.commandLine().getOut()));
        return readers.isVirtual() ? command.onVirtualChip() : command.inReader(readers.one(), readers.deadline());
    }

    private int machines(OpenedHome opened) throws IOException {
        if (!order.isEmpty() || !readers.isNone() || dryRun) {
            throw new WrongUsageException(
                    "a machine takes no --reader, --order or --dry-run: its definition says which cards it takes");
        }
        ChipProduction production = opened.pipeline().chipProduction();
        String worker = machines.decides() ? Audit.SYSTEM : worker(production);
        MachineReport report =
                machines.run(home.open(), MachineCards.in(opened, directory).by(worker), opened.pipeline());
        if (json.asked()) {
            return json.print(
                    report.exitCode() == ExitCode.DONE ? "made" : "not_made", report.exitCode(), report.members());
        }
        report.print(spec.commandLine().getOut());
        return report.exitCode();
    }

    /** Where people are registered, one of them is asked who works. */
    private String worker(ChipProduction production) throws IOException {
        if (!production.needsOperator() && !machines.operator().isGiven()) {
            return production.worker(Optional.empty());
        }
        try (OperatorLogin login = machines.operator().login()) {
            return production.worker(Optional.of(login));
        }
    }

    private static ChannelPolicy policy(ChipRecipe recipe) {
        return recipe.channel()
                .orElseThrow(() -> new WrongUsageException(
                        "the recipe of chip " + recipe.chip() + " describes no secure channel"));
    }

    private int wholeGroup(OpenedHome opened) throws IOException {
        GroupOfBatch group = GroupOfBatch.find(home.open(), opened.catalog(), directory, line.group());
        ChipProduction production = opened.pipeline().chipProduction();
        LineCommand command = new LineCommand(
                line,
                json,
                new LineCommand.Printers(
                        spec.commandLine().getOut(), spec.commandLine().getErr()));
        if (line.sheetOnly()) {
            return command.sheet(group, production);
        }
        if (line.writtenScripts().isPresent()) {
            int scripts =
                    new ScriptMaking(opened, group).write(line.writtenScripts().get(), worker(production));
            spec.commandLine().getOut().println("test scripts of " + scripts + " cards");
            return ExitCode.DONE;
        }
        if (line.scripts().isEmpty()) {
            return onHeads(command, opened, group, line.control().of(opened, group, line.first()));
        }
        try (ScriptFile scripts =
                ScriptFile.open(opened, GivenFile.readable(line.scripts().get()), group)) {
            return onHeads(command, opened, group, CardControl.byScripts(group.recipe(), scripts));
        }
    }

    private int onHeads(LineCommand command, OpenedHome opened, GroupOfBatch group, QualityControl control)
            throws IOException {
        CardLot lot = lot(group.recipe());
        ChipProduction production = opened.pipeline().chipProduction();
        BatchLine made = new BatchLine(
                opened,
                new BatchLine.Stand(identity(), lot, line.attempts(), line.samples(), control),
                command::tell,
                new BatchLine.Crew(worker(production), line.scripts().isEmpty()));
        readers.requireHeads();
        List<LineHead> heads = readers.isVirtual()
                ? VirtualHeads.of(opened, group, line.heads())
                : readers.heads(group.recipe().answerToReset(), command::tell);
        try {
            return command.run(group, heads, made, production);
        } finally {
            heads.forEach(LineHead::close);
        }
    }

    private ByteString identity() {
        try {
            ByteString bytes = ByteString.fromHex(station);
            if (bytes.size() == IDENTITY_BYTES) {
                return bytes;
            }
        } catch (IllegalArgumentException malformed) {
            // said below
        }
        throw new WrongUsageException("--station has 12 hexadecimal digits");
    }
}
