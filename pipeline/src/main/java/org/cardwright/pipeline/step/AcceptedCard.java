package org.cardwright.pipeline.step;

import java.util.List;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.CardApplication;

/**
 * An accepted order on its way from intake to preparation.
 *
 * @param application the typed order
 * @param certificateSerialNumbers 3 bytes each, one per certificate the product asks for, in its order
 */
public record AcceptedCard(CardApplication application, List<ByteString> certificateSerialNumbers) {

    /** Copies the list. */
    public AcceptedCard {
        certificateSerialNumbers = List.copyOf(certificateSerialNumbers);
    }
}
