package org.cardwright.machine.pcsc;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cardwright.machine.chip.CardEnding;
import org.cardwright.machine.chip.CardEnding.Result;
import org.cardwright.machine.chip.CardLog;
import org.cardwright.machine.line.Bin;
import org.cardwright.machine.line.RecordSource;
import org.cardwright.perso.cps.CpsRecord;

/** Gives every record until it is good; counts like a ledger. */
final class RepeatedRecords implements RecordSource {

    private final Deque<Job> waiting = new ArrayDeque<>();
    private final List<String> journal = new ArrayList<>();
    private int good;

    RepeatedRecords(CpsRecord record, int cards) {
        for (int i = 1; i <= cards; i++) {
            waiting.add(new Job(i, 1, record, Map.of()));
        }
    }

    @Override
    public synchronized Optional<Job> next() {
        return Optional.ofNullable(waiting.poll());
    }

    @Override
    public void taken(Job job, String head) {
        // the feeder of a test is not counted
    }

    @Override
    public synchronized void started(Job job, String head, CardLog log) {
        journal.add(job.index() + "." + job.attempt());
    }

    @Override
    public synchronized Bin ended(Job job, String head, CardEnding ending) {
        if (ending.result() == Result.GOOD) {
            good++;
            return Bin.GOOD;
        }
        waiting.add(new Job(job.index(), job.attempt() + (ending.started() ? 1 : 0), job.record(), job.others()));
        return Bin.REJECT;
    }

    @Override
    public synchronized void givenBack(Job job) {
        waiting.addFirst(job);
    }

    /** How many cards are good. */
    synchronized int good() {
        return good;
    }

    /** Record and attempt of every card that was begun. */
    synchronized List<String> journal() {
        return List.copyOf(journal);
    }
}
