package org.cardwright.pipeline.intake;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cardwright.crypto.module.KeyPairStock.StockedPair;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.CardApplication;
import org.cardwright.formats.card.Screened;
import org.cardwright.formats.issuer.ControlTotals;
import org.cardwright.formats.issuer.IssuerFile;
import org.cardwright.pipeline.ledger.CardOrders;
import org.cardwright.pipeline.ledger.HandOver;
import org.cardwright.pipeline.ledger.NotReconciledException;
import org.cardwright.pipeline.ledger.Position;
import org.cardwright.pipeline.ledger.Run;
import org.cardwright.pipeline.ledger.SerialNumbers;
import org.cardwright.pipeline.ledger.StepName;
import org.cardwright.pipeline.step.AcceptedCard;
import org.cardwright.pipeline.step.AcceptedCardCodec;
import org.cardwright.pipeline.step.SealedSegmentReader;
import org.cardwright.pipeline.step.SealedSegmentWriter;
import org.cardwright.pipeline.step.Segment;
import org.cardwright.pipeline.step.StageTimes;
import org.cardwright.pipeline.step.StepWork;
import org.jspecify.annotations.Nullable;

/** Step <em>intake</em>: every order of the file gets its row, and the accepted ones their serial numbers. */
public final class IntakeWork implements StepWork<IssuerFile.Item, Screened> {

    private static final String RECORDS = "source.records";

    private final Run run;
    private final Source source;
    private final Tables tables;
    private final Segment segment;
    private int records;
    private @Nullable IssuerFile file;
    private @Nullable SealedSegmentWriter writer;

    /** For one run. */
    public IntakeWork(Run run, Source source, Tables tables, Segment segment) {
        this.run = run;
        this.source = source;
        this.tables = tables;
        this.segment = segment;
    }

    /**
     * Where orders come from.
     *
     * @param reading how they are read and judged
     * @param file inbox copy of the issuer's file
     * @param announced what the control pass found
     * @param times where the arrows are timed
     */
    public record Source(OrderReading reading, Path file, ControlTotals announced, StageTimes times) {}

    /**
     * Where they are accounted for.
     *
     * @param orders rows of the orders
     * @param serials serial numbers of certificates
     * @param duplicates finds what was ordered before
     * @param pairs gives cards key pairs that were made ahead
     */
    public record Tables(CardOrders orders, SerialNumbers serials, Duplicates duplicates, KeyPairDealing pairs) {}

    @Override
    public StepName name() {
        return StepName.INTAKE;
    }

    @Override
    public void open(Position committed) throws IOException {
        writer = SealedSegmentWriter.open(segment, segment.mark(committed));
        file = source.reading().open(source.file());
        records = Math.toIntExact(committed.get(RECORDS));
        file.skip(records);
    }

    @Override
    public IssuerFile.@Nullable Item read() throws IOException {
        long start = System.nanoTime();
        IssuerFile.Item item = file().next().orElse(null);
        if (item != null) {
            records++;
            source.times().add("read", 1, System.nanoTime() - start);
        }
        return item;
    }

    @Override
    public Screened process(IssuerFile.Item item) {
        return source.times().time("screen", 1, () -> source.reading().screen(item));
    }

    @Override
    public HandOver write(List<Screened> screened) throws IOException {
        StageTimes times = source.times();
        Duplicates.Split split = times.time(
                "duplicates", screened.size(), () -> tables.duplicates().split(run.batch(), screened));
        List<CardPlan> plans = split.accepted().stream()
                .map(accepted -> source.reading().plan(accepted.order()))
                .toList();
        List<CardOrders.Candidate> rows = new ArrayList<>();
        List<ByteString> frames = new ArrayList<>();
        SerialBlock serials = times.time("register", 0, () -> new SerialBlock(tables.serials(), run.batch(), plans));
        List<List<Optional<StockedPair>>> pairs = times.time("register", 0, () -> deal(split.accepted(), plans));
        List<CardApplication> orders = withPins(split.accepted());
        for (int i = 0; i < plans.size(); i++) {
            Duplicates.Accepted accepted = split.accepted().get(i);
            CardApplication order = orders.get(i);
            CardPlan plan = plans.get(i);
            rows.add(new CardOrders.Candidate(
                    order.recordNumber(),
                    order.orderReference(),
                    plan.product(),
                    plan.group(),
                    accepted.fingerprint(),
                    accepted.attempt()));
            frames.add(AcceptedCardCodec.encode(new AcceptedCard(order, serials.next(plan), pairs.get(i))));
        }
        times.timeFiles("stage", frames.size(), () -> append(frames));
        long start = System.nanoTime();
        tables.orders().accept(run, rows);
        tables.orders().reject(run, split.rejected());
        times.add("register", screened.size(), System.nanoTime() - start);
        return HandOver.of(rows.size() - split.remade(), split.rejected().size(), split.remade());
    }

    /** A chunk that does not commit leaves no frame: the PINs of its orders nobody has, and the next run makes others. */
    private List<CardApplication> withPins(List<Duplicates.Accepted> accepted) {
        List<CardApplication> orders =
                accepted.stream().map(Duplicates.Accepted::order).toList();
        return source.times().time("register", 0, () -> source.reading().withPins(orders));
    }

    private List<List<Optional<StockedPair>>> deal(List<Duplicates.Accepted> accepted, List<CardPlan> plans) {
        List<KeyPairDealing.Asking> asking = new ArrayList<>();
        for (int i = 0; i < plans.size(); i++) {
            asking.add(new KeyPairDealing.Asking(
                    accepted.get(i).order().recordNumber(), plans.get(i).keyPairs()));
        }
        return tables.pairs().deal(run, asking);
    }

    private int append(List<ByteString> frames) throws IOException {
        writer().append(frames);
        return frames.size();
    }

    @Override
    public Position position() {
        return segment.place(Position.START.with(RECORDS, records), writer().end());
    }

    @Override
    public int conclude() throws IOException {
        if (!file().totals().equals(Optional.of(source.announced()))) {
            throw new NotReconciledException("the issuer's file is not the one that was checked");
        }
        tables.serials().giveBack(run.batch());
        tables.pairs().conclude();
        return SealedSegmentReader.count(segment, writer().end());
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
            // its buffers hold the last orders; the job lives longer than this step
            file = null;
        }
        if (writer != null) {
            writer.close();
        }
    }

    private IssuerFile file() {
        if (file == null) {
            throw new IllegalStateException("step intake is not open");
        }
        return file;
    }

    private SealedSegmentWriter writer() {
        if (writer == null) {
            throw new IllegalStateException("step intake is not open");
        }
        return writer;
    }
}
