package org.cardwright.pipeline.ledger;

import java.util.List;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.Screened;

/**
 * What {@code batch show} tells.
 *
 * @param summary the line of {@code batch list}
 * @param source what the batch was made of
 * @param steps one entry per step that has begun
 * @param rejects orders refused, in the order of the issuer's file
 * @param held orders of an abandoned batch that were not refused, in the order of the issuer's file
 * @param remade orders whose card is made again, in the order of the issuer's file
 * @param channels how the channels of the cards stand; empty before the first card
 * @param partitions the parts that workers prepare; empty when one process does it by itself
 * @param audit what was done to the batch and by whom
 */
public record BatchDetails(
        BatchSummary summary,
        Source source,
        List<StepAccount> steps,
        List<Screened.Rejected> rejects,
        List<HeldOrder> held,
        List<RemadeOrder> remade,
        Channels channels,
        List<PartitionAccount> partitions,
        List<AuditEntry> audit) {

    /** Copies the lists. */
    public BatchDetails {
        steps = List.copyOf(steps);
        rejects = List.copyOf(rejects);
        held = List.copyOf(held);
        remade = List.copyOf(remade);
        partitions = List.copyOf(partitions);
        audit = List.copyOf(audit);
    }

    /**
     * The quality of the cards, channel by channel.
     *
     * @param counts one entry for each channel; empty before the first card
     * @param rejected channels of cards that the verifier refused, in the order of the batch
     */
    public record Channels(List<ChannelQuality.Count> counts, List<ChannelQuality.Rejected> rejected) {

        /** Copies the lists. */
        public Channels {
            counts = List.copyOf(counts);
            rejected = List.copyOf(rejected);
        }
    }

    /**
     * The issuer's file.
     *
     * @param sha256 its hash
     * @param layout name of the layout that it was read with
     */
    public record Source(ByteString sha256, String layout) {}

    /**
     * An order whose card is kept back.
     *
     * @param recordNumber place in the issuer's file
     * @param orderReference the issuer's name of the order; empty when the record was never read
     * @param reason why, in plain words
     */
    public record HeldOrder(int recordNumber, String orderReference, String reason) {}

    /**
     * An order whose card was made before.
     *
     * @param recordNumber place in the issuer's file
     * @param orderReference the issuer's name of the order
     * @param attempt 2 for the first duplicate
     * @param request the request that two persons signed
     */
    public record RemadeOrder(int recordNumber, String orderReference, int attempt, String request) {}

    /**
     * A part of the batch that a worker prepares.
     *
     * @param partition which orders, and how far it has come
     * @param done orders that workers have made or refused
     */
    public record PartitionAccount(BatchPartition partition, int done) {}

    /**
     * The hand-overs of one step, added up.
     *
     * @param step name of the step
     * @param chunks hand-overs so far
     * @param counts what was taken and what became of it
     * @param closed true when the step has handed over everything and its files were counted on disk
     */
    public record StepAccount(String step, long chunks, BatchCounts counts, boolean closed) {}
}
