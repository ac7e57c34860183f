package org.cardwright.pipeline.close;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.cardwright.formats.card.Screened;
import org.cardwright.perso.file.PersoRecord;
import org.cardwright.perso.verify.CardChannels;
import org.cardwright.pipeline.ledger.BatchCounts;
import org.cardwright.pipeline.step.CrashPoints;
import org.cardwright.pipeline.step.StageTimes;

/**
 * The output directory of one batch, from its first byte to its seal.
 *
 * <p>Until {@link #seal} everything stands under temporary names. Not thread-safe.
 */
public interface BatchRelease extends AutoCloseable {

    /**
     * What the seal says beside the records.
     *
     * @param counts what became of the orders
     * @param products the products of the cards made, as intake named them
     * @param rejects lines of {@code rejects.csv}, in the order of the issuer's file
     * @param staged every prepared record again, in index order, to be compared with what is on the disk
     * @param first whether people have seen the first cards
     * @param times where verifying and sealing are timed
     */
    record SealFacts(
            BatchCounts counts,
            List<String> products,
            List<Screened.Rejected> rejects,
            Iterator<PersoRecord> staged,
            FirstArticle first,
            StageTimes times) {

        /** Copies the lists. */
        public SealFacts {
            products = List.copyOf(products);
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
     * @param crashPoints passed while writing and sealing
     * @throws IOException when a file is shorter than that
     */
    void open(Map<String, Long> lengths, CrashPoints crashPoints) throws IOException;

    /** Appends and forces; nothing when the batch is sealed already. */
    void append(List<PersoRecord> records) throws IOException;

    /** Bytes by file behind the last append. */
    Map<String, Long> lengths();

    /**
     * Writes rejects and manifest, forces and verifies everything from disk, gives it its final name and forces the
     * directory. Repeatable at any point.
     *
     * @return the channels of every card as they were verified from disk
     * @throws IOException when anything is not as it must be; nothing gets its final name
     * @throws org.cardwright.pipeline.ledger.FirstArticleWaitsException when people have not seen the first cards; nothing gets its final name
     */
    CardChannels seal(SealFacts facts) throws IOException;

    /** The channels of cards that the verifier refused in the last {@link #seal}; empty when it refused none. */
    List<Inspection.RefusedChannel> refused();

    /** Counts the cards in the sealed directory, by reading the record of every one. */
    int sealedCards() throws IOException;

    /** Verifies the sealed batch from disk again. */
    Verdict verify() throws IOException;

    /** Lets go of the files. */
    @Override
    void close() throws IOException;
}
