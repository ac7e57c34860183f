package org.cardwright.pipeline.step;

import java.util.Map;
import java.util.Set;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.CardChannel;
import org.cardwright.formats.card.Screened;
import org.cardwright.perso.file.Channel;

/** What preparation made of one accepted card. */
public sealed interface ProcessedCard {

    /** Place of the order in the issuer's file, from 1. */
    int recordNumber();

    /**
     * The card can be made; it gets its place in the batch and its MAC when the chunk is written.
     *
     * @param recordNumber place of the order in the issuer's file
     * @param orderReference the issuer's name of the order
     * @param group product and plastic, the group of files of the card
     * @param channels the record of each channel, secrets under KEK2
     * @param made what of the card is judged on its own
     */
    record Good(
            int recordNumber,
            String orderReference,
            String group,
            Map<Channel, ByteString> channels,
            Set<CardChannel> made)
            implements ProcessedCard {

        /** Copies the channels. */
        public Good {
            channels = Map.copyOf(channels);
            made = Set.copyOf(made);
        }

        /** Place and order only. */
        @Override
        public String toString() {
            return "Good(record " + recordNumber + ", order " + orderReference + ")";
        }
    }

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
