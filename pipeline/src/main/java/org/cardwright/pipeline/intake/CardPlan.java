package org.cardwright.pipeline.intake;

import java.util.List;
import org.cardwright.crypto.key.KeyName;

/**
 * What intake needs to know of the product an order asks for.
 *
 * @param product product with its version
 * @param group group of files the card will stand in, product and plastic
 * @param certificateKeys issuer key of every certificate of the card, in the product's order
 */
public record CardPlan(String product, String group, List<KeyName> certificateKeys) {

    /** Copies the list. */
    public CardPlan {
        certificateKeys = List.copyOf(certificateKeys);
    }
}
