package org.cardwright.pipeline.ledger;

import java.util.Optional;

/** How the cards of one batch stand in the ledger; nothing in it is secret, so it outlives the data key of the batch. */
@FunctionalInterface
public interface AccountedCards {

    /**
     * A card that was made or is on its way.
     *
     * @param product name, version and segment of its product, as {@code Products.label} gives them
     * @param group group of files it stands in
     * @param recordIndex its place in the batch from 1; 0 before it has one
     * @param good true once the sealed files were accounted for
     */
    record AccountedCard(String product, String group, int recordIndex, boolean good) {}

    /** The live card of an order; empty when the order was rejected or is not in the batch. */
    Optional<AccountedCard> find(String orderReference);
}
