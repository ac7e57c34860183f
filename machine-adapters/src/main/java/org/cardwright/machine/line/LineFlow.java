package org.cardwright.machine.line;

import java.util.Optional;
import org.cardwright.machine.chip.CardEnding;
import org.cardwright.machine.chip.CardEnding.Result;
import org.cardwright.machine.line.RecordSource.Job;

/**
 * Gives the records of a source to heads: the first ones alone, until they are good; none any more once the line is stopped. A head waits
 * while others may still bring a record back.
 */
final class LineFlow {

    private static final int MAX_REASON = 180;

    private final RecordSource source;
    private final LineRules rules;
    private int firstLeft;
    private int firstOpen;
    private int inHeads;
    private int started;
    private int spoiled;
    private Optional<String> stopped = Optional.empty();

    LineFlow(RecordSource source, LineRules rules) {
        this.source = source;
        this.rules = rules;
        this.firstLeft = rules.firstArticles();
        this.firstOpen = rules.firstArticles();
    }

    /** The next record; empty when there is none any more, or the line is stopped. */
    synchronized Optional<Job> take() throws InterruptedException {
        while (stopped.isEmpty()) {
            if (firstOpen > 0 && firstLeft == 0) {
                wait();
                continue;
            }
            Optional<Job> job = next();
            if (stopped.isPresent()) {
                return job;
            }
            if (job.isPresent()) {
                inHeads++;
                firstLeft -= firstOpen > 0 ? 1 : 0;
                return job;
            }
            if (inHeads == 0) {
                return Optional.empty();
            }
            wait();
        }
        return Optional.empty();
    }

    private Optional<Job> next() {
        try {
            return source.next();
        } catch (RecordRefusedException refused) {
            stop(String.valueOf(refused.getMessage()));
            return Optional.empty();
        }
    }

    /** No card came for the record. */
    synchronized void givenBack(Job job) {
        source.givenBack(job);
        leave(true);
    }

    /** A card ended: what that means for the line is judged before the source can give its record to another head. */
    synchronized Bin ended(Job job, String head, CardEnding ending) {
        boolean good = ending.result() == Result.GOOD;
        started += ending.started() ? 1 : 0;
        spoiled += ending.started() && !good ? 1 : 0;
        boolean first = firstOpen > 0;
        if (first && good) {
            firstOpen--;
        }
        if (first && ending.started() && !good) {
            stop("a first article failed: " + ending.text());
        }
        if (rules.scrap().isReached(started, spoiled)) {
            stop("of " + started + " chips " + spoiled + " are spoiled");
        }
        Bin bin = source.ended(job, head, ending);
        leave(!good);
        return bin;
    }

    private void leave(boolean again) {
        inHeads--;
        firstLeft += firstOpen > 0 && again ? 1 : 0;
        notifyAll();
    }

    /** Lets no further record out; the first reason stays. */
    synchronized void stop(String why) {
        if (stopped.isEmpty()) {
            stopped = Optional.of(why.substring(0, Math.min(why.length(), MAX_REASON)));
        }
        notifyAll();
    }

    synchronized Optional<String> stopped() {
        return stopped;
    }
}
