package org.cardwright.pipeline.close;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.cardwright.perso.file.PersoRecord;
import org.cardwright.perso.verify.CardChannels;
import org.cardwright.pipeline.ledger.CardOrders;
import org.cardwright.pipeline.ledger.ChannelQuality;
import org.cardwright.pipeline.ledger.HandOver;
import org.cardwright.pipeline.ledger.Ledger;
import org.cardwright.pipeline.ledger.Position;
import org.cardwright.pipeline.ledger.RemadeOrders;
import org.cardwright.pipeline.ledger.Run;
import org.cardwright.pipeline.ledger.StepName;
import org.cardwright.pipeline.step.CrashPoints;
import org.cardwright.pipeline.step.SealedSegmentReader;
import org.cardwright.pipeline.step.Segment;
import org.cardwright.pipeline.step.StageTimes;
import org.cardwright.pipeline.step.StepWork;
import org.jspecify.annotations.Nullable;

/** Step <em>release</em>: the prepared records become files, which get their final name only when they are verified. */
public final class ReleaseWork implements StepWork<PersoRecord, PersoRecord> {

    private static final String FILE = "file/";

    private final Run run;
    private final Staging staging;
    private final BatchRelease release;
    private final Books books;
    private Set<Integer> remade = Set.of();
    private @Nullable SealedSegmentReader reader;

    /** For one run. */
    public ReleaseWork(Run run, Staging staging, BatchRelease release, Books books) {
        this.run = run;
        this.staging = staging;
        this.release = release;
        this.books = books;
    }

    /**
     * What this step reads.
     *
     * @param prepared segment of prepared records
     * @param end behind its last frame
     */
    public record Staging(Segment prepared, Supplier<Segment.Mark> end) {}

    /**
     * Where the counts and rejects of the seal come from.
     *
     * @param ledger hand-overs
     * @param orders rows of the orders
     * @param remade orders whose card was made before
     * @param channels how the channels of the cards stand
     * @param first whether people have seen the first cards
     * @param crashPoints passed while sealing
     * @param times where the arrows are timed
     */
    public record Books(
            Ledger ledger,
            CardOrders orders,
            RemadeOrders remade,
            ChannelQuality channels,
            FirstArticle first,
            CrashPoints crashPoints,
            StageTimes times) {}

    @Override
    public StepName name() {
        return StepName.RELEASE;
    }

    @Override
    public void open(Position committed) throws IOException {
        remade = books.remade().indexes(run.batch());
        reader = SealedSegmentReader.open(
                staging.prepared(),
                staging.prepared().mark(committed),
                staging.end().get());
        release.open(committed.under(FILE), books.crashPoints());
    }

    @Override
    public @Nullable PersoRecord read() throws IOException {
        return reader().next().map(PersoRecord::decode).orElse(null);
    }

    @Override
    public PersoRecord process(PersoRecord item) {
        return item;
    }

    @Override
    public HandOver write(List<PersoRecord> records) throws IOException {
        long start = System.nanoTime();
        release.append(records);
        books.times().add("append", records.size(), System.nanoTime() - start);
        int again = Math.toIntExact(records.stream()
                .filter(record -> remade.contains(record.index()))
                .count());
        return HandOver.of(records.size() - again, 0, again);
    }

    @Override
    public Position position() {
        Position position = staging.prepared().place(Position.START, reader().at());
        for (Map.Entry<String, Long> file : release.lengths().entrySet()) {
            position = position.with(FILE + file.getKey(), file.getValue());
        }
        return position;
    }

    @Override
    public int conclude() throws IOException {
        try (SealedSegmentReader staged = SealedSegmentReader.open(
                staging.prepared(), Segment.Mark.START, staging.end().get())) {
            CardChannels verified = release.seal(new BatchRelease.SealFacts(
                    books.ledger().orders(run.batch()),
                    books.orders().products(run.batch()),
                    books.orders().rejects(run.batch()),
                    records(staged),
                    books.first(),
                    books.times()));
            long start = System.nanoTime();
            books.channels().verified(run, verified.byChannels());
            books.first().released();
            books.times().add("register", verified.cards(), System.nanoTime() - start);
        }
        long start = System.nanoTime();
        int cards = release.sealedCards();
        books.times().add("count", cards, System.nanoTime() - start);
        return cards;
    }

    private static Iterator<PersoRecord> records(SealedSegmentReader staged) {
        return Stream.generate(() -> next(staged))
                .takeWhile(Optional::isPresent)
                .map(Optional::orElseThrow)
                .iterator();
    }

    private static Optional<PersoRecord> next(SealedSegmentReader staged) {
        try {
            return staged.next().map(PersoRecord::decode);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() throws IOException {
        if (reader != null) {
            reader.close();
        }
        release.close();
    }

    private SealedSegmentReader reader() {
        if (reader == null) {
            throw new IllegalStateException("step release is not open");
        }
        return reader;
    }
}
