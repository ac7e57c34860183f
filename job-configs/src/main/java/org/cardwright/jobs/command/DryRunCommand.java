package org.cardwright.jobs.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.cardwright.jobs.wiring.CardOfBatch;
import org.cardwright.jobs.wiring.ChipsAhead;
import org.cardwright.jobs.wiring.ChipsAhead.Misfit;
import org.cardwright.jobs.wiring.GroupOfBatch;
import org.cardwright.jobs.wiring.KeyAtChips;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.machine.chip.CardLot;
import org.cardwright.machine.chip.ChannelPolicy;
import org.cardwright.machine.chip.ChipRecipe;
import org.cardwright.pipeline.launch.ChipProduction;
import org.cardwright.pipeline.ledger.ChipAttempts;
import org.cardwright.pipeline.ledger.ChipSheet;
import org.cardwright.pipeline.ledger.WaitingCard;
import org.cardwright.pipeline.ledger.WrongUsageException;

/** The part of {@code personalize} that says what would be made and with which keys, and touches no card. */
final class DryRunCommand {

    private final OpenedHome home;
    private final ChipProduction production;
    private final JsonOption json;
    private final PrintWriter out;

    DryRunCommand(OpenedHome home, ChipProduction production, JsonOption json, PrintWriter out) {
        this.home = home;
        this.production = production;
        this.json = json;
        this.out = out;
    }

    /**
     * The cards of a group that wait.
     *
     * @throws WrongUsageException when the run could not begin
     */
    int group(GroupOfBatch group, CardLot lot, LineOptions line, List<String> readers) throws IOException {
        ChipsAhead ahead = new ChipsAhead(home, group.product(), group.recipe(), lot);
        List<KeyAtChips> keys = ahead.keys(line.scripts().isEmpty());
        List<WaitingCard> waiting = production.ahead(group.group(), line.attempts());
        ChipSheet sheet = production.sheet(group.group(), line.attempts());
        Set<Long> open = waiting.stream()
                .filter(card -> card.state() == WaitingCard.State.OPEN)
                .map(WaitingCard::card)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        Map<String, Object> facts = facts(group.group().batch(), group.recipe(), lot);
        facts.put("group", group.group().name());
        facts.put("cards", sheet.now().cards());
        facts.put("good", sheet.now().good());
        facts.put("held", count(waiting, WaitingCard.State.HELD));
        facts.put("withdrawn", count(waiting, WaitingCard.State.WITHDRAWN));
        facts.put("to_be_made", open.size());
        facts.put("first_articles", line.first());
        facts.put("attempts", line.attempts());
        facts.put("samples", Math.max(0, line.samples() - sheet.samples().taken()));
        facts.put(
                "control",
                line.scripts().isPresent() ? "scripts" : line.control().name().toLowerCase(Locale.ROOT));
        sheet.runs().stream()
                .filter(run -> run.endedAt().isEmpty())
                .forEach(run -> facts.put("cut_off_run", run.number()));
        facts.put("heads", readers.size() == 1 ? heads(readers.get(0), line) : readers);
        return told(facts, keys, ahead.misfits(group, open));
    }

    private static long count(List<WaitingCard> waiting, WaitingCard.State state) {
        return waiting.stream().filter(card -> card.state() == state).count();
    }

    /** What is virtual is there as often as it is asked for. */
    private static List<String> heads(String reader, LineOptions line) {
        return reader.equals(ReaderOptions.VIRTUAL) ? List.of(line.heads() + " virtual") : List.of(reader);
    }

    /**
     * One card.
     *
     * @throws WrongUsageException when it goes onto no chip
     */
    int card(CardOfBatch card, CardLot lot, List<String> readers) throws IOException {
        long index = card.place().index();
        production.attempts().requireFree(new ChipAttempts.Card(card.place().batch(), index));
        ChipsAhead ahead = new ChipsAhead(home, card.product(), card.recipe(), lot);
        Map<String, Object> facts = facts(card.place().batch(), card.recipe(), lot);
        facts.put("card", index);
        facts.put("to_be_made", 1);
        facts.put("heads", readers);
        List<Misfit> misfits = ahead.misfit(card.record()).map(reason -> new Misfit(index, reason)).stream()
                .toList();
        return told(facts, ahead.keys(false), misfits);
    }

    private static Map<String, Object> facts(String batch, ChipRecipe recipe, CardLot lot) {
        ChannelPolicy policy = recipe.channel().orElseThrow();
        Map<String, Object> facts = LedgerStructure.object();
        facts.put("batch", batch);
        facts.put("chip", recipe.chip());
        facts.put("protocol", policy.protocol());
        facts.put("options", hex(policy.options()));
        facts.put("level", hex(policy.level().code()));
        facts.put("route", policy.route().name().toLowerCase(Locale.ROOT));
        facts.put("end_state", policy.endState());
        facts.put(
                "leaves_with",
                lot.productionVersion().isPresent()
                        ? "keys of version " + hex(lot.productionVersion().getAsInt())
                        : "the keys of its lot");
        return facts;
    }

    private static String hex(int value) {
        return String.format(Locale.ROOT, "%02X", value);
    }

    private int told(Map<String, Object> facts, List<KeyAtChips> keys, List<Misfit> misfits) throws IOException {
        int exitCode = misfits.isEmpty() ? ExitCode.DONE : ExitCode.NOT_VERIFIED;
        if (json.asked()) {
            facts.put("keys", keys.stream().map(DryRunCommand::members).toList());
            facts.put("misfits", misfits.stream().map(DryRunCommand::members).toList());
            return json.print("dry_run", exitCode, facts);
        }
        TextTable head = new TextTable("dry run", "no card is touched, nothing is written down");
        facts.forEach((name, value) ->
                head.row(name.replace('_', ' '), value instanceof List<?> list ? join(list) : value));
        head.print(out);
        out.println();
        TextTable table =
                new TextTable("use", "key", "algorithm", "check value", "rule", "key version", "method or TKID");
        keys.forEach(key -> table.row(
                key.use(),
                key.key().name(),
                key.key().algorithm(),
                key.key().checkValue().value().toHex(),
                key.key().checkValue().method(),
                key.version(),
                key.by()));
        table.print(out);
        misfits.forEach(
                misfit -> out.println("no card can be made of record " + misfit.card() + ": " + misfit.reason()));
        out.flush();
        return exitCode;
    }

    private static String join(List<?> list) {
        return list.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private static Map<String, Object> members(KeyAtChips key) {
        Map<String, Object> members = LedgerStructure.object();
        members.put("use", key.use());
        members.put("key", key.key().name());
        members.put("algorithm", key.key().algorithm());
        members.put("kcv_method", key.key().checkValue().method());
        members.put("kcv", key.key().checkValue().value().toHex());
        if (!key.version().isEmpty()) {
            members.put("key_version", key.version());
            members.put("method", key.by());
        } else if (!key.by().isEmpty()) {
            members.put("tkid", key.by());
        }
        return members;
    }

    private static Map<String, Object> members(Misfit misfit) {
        Map<String, Object> members = LedgerStructure.object();
        members.put("record", misfit.card());
        members.put("reason", misfit.reason());
        return members;
    }
}
