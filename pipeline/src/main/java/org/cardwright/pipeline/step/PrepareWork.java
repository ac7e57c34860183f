package org.cardwright.pipeline.step;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.Screened;
import org.cardwright.perso.file.PersoRecord;
import org.cardwright.perso.file.RecordMac;
import org.cardwright.pipeline.ledger.Approvals;
import org.cardwright.pipeline.ledger.CardOrders;
import org.cardwright.pipeline.ledger.HandOver;
import org.cardwright.pipeline.ledger.Position;
import org.cardwright.pipeline.ledger.RemadeOrders;
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
    private final Books books;
    private final Making making;
    private final Staging staging;
    private Set<Integer> remade = Set.of();
    private @Nullable SealedSegmentReader reader;
    private @Nullable SealedSegmentWriter writer;

    /** For one run. */
    public PrepareWork(Run run, Books books, Making making, Staging staging) {
        this.run = run;
        this.books = books;
        this.making = making;
        this.staging = staging;
    }

    /**
     * Where they are accounted for.
     *
     * @param orders rows of the orders
     * @param remade orders whose card was made before
     * @param approvals gets back what a refused one of them had used
     * @param audit is told what keys did
     * @param times where the arrows are timed
     */
    public record Books(
            CardOrders orders, RemadeOrders remade, Approvals approvals, ChunkAudit audit, StageTimes times) {}

    /**
     * How cards are made.
     *
     * @param processing the arrows
     * @param mac binds a finished card to its place in the batch
     */
    public record Making(CardProcessing processing, RecordMac mac) {}

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
        remade = books.remade().records(run.batch());
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
        List<ProcessedCard> results = making.processing().process(slice);
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
        List<ProcessedCard.Good> good = new ArrayList<>();
        List<Screened.Rejected> refused = new ArrayList<>();
        for (List<ProcessedCard> slice : slices) {
            for (ProcessedCard card : slice) {
                if (card instanceof ProcessedCard.Good made) {
                    good.add(made);
                } else if (card instanceof ProcessedCard.Refused bad) {
                    refused.add(bad.rejected());
                }
            }
        }
        int firstIndex = Math.toIntExact(writer().end().frames() + 1);
        StageTimes times = books.times();
        List<PersoRecord> bound = times.time(StageTimes.BIND, good.size(), () -> bind(good, firstIndex));
        times.timeFiles("stage", good.size(), () -> append(bound));
        long start = System.nanoTime();
        books.orders()
                .prepared(
                        run,
                        good.stream()
                                .map(card -> new CardOrders.Prepared(card.recordNumber(), card.made()))
                                .toList(),
                        firstIndex);
        books.orders().rejectAccepted(run, refused);
        refused.stream()
                .filter(order -> remade.contains(order.recordNumber()))
                .forEach(order -> books.approvals()
                        .giveBack(
                                books.remade().request(run.batch(), order.recordNumber()),
                                "order " + order.orderReference() + " was refused: "
                                        + order.reason().id()));
        books.audit()
                .record(run.batch(), bound, refused.size(), making.processing().keyOperations());
        times.add("register", good.size() + refused.size(), System.nanoTime() - start);
        int again = Math.toIntExact(good.stream()
                .filter(card -> remade.contains(card.recordNumber()))
                .count());
        return HandOver.of(good.size() - again, refused.size(), again);
    }

    private int append(List<PersoRecord> records) throws IOException {
        writer().append(records.stream().map(PersoRecord::encode).toList());
        return records.size();
    }

    private List<PersoRecord> bind(List<ProcessedCard.Good> good, int firstIndex) {
        List<RecordMac.Unbound> unbound = new ArrayList<>();
        for (ProcessedCard.Good card : good) {
            unbound.add(new RecordMac.Unbound(
                    firstIndex + unbound.size(), card.orderReference(), card.group(), card.channels()));
        }
        return making.mac().bind(unbound);
    }

    @Override
    public Position position() {
        return staging.prepared().place(staging.intake().place(Position.START, reader().at()), writer().end());
    }

    @Override
    public int conclude() throws IOException {
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
