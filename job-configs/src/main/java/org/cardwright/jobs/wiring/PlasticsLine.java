package org.cardwright.jobs.wiring;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.chip.CardEnding;
import org.cardwright.machine.chip.CardLog;
import org.cardwright.machine.chip.CardLot;
import org.cardwright.machine.chip.CardPersonalizer;
import org.cardwright.machine.chip.Station;
import org.cardwright.machine.language.SealedTexts;
import org.cardwright.machine.line.Bin;
import org.cardwright.machine.line.ChipLine;
import org.cardwright.machine.line.LineHead;
import org.cardwright.machine.line.LineReport;
import org.cardwright.machine.line.RecordSource;
import org.cardwright.machine.quality.Camera;
import org.cardwright.machine.quality.CardTest;
import org.cardwright.machine.quality.QualityControl;
import org.cardwright.machine.quality.ReadBack;
import org.cardwright.machine.quality.VisionTest;
import org.cardwright.perso.file.PersoFileReader;
import org.cardwright.pipeline.launch.ChipProduction;
import org.cardwright.pipeline.ledger.Audit;
import org.cardwright.pipeline.ledger.ChipKeys;
import org.cardwright.pipeline.ledger.ChipRuns;
import org.cardwright.pipeline.ledger.ChipSheet;

/** Chip heads behind embossers and lasers: a record goes onto a chip only when there is a plastic that bears its card. */
public final class PlasticsLine {

    private static final ByteString STATION = ByteString.fromHex("000000000000");
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final OpenedHome home;
    private final Stand stand;

    /**
     * How cards are made.
     *
     * @param lot of the chips in the plastics
     * @param attempts chips that a card may spoil before it is held
     * @param cameras that look at every card
     */
    public record Stand(CardLot lot, int attempts, Cameras cameras) {}

    /** Cameras of a line. */
    @FunctionalInterface
    public interface Cameras {

        /** The one that looks at what lies in a head. */
        Camera at(LineHead head);
    }

    /** What brings plastics to heads. Safe for several heads. */
    public interface Transport {

        /** True when a plastic waits that bears the card; it is taken then. */
        boolean take(long card);

        /** The record did not come to a head: its plastic waits again. */
        void giveBack(long card);

        /** Loads it into a head. */
        void load(LineHead head, RecordSource.Job job);

        /** What became of it. */
        void left(RecordSource.Job job, Made made);
    }

    /**
     * What became of a plastic.
     *
     * @param ending of its card
     * @param bin where it lies
     */
    public record Made(CardEnding ending, Bin bin) {}

    /** What a head did with the processor. */
    public interface Meter {

        /** Called by the head, once for each card: from the first command to the last of its test, journal included. */
        void card(long wallNanos, long processorNanos);
    }

    /**
     * What stands in the room.
     *
     * @param line of heads, which stay open
     * @param transport of plastics
     * @param meter of the heads
     */
    public record Equipment(ChipLine line, Transport transport, Meter meter) {}

    /** In a home. */
    public PlasticsLine(OpenedHome home, Stand stand) {
        this.home = home;
        this.stand = stand;
    }

    /** What is tested before a card counts: everything, and the camera looks at it. */
    private QualityControl control(List<CardTest> ofAll, LineHead head) {
        List<CardTest> tests = new ArrayList<>(ofAll);
        tests.add(new VisionTest(stand.cameras().at(head)));
        return new QualityControl(tests, List.of(), 0);
    }

    /**
     * One run over the plastics that are there. The keys that it uses stand in the audit before the first of them.
     *
     * @return what the heads did
     * @throws org.cardwright.pipeline.ledger.NotReconciledException when counts do not agree
     */
    public LineReport run(GroupOfBatch group, ChipProduction production, Equipment equipment) throws IOException {
        LineReport[] report = new LineReport[1];
        List<String> keys = new KeysAtChips(home, group.product())
                .making(stand.lot())
                .judging(KeysAtChips.Judging.TEST)
                .names();
        ChipRuns.Terms terms = new ChipRuns.Terms(STATION.toHex(), stand.attempts(), new ChipKeys(Audit.SYSTEM, keys));
        ChipLine.Maker maker = maker(group, equipment);
        production.run(group.group(), terms, run -> {
            try (CheckedCards cards =
                    CheckedCards.open(home, group.directory(), group.group().batch())) {
                Waiting records = new Waiting(new LedgerRecords(run, cards, 0, told -> {}), equipment.transport());
                report[0] = equipment.line().run(records, maker);
                records.giveBack();
                return report[0].ending();
            }
        });
        return report[0];
    }

    private ChipLine.Maker maker(GroupOfBatch group, Equipment equipment) {
        List<CardTest> tests = new ArrayList<>();
        tests.add(new ReadBack(group.recipe()));
        tests.addAll(CardControl.full(home, group.product(), group.recipe()));
        return (head, card, job, journal) -> {
            equipment.transport().load(head, job);
            long wall = System.nanoTime();
            long processor = THREADS.getCurrentThreadCpuTime();
            Station station = ChipDesk.station(home, group.product(), stand.lot(), STATION);
            CardEnding made = new CardPersonalizer(station, group.recipe()).run(card, job.record(), journal);
            CardEnding tested = control(tests, head).control(head, job, made);
            equipment.meter().card(System.nanoTime() - wall, THREADS.getCurrentThreadCpuTime() - processor);
            return tested;
        };
    }

    /** The places of the texts of a card: those of the first one, since all cards of a product have the same. */
    public static Set<String> places(OpenedHome home, GroupOfBatch group) throws IOException {
        try (CheckedCards cards =
                CheckedCards.open(home, group.directory(), group.group().batch())) {
            return cards.next(group::isOf)
                    .map(PersoFileReader.Card::channels)
                    .map(channels -> SealedTexts.read(channels).places())
                    .orElse(Set.of());
        }
    }

    /** The audit control sheet of the group. */
    public ChipSheet sheet(GroupOfBatch group, ChipProduction production) {
        return production.sheet(group.group(), stand.attempts());
    }

    /** The records of the ledger that have a plastic; the others wait until the end of the run. */
    private static final class Waiting implements RecordSource {

        private final LedgerRecords records;
        private final Transport transport;
        private final List<Job> aside = new ArrayList<>();

        Waiting(LedgerRecords records, Transport transport) {
            this.records = records;
            this.transport = transport;
        }

        @Override
        public synchronized Optional<Job> next() {
            Optional<Job> job = records.next();
            while (job.isPresent() && !transport.take(job.get().index())) {
                aside.add(job.get());
                job = records.next();
            }
            return job;
        }

        synchronized void giveBack() {
            aside.forEach(records::givenBack);
        }

        @Override
        public void taken(Job job, String head) {
            records.taken(job, head);
        }

        @Override
        public void started(Job job, String head, CardLog log) {
            records.started(job, head, log);
        }

        @Override
        public boolean mayFinish(Job job) {
            return records.mayFinish(job);
        }

        @Override
        public Bin ended(Job job, String head, CardEnding ending) {
            Bin bin = records.ended(job, head, ending);
            transport.left(job, new Made(ending, bin));
            return bin;
        }

        @Override
        public void left(Job job) {
            records.left(job);
        }

        @Override
        public void givenBack(Job job) {
            transport.giveBack(job.index());
            records.givenBack(job);
        }
    }
}
