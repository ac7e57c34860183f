package org.cardwright.pipeline.ledger;

import java.util.List;

/**
 * A card at a station.
 *
 * @param of which card, where
 * @param job that it is in
 * @param place in the job, from 1
 * @param state what became of it
 * @param said what the machine said beside that
 * @param decidedBy the person who decided it; empty when nobody had to
 * @param endedAt moment of the answer; empty before it
 */
public record StationCard(Of of, String job, int place, State state, Said said, String decidedBy, String endedAt) {

    /**
     * A card in a room.
     *
     * @param batch identity of the batch
     * @param card index of its record in the manifest, from 1
     * @param room where
     * @param attempt from 1; a card that is spoiled in any room begins anew in the first one
     * @param chain the first of the rooms that follow each other
     */
    public record Of(String batch, long card, String room, int attempt, String chain) {}

    /**
     * What a machine said.
     *
     * @param error its code; empty for none
     * @param plastic number of the plastic that the record is bound to; empty for none
     */
    public record Said(String error, String plastic) {
        /** Nothing. */
        public static final Said NOTHING = new Said("", "");
    }

    /** What became of a card. */
    public enum State {
        /** In a job. */
        TAKEN,
        /** About to be said to the machine. */
        BEGUN,
        /** Made. */
        OK,
        /** Not made: its plastic is out, and the card begins anew. */
        REJECT,
        /** Nobody knows: a person decides. */
        UNKNOWN;

        /** True until the machine has answered. */
        public boolean isOpen() {
            return this == TAKEN || this == BEGUN;
        }
    }

    List<String> fields() {
        return List.of(
                of.batch,
                "" + of.card,
                of.room,
                "" + of.attempt,
                of.chain,
                job,
                "" + place,
                state.name(),
                said.error,
                said.plastic,
                decidedBy,
                endedAt);
    }

    /** What the card is called at machines: neither a card number nor the issuer's name of the order. */
    public String reference() {
        return String.format(java.util.Locale.ROOT, "%07d-%d", of.card, of.attempt);
    }

    StationCard begun() {
        return new StationCard(of, job, place, State.BEGUN, said, decidedBy, endedAt);
    }

    StationCard ended(State end, Said what, String moment) {
        return new StationCard(of, job, place, end, what, decidedBy, moment);
    }

    StationCard decided(State end, String person, String moment) {
        return new StationCard(of, job, place, end, said, person, moment);
    }
}
