package org.cardwright.machine.chip;

import java.util.List;
import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.dgi.DgiId;

/**
 * What is kept of the personalization of one card; no secret, no card number. EMV CPS, log data.
 *
 * @param keyData KMCID (6) and CSN (4); empty before the card said them
 * @param keyVersion of the key set at the end, 0 before the card said it
 * @param lifeCycle CPLC as it was at the beginning; empty when the card has none
 * @param applications in order
 * @param commands how many the card got
 * @param nanos from the first to the last
 */
public record CardLog(
        ByteString keyData,
        int keyVersion,
        Optional<CardProductionLifeCycle> lifeCycle,
        List<Entry> applications,
        int commands,
        long nanos) {

    /** Copies the list. */
    public CardLog {
        applications = List.copyOf(applications);
    }

    /**
     * One application that was taken whole.
     *
     * @param aid its identifier
     * @param sequenceCounter of its channel
     * @param commands STORE DATA and what ends it
     * @param refused data groupings that the card may refuse, and did
     * @param logData LOGDATA of the record
     */
    public record Entry(
            ByteString aid, ByteString sequenceCounter, int commands, List<DgiId> refused, ByteString logData) {

        /** Copies the list. */
        public Entry {
            refused = List.copyOf(refused);
        }
    }
}
