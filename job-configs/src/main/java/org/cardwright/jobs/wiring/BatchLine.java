package org.cardwright.jobs.wiring;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.chip.CardEnding;
import org.cardwright.machine.chip.CardLot;
import org.cardwright.machine.chip.CardPersonalizer;
import org.cardwright.machine.chip.Station;
import org.cardwright.machine.line.ChipLine;
import org.cardwright.machine.line.LineReport;
import org.cardwright.machine.quality.QualityControl;
import org.cardwright.pipeline.launch.ChipProduction;
import org.cardwright.pipeline.ledger.Audit;
import org.cardwright.pipeline.ledger.ChipAttempts.ChipAttempt;
import org.cardwright.pipeline.ledger.ChipKeys;
import org.cardwright.pipeline.ledger.ChipRuns;
import org.cardwright.pipeline.ledger.ChipSheet;

/** Heads beside each other that put the cards of a group onto chips, each counted in the ledger. */
public final class BatchLine {

    private final OpenedHome home;
    private final Stand stand;
    private final Consumer<String> told;
    private final Crew crew;

    /**
     * Who runs it.
     *
     * @param operator as the audit names the person
     * @param issuerKeys true when cards are tested with keys of their issuer
     */
    public record Crew(String operator, boolean issuerKeys) {

        /** Where nobody says who runs it. */
        public static final Crew UNNAMED = new Crew(Audit.SYSTEM, true);
    }

    /**
     * Where and how.
     *
     * @param identity id of the personalizer (2 bytes) and of the equipment (4 bytes)
     * @param lot of the blank cards
     * @param limit chips that a card may spoil before it is held
     * @param samples good cards that are taken out as samples, the first ones
     * @param control what is tested before a card counts as good
     */
    public record Stand(ByteString identity, CardLot lot, int limit, int samples, QualityControl control) {}

    /**
     * What became of it.
     *
     * @param line what the heads did
     * @param sheet the audit control sheet
     */
    public record Outcome(LineReport line, ChipSheet sheet) {}

    /** In a home. */
    public BatchLine(OpenedHome home, Stand stand) {
        this(home, stand, line -> {});
    }

    /**
     * The same with somebody who hears at once what a person must look at.
     *
     * @param told gets a line of text for each
     */
    public BatchLine(OpenedHome home, Stand stand, Consumer<String> told) {
        this(home, stand, told, Crew.UNNAMED);
    }

    /** The same by somebody. */
    public BatchLine(OpenedHome home, Stand stand, Consumer<String> told, Crew crew) {
        this.home = home;
        this.stand = stand;
        this.told = told;
        this.crew = crew;
    }

    /**
     * One run over the cards of a group that wait.
     *
     * @param line of heads, which stay open
     * @param production of the ledger
     * @throws org.cardwright.pipeline.ledger.DatabaseUnavailableException when another line works on the group
     * @throws org.cardwright.pipeline.ledger.NotReconciledException when counts do not agree
     */
    public Outcome run(GroupOfBatch group, ChipLine line, ChipProduction production) throws IOException {
        KeysAtChips keys = new KeysAtChips(home, group.product()).making(stand.lot());
        List<String> names =
                crew.issuerKeys() ? keys.judging(KeysAtChips.Judging.TEST).names() : keys.names();
        ChipRuns.Terms terms =
                new ChipRuns.Terms(stand.identity().toHex(), stand.limit(), new ChipKeys(crew.operator(), names));
        LineReport[] report = new LineReport[1];
        ChipSheet sheet = production.run(group.group(), terms, run -> {
            run.leftBehind().forEach(card -> told.accept(words(card)));
            try (CheckedCards cards =
                    CheckedCards.open(home, group.directory(), group.group().batch())) {
                LedgerRecords records = new LedgerRecords(run, cards, stand.samples(), told);
                report[0] = unwrapped(() -> line.run(records, maker(group)));
                return report[0].ending();
            }
        });
        return new Outcome(report[0], sheet);
    }

    private static String words(ChipAttempt card) {
        return "card " + card.of().card() + " is " + card.state() + " on chip "
                + card.chip().keyData() + " and may lie in head "
                + card.work().at().head()
                + " still, where an earlier run left it: put it into a head, or take it out by name";
    }

    private ChipLine.Maker maker(GroupOfBatch group) {
        return (head, card, job, journal) -> {
            Station station = ChipDesk.station(home, group.product(), stand.lot(), stand.identity());
            CardEnding made = new CardPersonalizer(station, group.recipe()).run(card, job.record(), journal);
            return stand.control().control(head, job, made);
        };
    }

    /** What stopped a head says itself what it is. */
    private static LineReport unwrapped(Supplier<LineReport> running) {
        try {
            return running.get();
        } catch (IllegalStateException broken) {
            if (broken.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw broken;
        }
    }
}
