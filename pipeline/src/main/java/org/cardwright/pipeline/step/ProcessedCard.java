package org.cardwright.pipeline.step;

import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.Screened;

/** What preparation made of one accepted card. */
public sealed interface ProcessedCard {

    /** Place of the order in the issuer's file, from 1. */
    int recordNumber();

    /**
     * The card can be made.
     *
     * @param recordNumber place of the order in the issuer's file
     * @param content its personalization record in encoded form, secrets under KEK2
     */
    record Good(int recordNumber, ByteString content) implements ProcessedCard {}

    /**
     * A rule of preparation refuses the card; the batch goes on.
     *
     * @param rejected field and rule
     */
    record Refused(Screened.Rejected rejected) implements ProcessedCard {
        @Override
        public int recordNumber() {
            return rejected.recordNumber();
        }
    }
}
