package org.cardwright.jobs.bureau;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.cardwright.jobs.wiring.GroupOfBatch;
import org.cardwright.jobs.wiring.PlasticsLine;
import org.cardwright.machine.bureau.ChipHead;
import org.cardwright.machine.bureau.ControlNumber;
import org.cardwright.machine.bureau.Fault;
import org.cardwright.machine.bureau.FaultPlan.At;
import org.cardwright.machine.bureau.Pace;
import org.cardwright.machine.bureau.Plastic;
import org.cardwright.machine.bureau.PlasticCamera;
import org.cardwright.machine.bureau.Trays;
import org.cardwright.machine.bureau.Trays.Tray;
import org.cardwright.machine.bureau.Visit;
import org.cardwright.machine.line.Bin;
import org.cardwright.machine.line.ChipLine;
import org.cardwright.machine.line.LineHead;
import org.cardwright.machine.line.LineReport;
import org.cardwright.machine.line.LineRules;
import org.cardwright.machine.line.LineRules.ScrapLimit;
import org.cardwright.machine.line.RecordSource.Job;
import org.cardwright.pipeline.launch.ChipProduction;
import org.cardwright.pipeline.ledger.NotReconciledException;
import org.cardwright.pipeline.ledger.StationCard;
import org.cardwright.pipeline.ledger.StationCard.Said;
import org.cardwright.pipeline.ledger.StationCard.State;
import org.cardwright.pipeline.ledger.StationJob;
import org.cardwright.pipeline.ledger.StationJobs;

/** The chip heads as a room of the bureau: the plastics that come in are made on real heads, and every one has an answer at the end. */
final class ChipRoom {

    /** Commands after which a chip has taken as long as a chip can: somewhat more than the largest of the samples. */
    private static final double MOST_COMMANDS = 80;

    private final Place place;
    private final Trays trays;
    private final PlasticCamera camera;
    private final Pace pace;
    private final Map<Long, Plastic> before = new HashMap<>();
    private final Map<Long, Fault> faults = new HashMap<>();
    private final Map<Long, StationJobs.Answer> answers = new HashMap<>();
    private final Map<Long, StationCard> inHand = new HashMap<>();
    private final List<Visit> visits = new ArrayList<>();
    private final AtomicInteger cards = new AtomicInteger();
    private final AtomicLong wallNanos = new AtomicLong();
    private final AtomicLong processorNanos = new AtomicLong();

    /**
     * Where the room is.
     *
     * @param jobs of the ledger
     * @param plan what it asks the ledger for
     * @param floor where plastics lie
     * @param machinery of its heads
     */
    record Place(StationJobs jobs, StationJobs.Plan plan, Floor floor, BureauMachinery machinery) {}

    ChipRoom(Place place, PlasticCamera camera, Pace pace) {
        this.place = place;
        this.trays = place.floor.trays(BureauTerms.CHIPS);
        this.camera = camera;
        this.pace = pace;
    }

    /** What the processor did at all heads. */
    BureauReport.Software software() {
        return new BureauReport.Software(cards.get(), wallNanos.get(), processorNanos.get());
    }

    /**
     * Makes all plastics that wait, in as many runs as that takes: a line stops when its rules say so, and somebody starts it again.
     *
     * @return how many jobs that were, 0 or 1
     * @throws NotReconciledException when a run made no plastic
     */
    int work(GroupOfBatch group, List<Long> all, Line line) throws IOException {
        Optional<StationJob> job = place.jobs.plan(place.plan, all, Math.max(1, all.size()));
        if (job.isEmpty()) {
            return 0;
        }
        place.jobs.handed(job.get().name());
        for (StationCard card : place.jobs.cards(job.get())) {
            inHand.put(card.of().card(), card);
            before.put(card.of().card(), plastic(card));
        }
        place.machinery.brought(before);
        while (!before.isEmpty()) {
            int waiting = before.size();
            LineReport report = line.run(group, new Bringing());
            if (before.size() == waiting) {
                throw new NotReconciledException(
                        before.size() + " plastics wait for chips, and the line is " + report.ending());
            }
        }
        place.jobs.answered(job.get().name(), List.copyOf(answers.values()));
        // heads end in any order
        visits.sort(Comparator.comparingLong(Visit::card));
        place.floor.add(visits);
        visits.clear();
        answers.clear();
        inHand.clear();
        return 1;
    }

