package org.cardwright.jobs.command;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cardwright.jobs.home.ConfigurationException;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.jobs.wiring.PinMailDay;
import org.cardwright.pipeline.ledger.BatchState;
import org.cardwright.pipeline.ledger.BatchSummary;
import org.cardwright.pipeline.ledger.CardDispatch;
import org.cardwright.pipeline.ledger.CardDispatches;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code cardwright pins list}: closed batches, which of their cards left when, and from when on their PIN mailers may be printed. */
@Command(
        name = "list",
        description = "Lists closed batches: cards that have left, and from when on their mailers may be printed.")
final class PinsListCommand implements Callable<Integer> {

    private static final int SHOWN_DIGITS = 16;
    private static final String UNKNOWN = "-";

    @Mixin
    private HomeOption home = new HomeOption();

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /**
     * Cards of a closed batch that left at one moment, or none.
     *
     * @param cards how many
     * @param leftAt when; empty when none has left yet
     * @param mailersFrom from when on their mailers may be printed; empty when nobody knows
     * @param confirmedBy who said so
     */
    private record Line(BatchSummary batch, long cards, String leftAt, String mailersFrom, String confirmedBy) {}

    @Override
    public Integer call() throws IOException {
        HomeDirectory place = home.open();
        List<Line> lines = new ArrayList<>();
        try (OpenedHome installation = home.openAll()) {
            CardDispatches dispatches = installation.pipeline().chipProduction().dispatches();
            for (BatchSummary batch : installation.pipeline().batches()) {
                if (batch.state() == BatchState.CLOSED) {
                    lines.addAll(lines(batch, dispatches.of(batch.batch()), rule(place, batch.issuer())));
                }
            }
        }
        return json.asked() ? structured(lines) : printed(lines);
    }

    /** Empty for an issuer whose settings are not here any more. */
    private static Optional<PinMailDay> rule(HomeDirectory home, String issuer) throws IOException {
        try {
            return Optional.of(PinMailDay.of(home, issuer));
        } catch (ConfigurationException gone) {
            return Optional.empty();
        }
    }

    /** One line for each moment. */
    private static List<Line> lines(BatchSummary batch, List<CardDispatch> left, Optional<PinMailDay> rule) {
        if (left.isEmpty()) {
            return List.of(new Line(batch, 0, "", "", ""));
        }
        return left.stream()
                .map(CardDispatch::leftAt)
                .distinct()
                .sorted()
                .map(moment -> line(
                        batch,
                        left.stream()
                                .filter(range -> range.leftAt().equals(moment))
                                .toList(),
                        rule))
                .toList();
    }

    private static Line line(BatchSummary batch, List<CardDispatch> together, Optional<PinMailDay> rule) {
        Instant moment = together.get(0).leftAt();
        long cards = together.stream()
                .mapToLong(range -> range.last() - range.first() + 1)
                .sum();
        return new Line(
                batch,
                cards,
                moment.toString(),
                rule.map(days -> days.from(moment).toString()).orElse(UNKNOWN),
                together.get(0).confirmedBy());
    }

    private int structured(List<Line> lines) throws IOException {
        Map<String, Object> members = LedgerStructure.object();
        members.put("dispatches", lines.stream().map(PinsListCommand::structure).toList());
        return json.print("done", ExitCode.DONE, members);
    }

    private static Map<String, Object> structure(Line line) {
        Map<String, Object> members = LedgerStructure.object();
        members.put("batch", line.batch().batch());
        members.put("issuer", line.batch().issuer());
        members.put("good", line.batch().counts().good());
        members.put("left", line.cards());
        members.put("left_at", line.leftAt());
        members.put("mailers_from", line.mailersFrom());
        members.put("confirmed_by", line.confirmedBy());
        return members;
    }

    private int printed(List<Line> lines) {
        TextTable table = new TextTable("batch", "issuer", "cards", "left", "left at", "mailers from", "confirmed by");
        for (Line line : lines) {
            table.row(
                    line.batch().batch().substring(0, SHOWN_DIGITS),
                    line.batch().issuer(),
                    line.batch().counts().good(),
                    line.cards(),
                    shown(line.leftAt()),
                    shown(line.mailersFrom()),
                    shown(line.confirmedBy()));
        }
        table.print(spec.commandLine().getOut());
        return ExitCode.DONE;
    }

    private static String shown(String text) {
        return text.isEmpty() ? UNKNOWN : text;
    }
}
