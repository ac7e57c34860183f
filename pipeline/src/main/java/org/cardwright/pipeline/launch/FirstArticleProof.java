package org.cardwright.pipeline.launch;

import java.util.List;
import org.cardwright.formats.card.CardApplication;
import org.cardwright.perso.verify.CardReading;

/**
 * The first cards of a batch as they stand on the disk, for people to see. C-01.
 *
 * @param batch identity
 * @param issuer who ordered
 * @param request what {@code cardwright approve} takes
 * @param proof SHA-256 over the record MACs of these cards, 64 lower-case hexadecimal digits
 * @param cards in the order of the batch
 */
public record FirstArticleProof(String batch, String issuer, String request, String proof, List<Card> cards) {

    /** Copies the list. */
    public FirstArticleProof {
        cards = List.copyOf(cards);
    }

    /**
     * One card.
     *
     * @param index place in the batch, from 1
     * @param group product and plastic
     * @param order what was ordered
     * @param read what stands in the files
     */
    public record Card(int index, String group, CardApplication order, CardReading.Read read) {}

    /** True when every value of every card is the one that was ordered. */
    public boolean isEqual() {
        return cards.stream().allMatch(card -> card.read().isEqual());
    }
}
