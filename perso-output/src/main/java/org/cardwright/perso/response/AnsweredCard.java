package org.cardwright.perso.response;

import java.util.Optional;

/**
 * What became of a card that was made.
 *
 * @param index of its record in the manifest of the batch, from 1
 * @param order the issuer's name of the order
 * @param state how far it has come
 * @param spoiledChips chips that are scrap because of it; the samples among them
 * @param chip the chip that carries it; empty before there is one
 */
public record AnsweredCard(int index, String order, State state, int spoiledChips, Optional<Chip> chip) {

    /** How far a card has come. */
    public enum State {
        /** Its sealed record is ready; no chip was begun. */
        PREPARED,
        /** A chip was begun, and its end is not known yet. */
        BEGUN,
        /** Every chip so far is scrap; another one is made, or people decide. */
        WAITING,
        /** On a chip that was proven good. */
        PERSONALIZED
    }

    /** Refuses a chip that the state does not know. */
    public AnsweredCard {
        if (chip.isPresent() != (state == State.PERSONALIZED)) {
            throw new IllegalArgumentException("a card has a good chip when it is personalized, and only then");
        }
    }

    /**
     * A chip by the names that it has itself.
     *
     * @param keyData KMCID and CSN, 20 hexadecimal digits
     * @param number date, serial number and batch of its fabrication (CPLC), 16 hexadecimal digits; empty when it says none
     * @param station personalizer and equipment, 12 hexadecimal digits; empty when it is not known
     * @param head of a line; empty at a desk
     * @param made from when to when
     */
    public record Chip(String keyData, String number, String station, String head, Made made) {}

    /**
     * When a chip was made, ISO 8601, UTC.
     *
     * @param begunAt moment before the first command that wrote
     * @param endedAt moment when it was good
     */
    public record Made(String begunAt, String endedAt) {}
}
