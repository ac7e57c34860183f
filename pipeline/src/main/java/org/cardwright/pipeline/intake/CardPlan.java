package org.cardwright.pipeline.intake;

import java.util.List;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.pipeline.ledger.KeyPairShape;

/**
 * What intake needs to know of the product an order asks for.
 *
 * @param product product with its version
 * @param group group of files the card will stand in, product and plastic
 * @param certificateKeys issuer key of every certificate of the card, in the product's order
 * @param keyPairs the key pair that each of them certifies
 */
public record CardPlan(String product, String group, List<KeyName> certificateKeys, List<KeyPairShape> keyPairs) {

    /** Copies the lists. */
    public CardPlan {
        certificateKeys = List.copyOf(certificateKeys);
        keyPairs = List.copyOf(keyPairs);
        if (certificateKeys.size() != keyPairs.size()) {
            throw new IllegalArgumentException("a card has one key pair per certificate");
        }
    }
}
