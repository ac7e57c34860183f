package org.cardwright.pipeline.close;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.pipeline.ledger.CardOrders;
import org.cardwright.pipeline.ledger.HandOver;
import org.cardwright.pipeline.ledger.Ledger;
import org.cardwright.pipeline.ledger.Position;
import org.cardwright.pipeline.ledger.Run;
import org.cardwright.pipeline.ledger.StepName;
import org.cardwright.pipeline.step.CrashPoints;
import org.cardwright.pipeline.step.SealedSegmentReader;
import org.cardwright.pipeline.step.Segment;
import org.cardwright.pipeline.step.StepWork;
import org.jspecify.annotations.Nullable;

/** Step <em>release</em>: the prepared records become files, which get their final name only when they are verified. */
public final class ReleaseWork implements StepWork<BatchRelease.IndexedRecord, BatchRelease.IndexedRecord> {

    private static final String FILE = "file/";

    private final Run run;
    private final Staging staging;
    private final BatchRelease release;
    private final Books books;
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
     * @param crashPoints passed while sealing
     */
    public record Books(Ledger ledger, CardOrders orders, CrashPoints crashPoints) {}

    @Override
    public StepName name() {
        return StepName.RELEASE;
    }

    @Override
    public void open(Position committed) throws IOException {
        reader = SealedSegmentReader.open(
                staging.prepared(),
                staging.prepared().mark(committed),
                staging.end().get());
        release.open(committed.under(FILE));
    }

    @Override
    public BatchRelease.@Nullable IndexedRecord read() throws IOException {
        Optional<ByteString> content = reader().next();
        return content.isEmpty()
                ? null
                : new BatchRelease.IndexedRecord(Math.toIntExact(reader().at().frames()), content.get());
    }

    @Override
    public BatchRelease.IndexedRecord process(BatchRelease.IndexedRecord item) {
        return item;
    }

    @Override
    public HandOver write(List<BatchRelease.IndexedRecord> records) throws IOException {
        release.append(records);
        return HandOver.of(records.size(), 0);
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
    public int countOnDisk() throws IOException {
        return release.countOnDisk();
    }

    @Override
    public void conclude() throws IOException {
        release.seal(new BatchRelease.SealFacts(
                books.ledger().orders(run.batch()), books.orders().rejects(run.batch()), books.crashPoints()));
        books.crashPoints().pass(CrashPoints.Point.SEALED, name().id());
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
