package org.cardwright.jobs.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
import org.cardwright.machine.chip.AnswerToReset;
import org.cardwright.machine.chip.CardLot;
import org.cardwright.machine.chip.ChannelPolicy;
import org.cardwright.machine.chip.ChipRecipe;
import org.cardwright.machine.line.Feeder;
import org.cardwright.machine.line.LineHead;
import org.cardwright.machine.pcsc.ReaderHead;
import org.cardwright.machine.pcsc.ReaderLineHead;
import org.cardwright.machine.quality.QualityControl;
import org.cardwright.perso.file.Manifest;
import org.cardwright.pipeline.launch.ChipProduction;
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
                "Puts the cards of a sealed batch, or the one of --order, on chips in PC/SC readers, or on virtual ones: exit 70"
                        + " when one does not become good. The ledger lets no card onto a second chip.")
public final class PersonalizeCommand implements Callable<Integer> {

    private static final String VIRTUAL = "virtual";
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
    private MachineOptions machines = new MachineOptions();

    @Parameters(paramLabel = "DIR", description = "Directory of the sealed batch.")
    private Path directory = Path.of("");

    @Option(
            names = "--order",
            paramLabel = "ID",
            description = "The issuer's name of one order, whose card is made alone. Default: every card that waits.")
    private String order = "";

    @Option(
            names = "--reader",
            paramLabel = "NAME",
            description =
                    "Name of a PC/SC reader, one for each head, or 'virtual' for chips in software with published test keys.")
    private List<String> readers = new ArrayList<>();

    @Option(
            names = "--station",
            paramLabel = "HEX",
            description =
                    "Personalizer (2 bytes) and equipment (4 bytes), as they go into the CPLC. Default: ${DEFAULT-VALUE}.")
    private String station = "000000000000";

    @Option(
            names = "--deadline",
            paramLabel = "SECONDS",
            description = "How long a command may take. Default: ${DEFAULT-VALUE}.")
    private int deadlineSeconds = 10;

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
            if (order.isEmpty()) {
                return wholeGroup(opened);
            }
            if (readers.size() != 1) {
                throw new WrongUsageException("one card goes onto one chip: name one --reader");
            }
            return oneCard(opened);
        }
    }

    private int oneCard(OpenedHome opened) throws IOException {
        CardOfBatch card = CardOfBatch.find(home.open(), opened, directory, order);
        CardLot lot = lots.lot(policy(card.recipe()).protocol(), isVirtual());
        ChipProduction production = opened.pipeline().chipProduction();
        ChipDesk desk = new ChipDesk(opened, identity(), production, worker(production));
        DeskCommand command = new DeskCommand(
                desk,
                card,
                lot,
                new DeskCommand.Saying(
                        home.path(), directory, json, spec.commandLine().getOut()));
        if (isVirtual()) {
            return command.onVirtualChip();
        }
        Duration deadline = Duration.ofSeconds(deadlineSeconds);
        requireThere(readers.get(0), deadline);
        return command.inReader(readers.get(0), deadline);
    }

    private int machines(OpenedHome opened) throws IOException {
        if (!order.isEmpty() || !readers.isEmpty()) {
            throw new WrongUsageException(
                    "a machine takes no --reader and no --order: its definition says which cards it takes");
        }
        MachineReport report = machines.run(
                home.open(),
                MachineCards.in(opened, directory),
                opened.pipeline().chipProduction().stations());
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

    private boolean isVirtual() {
        return readers.contains(VIRTUAL);
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
        CardLot lot = lots.lot(policy(group.recipe()).protocol(), isVirtual());
        ChipProduction production = opened.pipeline().chipProduction();
        BatchLine made = new BatchLine(
                opened,
                new BatchLine.Stand(identity(), lot, line.attempts(), line.samples(), control),
                command::tell,
                new BatchLine.Crew(worker(production), line.scripts().isEmpty()));
        List<LineHead> heads = isVirtual()
                ? virtualHeads(opened, group)
                : readerHeads(group.recipe().answerToReset());
        try {
            return command.run(group, heads, made, production);
        } finally {
            heads.forEach(LineHead::close);
        }
    }

    private List<LineHead> virtualHeads(OpenedHome opened, GroupOfBatch group) throws IOException {
        if (readers.size() != 1) {
            throw new WrongUsageException("virtual heads stand alone: --reader virtual --heads N");
        }
        return VirtualHeads.of(opened, group, line.heads());
    }

    private List<LineHead> readerHeads(AnswerToReset lot) {
        if (readers.isEmpty() || Set.copyOf(readers).size() != readers.size()) {
            throw new WrongUsageException("a line has heads: name each reader once with --reader");
        }
        Duration deadline = Duration.ofSeconds(deadlineSeconds);
        readers.forEach(reader -> requireThere(reader, deadline));
        return readers.stream()
                .<LineHead>map(reader ->
                        new ReaderLineHead(reader, ReaderHead.of(reader, deadline, Map.of()), Feeder.BY_HAND, lot))
                .toList();
    }

    private static void requireThere(String reader, Duration deadline) {
        List<String> there = ReaderHead.readers(deadline, Map.of());
        if (!there.contains(reader)) {
            throw new WrongUsageException(
                    there.isEmpty()
                            ? "there is no PC/SC service with a reader here"
                            : "there is no such reader, but: " + String.join(", ", there));
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
