package org.cardwright.pipeline.ledger;

import java.util.List;

/**
 * Which cards the sealed manifest of a batch has in a group: the ledger must have the same, none less, none more, and each under the same
 * name.
 *
 * @param cards their number
 * @param sha256 over index and order of each, 64 hexadecimal digits
 */
public record SealedCards(int cards, String sha256) {

    /** Counts them one after the other, and keeps none. */
    public static final class Counter {

        private final RowHash hash = new RowHash();

        /**
         * The next card.
         *
         * @param index of its record in the manifest, from 1
         * @param order the issuer's name of its order
         */
        public void add(long index, String order) {
            hash.add(List.of("" + index, order));
        }

        /** All of them. */
        public SealedCards end() {
            return new SealedCards(hash.rows(), hash.end());
        }
    }
}
