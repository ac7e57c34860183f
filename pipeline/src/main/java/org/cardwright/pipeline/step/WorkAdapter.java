package org.cardwright.pipeline.step;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cardwright.pipeline.ledger.HandOver;
import org.cardwright.pipeline.ledger.Ledger;
import org.cardwright.pipeline.ledger.NotReconciledException;
import org.cardwright.pipeline.ledger.Position;
import org.cardwright.pipeline.ledger.Run;
import org.cardwright.pipeline.ledger.StepName;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStream;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Carries the items of a {@link StepWork} through a chunk-oriented step.
 *
 * <p>After the last item it hands one {@link End} through, so that closing the step is part of a chunk: counted, in its
 * transaction, repeated after a crash. A step that lost its end is never closed, and the next step refuses to begin.
 */
final class WorkAdapter<I, O> implements ItemStream {

    private static final String PREFIX = "at/";

    private final StepWork<I, O> work;
    private final Run run;
    private final Progress progress;
    private final StageTimes times;
    private final Ledger ledger;
    private final TransactionTemplate transaction;
    private final CrashPoints crashPoints;
    private Position committed = Position.START;
    private boolean ended;
    private long done;
    private long total;
    private long writtenAt;
    private int written;

    WorkAdapter(StepWork<I, O> work, StepFactory.Mode mode, Books books) {
        this.work = work;
        this.run = mode.run();
        this.progress = mode.progress();
        this.times = mode.times();
        this.ledger = books.ledger();
        this.transaction = new TransactionTemplate(books.transactions());
        this.crashPoints = books.crashPoints();
    }

    /**
     * What all steps of a run share.
     *
     * @param ledger hand-overs
     * @param transactions of the ledger's database
     * @param crashPoints passed by every step
     */
    record Books(Ledger ledger, PlatformTransactionManager transactions, CrashPoints crashPoints) {}

    /** Something on its way through the step; its text never shows content. */
    sealed interface Passage<T> {}

    /** An item of the work. */
    record Item<T>(T value) implements Passage<T> {
        @Override
        public String toString() {
            return "Item";
        }
    }

    /** Behind the last item. */
    record End<T>() implements Passage<T> {}

    @Override
    public void open(ExecutionContext context) {
        ContentFree.run(name(), () -> {
            work.name().previous().ifPresent(this::requireClosed);
            Ledger.Account account = ledger.account(run.batch(), work.name());
            Position checkpoint = read(context);
            if (!checkpoint.equals(account.position())) {
                throw new NotReconciledException("step " + name() + ": checkpoint and ledger differ");
            }
            committed = checkpoint;
            ended = account.closed();
            done = account.counts().in();
            total = ledger.expected(run.batch(), work.name());
            if (!ended) {
                openUnderClaim(checkpoint);
            }
            return Boolean.TRUE;
        });
    }

    /** Cutting files back is writing, too: a run that was overtaken must not do it. */
    private void openUnderClaim(Position checkpoint) {
        transaction.executeWithoutResult(status -> {
            ledger.claim(run);
            try {
                work.open(checkpoint);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        });
    }

    private void requireClosed(StepName step) {
        if (!ledger.account(run.batch(), step).closed()) {
            throw new NotReconciledException("step " + step.id() + " has not handed over everything");
        }
    }

    @Nullable
    Passage<I> read() {
        timeCheckpoint();
        if (ended) {
            return null;
        }
        return ContentFree.run(name(), () -> {
            I item = work.read();
            ended = item == null;
            return item == null ? new End<>() : new Item<>(item);
        });
    }

    Passage<O> process(Passage<I> passage) {
        if (passage instanceof Item<I> item) {
            return ContentFree.run(name(), () -> new Item<>(work.process(item.value())));
        }
        return new End<>();
    }

    void write(Chunk<? extends Passage<O>> chunk) {
        ContentFree.run(name(), () -> {
            // First the row lock: two runs never write at the same time.
            ledger.claim(run);
            List<O> items = items(chunk);
            written = 0;
            if (!items.isEmpty()) {
                HandOver handOver = work.write(items);
                committed = work.position();
                long start = System.nanoTime();
                ledger.record(run, work.name(), handOver, committed);
                times.add("ledger", handOver.taken(), System.nanoTime() - start);
                written = handOver.taken();
                done += written;
            }
            if (chunk.getItems().stream().anyMatch(End.class::isInstance)) {
                ledger.reconcile(run, work.name());
                ledger.close(run, work.name(), work.conclude());
            }
            crashPoints.pass(CrashPoints.Point.CHUNK_WRITTEN, name());
            writtenAt = System.nanoTime();
            return Boolean.TRUE;
        });
    }

    /** What lies between a write and the next read: checkpoint, job repository and commit. */
    private void timeCheckpoint() {
        if (writtenAt != 0) {
            times.add("checkpoint", written, System.nanoTime() - writtenAt);
            writtenAt = 0;
        }
    }

    private List<O> items(Chunk<? extends Passage<O>> chunk) {
        List<O> items = new ArrayList<>();
        for (Passage<O> passage : chunk) {
            if (passage instanceof Item<O> item) {
                items.add(item.value());
            }
        }
        return items;
    }

    /** Only copies numbers: whatever can fail has failed in {@link #write}. */
    @Override
    public void update(ExecutionContext context) {
        replace(context, committed);
        crashPoints.pass(CrashPoints.Point.CHECKPOINT_WRITTEN, name());
        progress.at(name(), done, total);
    }

    @Override
    public void close() {
        timeCheckpoint();
        ContentFree.run(name(), () -> {
            work.close();
            return Boolean.TRUE;
        });
    }

    private String name() {
        return work.name().id();
    }

    private static Position read(ExecutionContext context) {
        SortedMap<String, Long> numbers = new TreeMap<>();
        for (Map.Entry<String, Object> entry : context.entrySet()) {
            if (entry.getKey().startsWith(PREFIX)) {
                numbers.put(entry.getKey().substring(PREFIX.length()), ((Number) entry.getValue()).longValue());
            }
        }
        return new Position(numbers);
    }

    /** Puts a position into a context in place of the one that is there. */
    static void replace(ExecutionContext context, Position position) {
        for (String key : context.toMap().keySet()) {
            if (key.startsWith(PREFIX)) {
                context.remove(key);
            }
        }
        position.numbers().forEach((name, value) -> context.putLong(PREFIX + name, value));
    }
}
