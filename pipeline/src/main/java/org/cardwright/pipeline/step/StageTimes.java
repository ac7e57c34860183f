package org.cardwright.pipeline.step;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/** Counts cards and time of every stage of a run, arrow by arrow. Safe for several threads. */
public final class StageTimes {

    /** Binding the channels of a card, the last arrow of every card that is made. */
    public static final String BIND = "bind";

    /** Not an arrow: how long, within all the others, clear keys or secrets stood in memory. */
    public static final String CLEAR = "clear";

    private final Map<String, Adders> stages = new ConcurrentSkipListMap<>();

    /**
     * What one stage took.
     *
     * @param stage name of the stage
     * @param cards cards that went through
     * @param nanos time spent, added over all threads
     */
    public record StageTime(String stage, long cards, long nanos) {}

    /**
     * The counters at one moment.
     *
     * @param stages by name
     */
    public record Snapshot(List<StageTime> stages) {

        /** Nothing was timed. */
        public static final Snapshot EMPTY = new Snapshot(List.of());

        /** Copies the list. */
        public Snapshot {
            stages = List.copyOf(stages);
        }

        /** Cards that went through a stage; 0 when nobody came there. */
        public long cards(String stage) {
            return stages.stream()
                    .filter(time -> time.stage().equals(stage))
                    .mapToLong(StageTime::cards)
                    .sum();
        }
    }

    private record Adders(LongAdder cards, LongAdder nanos) {}

    /** Runs the stage over the given number of cards and adds the time, also when it fails. */
    public <T> T time(String stage, int cards, Supplier<T> work) {
        long start = System.nanoTime();
        try {
            return work.get();
        } finally {
            add(stage, cards, System.nanoTime() - start);
        }
    }

    /** Work that may fail on the disk. */
    @FunctionalInterface
    public interface Work<T> {
        /** Does it. */
        T run() throws IOException;
    }

    /** As {@link #time}, for work on files. */
    public <T> T timeFiles(String stage, int cards, Work<T> work) throws IOException {
        long start = System.nanoTime();
        try {
            return work.run();
        } finally {
            add(stage, cards, System.nanoTime() - start);
        }
    }

    /** Adds to the counters of a stage. */
    public void add(String stage, int cards, long nanos) {
        Adders adders = stages.computeIfAbsent(stage, s -> new Adders(new LongAdder(), new LongAdder()));
        adders.cards().add(cards);
        adders.nanos().add(nanos);
    }

    /** The counters now. */
    public Snapshot snapshot() {
        return new Snapshot(stages.entrySet().stream()
                .map(e -> new StageTime(
                        e.getKey(),
                        e.getValue().cards().sum(),
                        e.getValue().nanos().sum()))
                .toList());
    }
}
