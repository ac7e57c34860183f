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
     * @param card which card it is, as far as the ledger says
     */
    record AccountedCard(String product, String group, int recordIndex, boolean good, Fingerprint card) {}

    /**
     * Which card was ordered, and how often it was made.
     *
     * @param digits keyed fingerprint of PAN, sequence number, expiration date, purpose and attempt, 64 hexadecimal digits
     * @param attempt 1 for the first
     */
    record Fingerprint(String digits, int attempt) {

        /** The attempt only. */
        @Override
        public String toString() {
            return "Fingerprint(attempt " + attempt + ")";
        }
    }

    /** The live card of an order; empty when the order was rejected or is not in the batch. */
    Optional<AccountedCard> find(String orderReference);
}
