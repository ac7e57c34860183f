package org.cardwright.perso.response;

import java.util.List;
import org.cardwright.perso.file.RejectsFile;

/**
 * The orders of a batch of which something else became than a card for the first time.
 *
 * @param rejected orders that were refused, each with the stable id of its rule
 * @param held orders that were kept back
 * @param remade orders whose card was made once more; the card itself stands among the cards
 */
public record ResponseOrders(List<RejectsFile.Row> rejected, List<Held> held, List<Remade> remade) {

    /** Copies the lists. */
    public ResponseOrders {
        rejected = List.copyOf(rejected);
        held = List.copyOf(held);
        remade = List.copyOf(remade);
    }

    /**
     * An order that was kept back.
     *
     * @param record place in the issuer's file, from 1
     * @param order the issuer's name of it, empty when it was never read
     * @param reason why, in plain words
     */
    public record Held(int record, String order, String reason) {}

    /**
     * An order whose card was made before.
     *
     * @param record place in the issuer's file, from 1
     * @param order the issuer's name of it
     * @param attempt 2 for the first duplicate
     * @param request the request that two persons signed
     */
    public record Remade(int record, String order, int attempt, String request) {}
}
