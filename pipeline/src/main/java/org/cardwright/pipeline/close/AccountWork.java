package org.cardwright.pipeline.close;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.cardwright.pipeline.ledger.BatchRegister;
import org.cardwright.pipeline.ledger.CardOrders;
import org.cardwright.pipeline.ledger.HandOver;
import org.cardwright.pipeline.ledger.Position;
import org.cardwright.pipeline.ledger.RemadeOrders;
import org.cardwright.pipeline.ledger.Run;
import org.cardwright.pipeline.ledger.StepName;
import org.cardwright.pipeline.step.StageTimes;
import org.cardwright.pipeline.step.StepWork;
import org.jspecify.annotations.Nullable;

/** Step <em>account</em>: the cards that stand in the sealed files get their final state, and the batch is closed. */
public final class AccountWork implements StepWork<Integer, Integer> {

    private static final String INDEX = "index";

    private final Run run;
    private final Books books;
    private final BatchRelease release;
    private Set<Integer> remade = Set.of();
    private int last;
    private int index;
    private int written;

    /** For one run. */
    public AccountWork(Run run, Books books, BatchRelease release) {
        this.run = run;
        this.books = books;
        this.release = release;
    }

    /**
     * Where the cards are accounted for.
     *
     * @param orders rows of the orders
     * @param remade orders whose card was made before
     * @param register the batches
     * @param times where the arrows are timed
     */
    public record Books(CardOrders orders, RemadeOrders remade, BatchRegister register, StageTimes times) {}

    @Override
    public StepName name() {
        return StepName.ACCOUNT;
    }

    @Override
    public void open(Position committed) throws IOException {
        remade = books.remade().indexes(run.batch());
        long start = System.nanoTime();
        last = release.sealedCards();
        books.times().add("count", last, System.nanoTime() - start);
        index = Math.toIntExact(committed.get(INDEX));
        written = index;
    }

    @Override
    public @Nullable Integer read() {
        if (index == last) {
            return null;
        }
        index++;
        return index;
    }

    @Override
    public Integer process(Integer item) {
        return item;
    }

    @Override
    public HandOver write(List<Integer> indexes) {
        long start = System.nanoTime();
        books.orders().made(run, indexes);
        books.times().add("register", indexes.size(), System.nanoTime() - start);
        written = indexes.get(indexes.size() - 1);
        int again = Math.toIntExact(indexes.stream().filter(remade::contains).count());
        return HandOver.of(indexes.size() - again, 0, again);
    }

    @Override
    public Position position() {
        return Position.START.with(INDEX, written);
    }

    @Override
    public int conclude() {
        books.register().close(run);
        return last;
    }

    @Override
    public void close() throws IOException {
        release.close();
    }
}
