package org.cardwright.pipeline.step;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.Screened;
import org.cardwright.pipeline.ledger.CardOrders;
import org.cardwright.pipeline.ledger.HandOver;
import org.cardwright.pipeline.ledger.Position;
import org.cardwright.pipeline.ledger.Run;
import org.cardwright.pipeline.ledger.StepName;
import org.jspecify.annotations.Nullable;

/**
 * Step <em>prepare</em>: accepted orders become personalization records, slice by slice, staged in an encrypted segment.
 *
 * <p>A record index is the number of the record's frame, so good cards are numbered from 1 without gaps.
 */
public final class PrepareWork implements StepWork<List<AcceptedCard>, List<ProcessedCard>> {

    private final Run run;
    private final CardOrders orders;
    private final CardProcessing processing;
    private final Staging staging;
    private @Nullable SealedSegmentReader reader;
    private @Nullable SealedSegmentWriter writer;

    /** For one run. */
    public PrepareWork(Run run, CardOrders orders, CardProcessing processing, Staging staging) {
        this.run = run;
        this.orders = orders;
        this.processing = processing;
        this.staging = staging;
    }

    /**
     * The segments of this step.
     *
     * @param intake what intake accepted
     * @param intakeEnd behind its last frame
     * @param prepared what this step writes
     */
    public record Staging(Segment intake, Supplier<Segment.Mark> intakeEnd, Segment prepared) {}

    @Override
    public StepName name() {
        return StepName.PREPARE;
    }

    @Override
    public void open(Position committed) throws IOException {
        reader = SealedSegmentReader.open(
                staging.intake(),
                staging.intake().mark(committed),
                staging.intakeEnd().get());
        writer = SealedSegmentWriter.open(staging.prepared(), staging.prepared().mark(committed));
    }

    @Override
    public @Nullable List<AcceptedCard> read() throws IOException {
        List<AcceptedCard> slice = new ArrayList<>(CardProcessing.SLICE_CARDS);
        while (slice.size() < CardProcessing.SLICE_CARDS) {
            Optional<ByteString> frame = reader().next();
            if (frame.isEmpty()) {
                break;
            }
            slice.add(AcceptedCardCodec.decode(frame.get()));
        }
        return slice.isEmpty() ? null : slice;
    }

    @Override
    public List<ProcessedCard> process(List<AcceptedCard> slice) {
        List<ProcessedCard> results = processing.process(slice);
        if (results.size() != slice.size()) {
            throw new IllegalStateException("results " + results.size() + ", cards " + slice.size());
        }
        for (int i = 0; i < slice.size(); i++) {
            if (results.get(i).recordNumber() != slice.get(i).application().recordNumber()) {
                throw new IllegalStateException("a result that belongs to another card");
            }
        }
        return results;
    }

    @Override
    public HandOver write(List<List<ProcessedCard>> slices) throws IOException {
        List<Integer> goodNumbers = new ArrayList<>();
        List<ByteString> contents = new ArrayList<>();
        List<Screened.Rejected> refused = new ArrayList<>();
        for (List<ProcessedCard> slice : slices) {
            for (ProcessedCard card : slice) {
                if (card instanceof ProcessedCard.Good good) {
                    goodNumbers.add(good.recordNumber());
                    contents.add(good.content());
                } else if (card instanceof ProcessedCard.Refused bad) {
                    refused.add(bad.rejected());
                }
            }
        }
        int firstIndex = Math.toIntExact(writer().end().frames() + 1);
        writer().append(contents);
        orders.prepared(run, goodNumbers, firstIndex);
        orders.rejectAccepted(run, refused);
        return HandOver.of(goodNumbers.size(), refused.size());
    }

    @Override
    public Position position() {
        return staging.prepared().place(staging.intake().place(Position.START, reader().at()), writer().end());
    }

    @Override
    public int countOnDisk() throws IOException {
        return SealedSegmentReader.count(staging.prepared(), writer().end());
    }

    @Override
    public void close() throws IOException {
        if (reader != null) {
            reader.close();
        }
        if (writer != null) {
            writer.close();
        }
    }

    private SealedSegmentReader reader() {
        if (reader == null) {
            throw new IllegalStateException("step prepare is not open");
        }
        return reader;
    }

    private SealedSegmentWriter writer() {
        if (writer == null) {
            throw new IllegalStateException("step prepare is not open");
        }
        return writer;
    }
}