    private Plastic plastic(StationCard card) {
        return trays.take(ControlNumber.parse(card.reference()))
                .orElseThrow(() -> new NotReconciledException(
                        "card " + card.reference() + " comes to the chip heads, and has no plastic"));
    }

    /** Heads with what stands behind them. */
    record Line(PlasticsLine plastics, ChipProduction production, List<LineHead> heads, PlasticsLine.Meter meter) {

        /** Rates of faults are the matter of a bureau, not a reason to stop. */
        LineReport run(GroupOfBatch group, PlasticsLine.Transport transport) throws IOException {
            LineRules rules = LineRules.usual(Duration.ofSeconds(1)).withScrapLimit(new ScrapLimit(100, 1));
            return plastics.run(
                    group, production, new PlasticsLine.Equipment(new ChipLine(heads, rules), transport, meter));
        }
    }

    /** Counts what a card cost. */
    PlasticsLine.Meter meter() {
        return (wall, processor) -> {
            cards.incrementAndGet();
            wallNanos.addAndGet(wall);
            processorNanos.addAndGet(processor);
        };
    }

    /** Brings each plastic to a head once. */
    private final class Bringing implements PlasticsLine.Transport {

        private final Map<Long, Plastic> atHeads = new HashMap<>();

        @Override
        public boolean take(long card) {
            synchronized (ChipRoom.this) {
                Plastic plastic = before.remove(card);
                if (plastic == null) {
                    return false;
                }
                atHeads.put(card, plastic);
                return true;
            }
        }

        @Override
        public void giveBack(long card) {
            synchronized (ChipRoom.this) {
                before.put(card, atHeads(card));
                atHeads.remove(card);
            }
        }

        @Override
        public void load(LineHead head, Job job) {
            Plastic plastic = atHeads(job.index());
            Optional<Fault> fault = ((ChipHead) head).load(at(job.index()), plastic);
            for (int again = 1; again < place.machinery.loads(job.index()); again++) {
                ((ChipHead) head).load(at(job.index()), plastic);
            }
            synchronized (ChipRoom.this) {
                fault.ifPresent(one -> faults.put(job.index(), one));
            }
        }

        private At at(long card) {
            synchronized (ChipRoom.this) {
                return new At(BureauTerms.CHIPS, card, card(card).of().attempt());
            }
        }

        private Plastic atHeads(long card) {
            synchronized (ChipRoom.this) {
                Plastic plastic = atHeads.get(card);
                if (plastic == null) {
                    throw new IllegalStateException("record " + card + " came to a head without its plastic");
                }
                return plastic;
            }
        }

        @Override
        public void left(Job job, PlasticsLine.Made made) {
            synchronized (ChipRoom.this) {
                Plastic plastic = atHeads(job.index());
                atHeads.remove(job.index());
                answer(job.index(), plastic, made);
            }
        }
    }

    private StationCard card(long index) {
        StationCard card = inHand.get(index);
        if (card == null) {
            throw new IllegalStateException("card " + index + " is in no job of the chip heads");
        }
        return card;
    }

    private void answer(long index, Plastic plastic, PlasticsLine.Made made) {
        boolean good = place.machinery.found(index, made.bin()) == Bin.GOOD;
        StationCard card = card(index);
        Said said = good ? Said.NOTHING : new Said(made.ending().result().name(), "");
        answers.put(index, new StationJobs.Answer(card.place(), good ? State.OK : State.REJECT, said));
        trays.leave(plastic, good ? Tray.GOOD : Tray.REJECT);
        Optional<Visit> seen = camera.gone(plastic.mark());
        boolean onlyTheCamera = seen.filter(visit -> !visit.good()).isPresent();
        visits.add(new Visit(
                BureauTerms.CHIPS,
                plastic.mark().card(),
                plastic.mark().attempt(),
                plastic.number(),
                pace.seconds(made.ending().log().commands() / MOST_COMMANDS),
                Optional.ofNullable(faults.remove(index)),
                good || onlyTheCamera));
        seen.ifPresent(visits::add);
    }
}
