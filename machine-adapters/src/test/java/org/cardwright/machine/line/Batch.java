package org.cardwright.machine.line;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.GoldenCards;
import org.cardwright.machine.chip.CardEnding;
import org.cardwright.machine.chip.CardEnding.Result;
import org.cardwright.machine.chip.CardEnding.Stage;
import org.cardwright.machine.chip.CardLog;

/** So many records, each given until it is good. */
final class Batch implements RecordSource {

    final Deque<Job> waiting = new ArrayDeque<>();
    final List<Long> good = new ArrayList<>();
    final List<Long> left = new ArrayList<>();
    int taken;
    boolean givesUpUnfit;

    Batch(int cards) {
        for (int i = 1; i <= cards; i++) {
            waiting.add(new Job(i, 1, GoldenCards.visa(), Map.of()));
        }
    }

    @Override
    public synchronized Optional<Job> next() {
        return Optional.ofNullable(waiting.poll());
    }

    @Override
    public synchronized void taken(Job job, String head) {
        taken++;
    }

    @Override
    public void started(Job job, String head, CardLog log) {
        // nothing is written here
    }

    @Override
    public synchronized Bin ended(Job job, String head, CardEnding ending) {
        if (ending.result() == Result.GOOD) {
            good.add(job.index());
            return Bin.GOOD;
        }
        if (ending.result() != Result.UNFIT || !givesUpUnfit) {
            waiting.add(new Job(job.index(), job.attempt() + (ending.started() ? 1 : 0), job.record(), job.others()));
        }
        return Bin.REJECT;
    }

    @Override
    public synchronized void left(Job job) {
        left.add(job.index());
    }

    @Override
    public synchronized void givenBack(Job job) {
        waiting.addFirst(job);
    }

    /** What a head says of a card that ended so. */
    static CardEnding ending(Result result) {
        return new CardEnding(
                result,
                Stage.DONE,
                "",
                result != Result.FOREIGN && result != Result.UNFIT,
                new CardLog(ByteString.EMPTY, 0, Optional.empty(), List.of(), 0, 0));
    }
}
