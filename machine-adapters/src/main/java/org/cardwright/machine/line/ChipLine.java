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
import org.cardwright.perso.cps.CpsRecord;

/**
 * Heads that work beside each other. A head with too many failures in a row is quarantined; when all are, the line stands: wrong keys or
 * wrong stock, and no card more is wasted.
 */
public final class ChipLine {

    /** Failures in a row after which a head is quarantined, when nobody says otherwise. */
    public static final int USUAL_FAILURES = 3;

    private final List<LineHead> heads;
    private final Rules rules;
    private volatile boolean stopped;

    /**
     * When a head stops.
     *
     * @param failures cards in a row that were foreign, refused or lost
     * @param patience with a feeder that brings no card
     */
    public record Rules(int failures, Duration patience) {}

    /** Personalizes one card. */
    @FunctionalInterface
    public interface Maker {

        /** As {@link org.cardwright.machine.chip.CardPersonalizer#run}, at that head. */
        CardEnding make(LineHead head, CardChannel card, CpsRecord record, ProductionJournal journal);
    }

    /** A line of these heads, which it does not close. */
    public ChipLine(List<LineHead> heads, Rules rules) {
        this.heads = List.copyOf(heads);
        this.rules = rules;
    }

    /** Lets every head finish the card that it has and begin no other, for good. Returns at once; {@link #run} ends behind the last card. */
    public void stop() {
        stopped = true;
    }

    /**
     * Runs until no record waits, no card comes, every head is quarantined, or somebody stops it.
     *
     * @throws IllegalStateException caused by what went wrong outside of the cards, such as a security module that is gone; every other head
     *     has finished its card and stopped then
     */
    public List<HeadReport> run(RecordSource source, Maker maker) {
        ExecutorService threads = Executors.newFixedThreadPool(heads.size());
        try {
            List<Future<HeadReport>> running = new ArrayList<>();
            for (LineHead head : heads) {
                running.add(threads.submit(() -> workOrStopAll(head, source, maker)));
            }
            List<HeadReport> reports = new ArrayList<>();
            for (Future<HeadReport> one : running) {
                reports.add(one.get());
            }
            return reports;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the line was stopped", interrupted);
        } catch (ExecutionException broken) {
            throw new IllegalStateException("a head of the line broke", broken.getCause());
        } finally {
            // an interrupted head would leave its card half made
            stop();
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

    private HeadReport workOrStopAll(LineHead head, RecordSource source, Maker maker) {
        boolean whole = false;
        try {
            HeadReport report = work(head, source, maker);
            whole = true;
            return report;
        } finally {
            if (!whole) {
                stop();
            }
        }
    }

    private HeadReport work(LineHead head, RecordSource source, Maker maker) {
        Map<Result, Integer> results = new EnumMap<>(Result.class);
        int failures = 0;
        while (failures < rules.failures()) {
            if (stopped) {
                return new HeadReport(head.name(), HeadState.FINISHED, results);
            }
            Optional<Job> job = source.next();
            if (job.isEmpty()) {
                return new HeadReport(head.name(), HeadState.FINISHED, results);
            }
            Optional<CardChannel> card = head.nextCard(rules.patience());
            if (card.isEmpty()) {
                source.ended(job.get(), NO_CARD);
                return new HeadReport(head.name(), HeadState.FINISHED, results);
            }
            CardEnding ending = maker.make(head, card.get(), job.get().record(), log -> source.started(job.get(), log));
            // a good card among good ones that the source does not know of could be made again
            source.ended(job.get(), ending);
            head.eject(ending.result() == Result.GOOD);
            results.merge(ending.result(), 1, Integer::sum);
            failures = isFailure(ending) ? failures + 1 : 0;
        }
        return new HeadReport(head.name(), HeadState.QUARANTINED, results);
    }

    /** A record that does not fit says nothing about the head, unless it has cost a chip. */
    private static boolean isFailure(CardEnding ending) {
        return ending.result() != Result.GOOD && (ending.started() || ending.result() != Result.UNFIT);
    }

    private static final CardEnding NO_CARD = new CardEnding(
            Result.FOREIGN,
            CardEnding.Stage.PLANNING,
            "no card came",
            false,
            new CardLog(ByteString.EMPTY, 0, Optional.empty(), List.of(), 0, 0));

    /** True when every head is quarantined. */
    public static boolean stands(List<HeadReport> reports) {
        return reports.stream().allMatch(report -> report.state() == HeadState.QUARANTINED);
    }
}
