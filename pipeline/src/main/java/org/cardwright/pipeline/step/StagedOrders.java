package org.cardwright.pipeline.step;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.CardApplication;
import org.jspecify.annotations.Nullable;

/**
 * The accepted orders of a batch, read from the encrypted intake segment; nothing is kept in memory.
 *
 * <p>Whoever asks in the order of the batch reads the segment once; a question out of order reads on around its end. Not for
 * several threads.
 */
public final class StagedOrders implements OrderLookup, AutoCloseable {

    private final Segment intake;
    private final Supplier<Segment.Mark> end;
    private @Nullable SealedSegmentReader reader;

    /**
     * Over a segment that intake has finished.
     *
     * @param end behind its last frame; asked when the first order is
     */
    public StagedOrders(Segment intake, Supplier<Segment.Mark> end) {
        this.intake = intake;
        this.end = end;
    }

    @Override
    public Optional<CardApplication> find(String orderReference) {
        try {
            Segment.Mark started = reader().at();
            Optional<CardApplication> behind = search(orderReference, Long.MAX_VALUE);
            if (behind.isPresent()) {
                return behind;
            }
            close();
            return search(orderReference, started.frames());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Optional<CardApplication> search(String orderReference, long lastFrame) throws IOException {
        while (reader().at().frames() < lastFrame) {
            Optional<ByteString> frame = reader().next();
            if (frame.isEmpty()) {
                return Optional.empty();
            }
            CardApplication order = AcceptedCardCodec.decode(frame.get()).application();
            if (order.orderReference().equals(orderReference)) {
                return Optional.of(order);
            }
        }
        return Optional.empty();
    }

    private SealedSegmentReader reader() throws IOException {
        if (reader == null) {
            reader = SealedSegmentReader.open(intake, Segment.Mark.START, end.get());
        }
        return reader;
    }

    @Override
    public void close() throws IOException {
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }
}
