package org.cardwright.pipeline.intake;

import java.util.List;
import java.util.Optional;
import org.cardwright.crypto.module.KeyPairStock.StockedPair;
import org.cardwright.pipeline.ledger.KeyPairShape;
import org.cardwright.pipeline.ledger.Run;

/** Port: gives accepted cards key pairs that were made ahead, for ever and in the transaction that accepts the cards. */
public interface KeyPairDealing {

    /** Nobody makes pairs ahead. */
    KeyPairDealing NONE = (run, cards) ->
            cards.stream().map(card -> List.<Optional<StockedPair>>of()).toList();

    /**
     * A card and the pairs it asks for.
     *
     * @param recordNumber record of the order
     * @param shapes one per certificate, in the product's order
     */
    record Asking(int recordNumber, List<KeyPairShape> shapes) {}

    /**
     * The pairs of these cards, in their order; empty where one is to be made on demand, no entry at all where none was asked for.
     *
     * @throws org.cardwright.crypto.module.SecurityModuleException UNAVAILABLE when pairs are missing and must not be
     */
    List<List<Optional<StockedPair>>> deal(Run run, List<Asking> cards);

    /** After the last card, in its transaction. */
    default void conclude() {}
}
