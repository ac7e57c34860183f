package org.cardwright.pipeline.partition;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.cardwright.crypto.module.BatchKeys.BatchCipher;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.pipeline.ledger.Audit;
import org.cardwright.pipeline.ledger.AuditEvent;
import org.cardwright.pipeline.ledger.BatchPartition;
import org.cardwright.pipeline.ledger.BatchPartition.Hold;
import org.cardwright.pipeline.ledger.BatchPartition.Piece;
import org.cardwright.pipeline.ledger.NotReconciledException;
import org.cardwright.pipeline.ledger.Partitions;
import org.cardwright.pipeline.step.AcceptedCard;
import org.cardwright.pipeline.step.AcceptedCardCodec;
import org.cardwright.pipeline.step.CardProcessing;
import org.cardwright.pipeline.step.CrashPoints;
import org.cardwright.pipeline.step.ProcessedCard;
import org.cardwright.pipeline.step.ProcessedCardCodec;
import org.cardwright.pipeline.step.SealedSegmentReader;
import org.cardwright.pipeline.step.SealedSegmentWriter;
import org.cardwright.pipeline.step.Segment;
import org.cardwright.pipeline.step.StopSwitch;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What a worker does with a partition: chunk after chunk it makes cards, forces them into its file, and notes that under its token in one
 * transaction.
 */
public final class PartitionMaking {

    private final Books books;
    private final Terms terms;
    private final Source source;

    /** For one batch. */
    public PartitionMaking(Books books, Terms terms, Source source) {
        this.books = books;
        this.terms = terms;
        this.source = source;
    }

    /**
     * Where it is accounted for.
     *
     * @param partitions who has which
     * @param audit is told what keys did
     * @param transaction of the database of both
     * @param crashPoints passed in every chunk
     */
    public record Books(Partitions partitions, Audit audit, TransactionTemplate transaction, CrashPoints crashPoints) {}

    /**
     * How a worker works.
     *
     * @param worker host and process
     * @param stop what asks it to stop
     * @param lease how long a partition stays with it
     * @param slicesPerChunk slices between two commits
     * @param executor processes the slices of a chunk at the same time
     */
    public record Terms(
            String worker, StopSwitch stop, Duration lease, int slicesPerChunk, AsyncTaskExecutor executor) {}

    /**
     * What it works with.
     *
     * @param intake accepted orders
     * @param end behind the last one
     * @param directory work directory of the batch
     * @param cipher under the data key of the batch
     * @param processing the arrows
     */
    public record Source(
            Segment intake, Segment.Mark end, Path directory, BatchCipher cipher, CardProcessing processing) {}

    /**
     * Makes what is left of a partition.
     *
     * @return false when it was asked to stop before the end
     */
    public boolean make(Hold hold, BatchPartition partition) throws IOException {
        BatchPartition.Range range = partition.range();
        int left = range.orders()
                - books.partitions().pieces(hold.batch(), hold.number()).stream()
                        .mapToInt(Piece::frames)
                        .sum();
        Segment.Mark first = new Segment.Mark(range.firstByte(), range.firstFrame());
        Segment file = PieceFile.of(source.directory(), hold, source.cipher());
        try (SealedSegmentReader orders = SealedSegmentReader.open(source.intake(), first, source.end());
                SealedSegmentWriter writer = SealedSegmentWriter.openAgain(file, Segment.Mark.START)) {
            Made made = new Made(hold, file, writer);
            for (int i = left; i < range.orders(); i++) {
                orders.skip();
            }
            while (left > 0) {
                if (terms.stop().requested()) {
                    return false;
                }
                List<List<AcceptedCard>> slices = read(orders, left);
                List<ProcessedCard> cards = process(slices, made);
                left -= cards.size();
                if (!cards.isEmpty()) {
                    made.commit(cards, left == 0);
                }
            }
        }
        return true;
    }

    private List<List<AcceptedCard>> read(SealedSegmentReader orders, int left) throws IOException {
        int chunk = Math.min(left, terms.slicesPerChunk() * CardProcessing.SLICE_CARDS);
        List<List<AcceptedCard>> slices = new ArrayList<>();
        for (int i = 0; i < chunk; i++) {
            if (i % CardProcessing.SLICE_CARDS == 0) {
                slices.add(new ArrayList<>());
            }
            ByteString frame = orders.next()
                    .orElseThrow(() -> new NotReconciledException("a partition reaches behind the end of its batch"));
            slices.get(slices.size() - 1).add(AcceptedCardCodec.decode(frame));
        }
        return slices;
    }

