package org.cardwright.pipeline.partition;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.cardwright.crypto.module.BatchKeys.BatchCipher;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.pipeline.ledger.BatchPartition;
import org.cardwright.pipeline.ledger.BatchPartition.Piece;
import org.cardwright.pipeline.ledger.NotReconciledException;
import org.cardwright.pipeline.ledger.Partitions;
import org.cardwright.pipeline.step.AcceptedCard;
import org.cardwright.pipeline.step.CardProcessing;
import org.cardwright.pipeline.step.ProcessedCard;
import org.cardwright.pipeline.step.ProcessedCardCodec;
import org.cardwright.pipeline.step.SealedSegmentReader;
import org.jspecify.annotations.Nullable;

/**
 * Hands out, in the order of the batch, what workers have made of the orders. The file of each piece is compared with what its worker noted
 * before anything of it is used. For one thread that asks for slice after slice.
 */
public final class MadeCards implements CardProcessing, AutoCloseable {

    private final Partitions partitions;
    private final String batch;
    private final Place place;
    private @Nullable Iterator<Piece> pieces;
    private @Nullable SealedSegmentReader reader;
    private long passed;

    /** Over the partitions of a batch, all of which are done when the first card is asked for. */
    public MadeCards(Partitions partitions, String batch, Place place) {
        this.partitions = partitions;
        this.batch = batch;
        this.place = place;
    }

    /**
     * Where cards lie.
     *
     * @param directory work directory of the batch
     * @param cipher under the data key of the batch
     * @param taken frames of intake behind which the first card is asked for
     */
    public record Place(Path directory, BatchCipher cipher, LongSupplier taken) {}

    @Override
    public List<ProcessedCard> process(List<AcceptedCard> slice) {
        try {
            List<ProcessedCard> made = new ArrayList<>();
            for (int i = 0; i < slice.size(); i++) {
                made.add(ProcessedCardCodec.decode(next()));
            }
            return made;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private ByteString next() throws IOException {
        if (pieces == null) {
            pieces = all().iterator();
        }
        Optional<ByteString> frame = reader == null ? Optional.empty() : reader.next();
        while (frame.isEmpty()) {
            if (!pieces.hasNext()) {
                throw new NotReconciledException("the partitions have fewer cards than the batch");
            }
            open(pieces.next());
            frame = reader == null ? Optional.empty() : reader.next();
        }
        return frame.get();
    }

    /** Every piece behind the one that was passed before; how much of the first one was, too, is noted. */
    private List<Piece> all() {
        List<Piece> all = new ArrayList<>();
        List<BatchPartition> planned = partitions.list(batch);
        if (planned.isEmpty() || planned.stream().anyMatch(one -> one.state() != BatchPartition.State.DONE)) {
            throw new NotReconciledException("not every partition is done");
        }
        planned.forEach(one -> all.addAll(partitions.pieces(batch, one.number())));
        passed = place.taken().getAsLong() - planned.get(0).range().firstFrame();
        while (!all.isEmpty() && passed >= all.get(0).frames()) {
            passed -= all.remove(0).frames();
        }
        return all;
    }

    private void open(Piece piece) throws IOException {
        close();
        reader = PieceFile.open(place.directory(), piece, place.cipher());
        for (; passed > 0; passed--) {
            reader.skip();
        }
    }

    @Override
    public void close() throws IOException {
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }
}
