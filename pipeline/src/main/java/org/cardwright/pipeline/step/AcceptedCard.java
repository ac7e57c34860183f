package org.cardwright.pipeline.step;

import java.util.List;
import java.util.Optional;
import org.cardwright.crypto.module.KeyPairStock.StockedPair;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.CardApplication;

/**
 * An accepted order on its way from intake to preparation.
 *
 * @param application the typed order
 * @param certificateSerialNumbers 3 bytes each, one per certificate the product asks for, in its order
 * @param keyPairs one per certificate where pairs are made ahead, empty where one is made on demand; no entry at all otherwise
 */
public record AcceptedCard(
        CardApplication application, List<ByteString> certificateSerialNumbers, List<Optional<StockedPair>> keyPairs) {

    /** Copies the lists. */
    public AcceptedCard {
        certificateSerialNumbers = List.copyOf(certificateSerialNumbers);
        keyPairs = List.copyOf(keyPairs);
        if (!keyPairs.isEmpty() && keyPairs.size() != certificateSerialNumbers.size()) {
            throw new IllegalArgumentException("a card has one key pair per certificate");
        }
    }

    /** One whose key pairs are all made on demand. */
    public AcceptedCard(CardApplication application, List<ByteString> certificateSerialNumbers) {
        this(application, certificateSerialNumbers, List.of());
    }
}