    /** When it is asked to stop, only as many slices as are begun: a slow module takes long for a chunk. */
    private List<ProcessedCard> process(List<List<AcceptedCard>> slices, Made made) {
        List<Future<List<ProcessedCard>>> running = slices.stream()
                .map(slice -> terms.executor()
                        .submit(() -> terms.stop().requested()
                                ? List.<ProcessedCard>of()
                                : source.processing().process(slice)))
                .toList();
        List<ProcessedCard> cards = new ArrayList<>();
        try {
            for (int i = 0; i < running.size(); i++) {
                List<ProcessedCard> results = running.get(i).get();
                if (results.isEmpty() && terms.stop().requested()) {
                    return cards;
                }
                if (results.size() != slices.get(i).size()) {
                    throw new IllegalStateException("results " + results.size() + ", cards "
                            + slices.get(i).size());
                }
                cards.addAll(results);
                made.renew();
            }
            return cards;
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException known
                    ? known
                    : new IllegalStateException(failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted");
        } finally {
            running.forEach(slice -> slice.cancel(true));
        }
    }

    /** The file of one taking as it grows. */
    private final class Made {

        private final Hold hold;
        private final SealedSegmentWriter writer;
        private final PieceFile.Digest digest;
        private Map<String, Long> operations;
        private int good;
        private int refused;
        private long renewedAt = System.nanoTime();

        Made(Hold hold, Segment file, SealedSegmentWriter writer) {
            this.hold = hold;
            this.writer = writer;
            this.digest = new PieceFile.Digest(file.file());
            this.operations = Map.copyOf(source.processing().keyOperations());
        }

        /** Only what comes further renews: a worker that hangs lets its lease run out. */
        void renew() {
            if (System.nanoTime() - renewedAt > terms.lease().toNanos() / 4) {
                books.partitions().renew(hold);
                renewedAt = System.nanoTime();
            }
        }

        void commit(List<ProcessedCard> cards, boolean last) {
            int made = Math.toIntExact(
                    cards.stream().filter(ProcessedCard.Good.class::isInstance).count());
            good += made;
            refused += cards.size() - made;
            books.transaction().executeWithoutResult(status -> {
                // First the fence: who lost the partition writes nothing more, not even into its own file.
                books.partitions().bound(terms.lease());
                books.partitions().claim(hold);
                Piece piece = append(cards);
                books.partitions().advance(piece);
                note(piece, cards);
                if (last) {
                    books.partitions().finish(hold);
                }
                books.crashPoints().pass(CrashPoints.Point.CHUNK_WRITTEN, PartitionPlan.STEP);
            });
            renewedAt = System.nanoTime();
            books.crashPoints().pass(CrashPoints.Point.CHUNK_COMMITTED, PartitionPlan.STEP);
        }

        private Piece append(List<ProcessedCard> cards) {
            try {
                writer.append(cards.stream().map(ProcessedCardCodec::encode).toList());
                Segment.Mark end = writer.end();
                String sha256 = digest.upTo(end.bytes());
                return new Piece(hold, Math.toIntExact(end.frames()), good, refused, end.bytes(), sha256);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }

        private void note(Piece piece, List<ProcessedCard> cards) {
            Map<String, Long> now = source.processing().keyOperations();
            Map<String, Long> used = new TreeMap<>(now);
            used.replaceAll((operation, count) -> count - operations.getOrDefault(operation, 0L));
            used.values().removeIf(count -> count == 0);
            operations = Map.copyOf(now);
            String what = used.entrySet().stream()
                    .map(entry -> entry.getKey() + " " + entry.getValue())
                    .collect(Collectors.joining(", "));
            books.audit()
                    .append(Audit.Act.bySystem(
                            AuditEvent.WORKER_USED_KEYS,
                            hold.batch(),
                            "partition " + hold.number() + ", worker " + terms.worker() + ", records "
                                    + cards.get(0).recordNumber() + " to "
                                    + cards.get(cards.size() - 1).recordNumber() + "; operations: "
                                    + (what.isEmpty() ? "none" : what) + "; SHA-256 up to here " + piece.sha256()));
        }
    }
}
