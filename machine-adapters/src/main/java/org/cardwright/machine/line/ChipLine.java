package org.cardwright.machine.line;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.channel.CardChannel;
import org.cardwright.machine.chip.CardEnding;
import org.cardwright.machine.chip.CardEnding.Result;
import org.cardwright.machine.chip.CardLog;
import org.cardwright.machine.chip.ProductionJournal;
import org.cardwright.machine.line.RecordSource.Job;

/**
 * Heads that work beside each other. A head with too many failures in a row is quarantined; when all are, the line stands: wrong keys or
 * wrong stock, and no card more is wasted. When the first cards are not good, or too many chips are spoiled, the line stops.
 */
public final class ChipLine {

    private final List<LineHead> heads;
    private final LineRules rules;
    private final SlowCard alarm;
    private volatile boolean stopped;
    private volatile Optional<LineFlow> running = Optional.empty();

    /** Personalizes one card. */
    @FunctionalInterface
    public interface Maker {

        /** As {@link org.cardwright.machine.chip.CardPersonalizer#run}, at that head; and whatever is tested before the card counts. */
        CardEnding make(LineHead head, CardChannel card, Job job, ProductionJournal journal);
    }

    /** Hears of a card that took longer than its budget. */
    @FunctionalInterface
    public interface SlowCard {

        /** Called by the thread of the head, for each. */
        void took(String head, long index, Duration time);
    }

    /** A line of these heads, which it does not close. */
    public ChipLine(List<LineHead> heads, LineRules rules) {
        this(heads, rules, (head, index, time) -> {});
    }

    /** The same with somebody who hears of slow cards. */
    public ChipLine(List<LineHead> heads, LineRules rules, SlowCard alarm) {
        this.heads = List.copyOf(heads);
        this.rules = rules;
        this.alarm = alarm;
    }

    /** Lets every head finish the card that it has and begin no other, for good. Returns at once; {@link #run} ends behind the last card. */
    public void stop() {
        stopped = true;
        running.ifPresent(flow -> flow.stop("stopped"));
    }

    /**
     * Runs until no record waits, no card comes, every head is quarantined, or it is stopped.
     *
     * @throws IllegalStateException caused by what went wrong outside of the cards, such as a security module that is gone; every other head
     *     has finished its card and stopped then
     */
    public LineReport run(RecordSource source, Maker maker) {
        ExecutorService threads = Executors.newFixedThreadPool(heads.size());
        LineFlow flow = new LineFlow(source, rules);
        running = Optional.of(flow);
        if (stopped) {
            flow.stop("stopped");
        }
        CardTimes times = new CardTimes(rules.budget());
        try {
            List<Future<HeadReport>> working = new ArrayList<>();
            for (LineHead head : heads) {
                Work work = new Work(head, flow, source, maker, times);
                working.add(threads.submit(() -> workOrStopAll(work)));
            }
            List<HeadReport> reports = new ArrayList<>();
            for (Future<HeadReport> one : working) {
                reports.add(one.get());
            }
            return new LineReport(reports, times, flow.stopped());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the line was stopped", interrupted);
        } catch (ExecutionException broken) {
            throw new IllegalStateException("a head of the line broke", broken.getCause());
        } finally {
            // an interrupted head would leave its card half made
            flow.stop("stopped");
            threads.shutdown();
            awaitEnd(threads);
        }
    }

    /** Every answer of a card has a deadline, so a head comes to its end. */
    private static void awaitEnd(ExecutorService threads) {
        boolean interrupted = false;
        boolean over = false;
        while (!over) {
            try {
                over = threads.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** What one head does. */
    private record Work(LineHead head, LineFlow flow, RecordSource source, Maker maker, CardTimes times) {}

    private HeadReport workOrStopAll(Work work) throws InterruptedException {
        boolean whole = false;
        try {
            HeadReport report = work(work);
            whole = true;
            return report;
        } finally {
            if (!whole) {
                work.flow().stop("a head of the line broke");
            }
        }
    }

    private HeadReport work(Work work) throws InterruptedException {
        LineHead head = work.head();
        Map<Result, Integer> results = new EnumMap<>(Result.class);
        int failures = 0;
        while (failures < rules.failures()) {
            Optional<Job> job = work.flow().take();
            if (job.isEmpty()) {
                return new HeadReport(head.name(), HeadState.FINISHED, results);
            }
            Optional<CardChannel> card = head.nextCard(rules.patience());
            if (card.isEmpty()) {
                work.flow().givenBack(job.get());
                return new HeadReport(head.name(), HeadState.EMPTY, results);
            }
            work.source().taken(job.get(), head.name());
            if (work.flow().stopped().isPresent()) {
                // it came while the line was stopping
                sendBack(work, job.get(), "the line was stopped");
                return new HeadReport(head.name(), HeadState.FINISHED, results);
            }
            Optional<String> foreign = head.foreign();
            CardEnding ending =
                    foreign.isPresent() ? sendBack(work, job.get(), foreign.get()) : make(work, job.get(), card.get());
            results.merge(ending.result(), 1, Integer::sum);
            failures = failures(failures, ending);
        }
        return new HeadReport(head.name(), HeadState.QUARANTINED, results);
    }

    private CardEnding make(Work work, Job job, CardChannel card) {
        long begin = System.nanoTime();
        String head = work.head().name();
        ProductionJournal journal = new ProductionJournal() {
            @Override
            public void started(CardLog log) {
                work.source().started(job, head, log);
            }

            @Override
            public boolean mayFinish() {
                return work.source().mayFinish(job);
            }
        };
        CardEnding ending = work.maker().make(work.head(), card, job, journal);
        // a good card among good ones that the source does not know of could be made again
        Bin bin = work.flow().ended(job, head, ending);
        work.head().eject(bin);
        work.source().left(job);
        long nanos = System.nanoTime() - begin;
        if (work.times().add(nanos)) {
            alarm.took(head, job.index(), Duration.ofNanos(nanos));
        }
        return ending;
    }

    /** Nothing was written on it: it is counted, and goes back. */
    private static CardEnding sendBack(Work work, Job job, String why) {
        CardEnding untouched = new CardEnding(
                Result.FOREIGN,
                CardEnding.Stage.PLANNING,
                why,
                false,
                new CardLog(ByteString.EMPTY, 0, Optional.empty(), List.of(), 0, 0));
        work.head().eject(work.flow().ended(job, work.head().name(), untouched));
        return untouched;
    }

    /** In a row. A record that does not fit says nothing about the head, unless it has cost a chip. */
    private static int failures(int before, CardEnding ending) {
        if (ending.result() == Result.GOOD) {
            return 0;
        }
        return ending.result() == Result.UNFIT && !ending.started() ? before : before + 1;
    }
}
