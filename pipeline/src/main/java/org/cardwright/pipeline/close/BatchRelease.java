package org.cardwright.pipeline.close;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.Screened;
import org.cardwright.pipeline.ledger.BatchCounts;
import org.cardwright.pipeline.step.CrashPoints;

/**
 * Port: the output directory of one batch, from its first byte to its seal.
 *
 * <p>Until {@link #seal} everything stands under temporary names. Not thread-safe.
 */
public interface BatchRelease extends AutoCloseable {

    /** A record on its way into the files of its group; {@code index} counts from 1 over the batch. */
    record IndexedRecord(int index, ByteString content) {}

    /**
     * What the seal says beside the records.
     *
     * @param counts what became of the orders
     * @param rejects lines of {@code rejects.csv}, in the order of the issuer's file
     * @param crashPoints passed at {@code SEAL_BEFORE_FORCE}, {@code SEAL_BEFORE_RENAME} and {@code SEAL_AFTER_RENAME}
     */
    record SealFacts(BatchCounts counts, List<Screened.Rejected> rejects, CrashPoints crashPoints) {

        /** Copies the list. */
        public SealFacts {
            rejects = List.copyOf(rejects);
        }
    }

    /**
     * What a verification found.
     *
     * @param intact true when nothing is wrong
     * @param finding the first thing that is wrong, in one sentence without content; empty when nothing is
     */
    record Verdict(boolean intact, String finding) {}

    /**
     * Opens the files of the batch, each cut back to its committed length; finds out whether the batch is sealed already.
     *
     * @param lengths bytes by file, relative to the batch
     * @throws org.cardwright.pipeline.ledger.NotReconciledException when a file is shorter than that
     */
    void open(Map<String, Long> lengths) throws IOException;

    /** Appends and forces; nothing when the batch is sealed already. */
    void append(List<IndexedRecord> records) throws IOException;

    /** Bytes by file behind the last append. */
    SortedMap<String, Long> lengths();

    /** Counts the records that really are in the files, by reading them. */
    int countOnDisk() throws IOException;

    /**
     * Writes rejects and manifest, forces and verifies everything from disk, gives it its final name and forces the
     * directory. Repeatable at any point.
     *
     * @throws org.cardwright.pipeline.ledger.NotReconciledException when the verification finds anything; nothing gets
     *     its final name
     */
    void seal(SealFacts facts) throws IOException;

    /** Verifies the sealed batch from disk again. */
    Verdict verify() throws IOException;

    /** Lets go of the files. */
    @Override
    void close() throws IOException;
}
