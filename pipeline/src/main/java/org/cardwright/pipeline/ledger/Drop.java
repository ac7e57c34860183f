package org.cardwright.pipeline.ledger;

import java.util.List;

/**
 * A dropped file in the journal.
 *
 * @param id of its copy, 32 hexadecimal digits
 * @param number by which people call it, from 1
 * @param of which file it is
 * @param state how far it has come
 * @param reason why it stands so: rule and words without content; empty while all is well
 * @param batch what was made of it, 64 hexadecimal digits; empty while there is none
 * @param time when it was taken, and when it came to its end
 */
public record Drop(String id, long number, Of of, DropState state, String reason, String batch, Time time) {

    /**
     * Which file.
     *
     * @param issuer in whose folder it lay
     * @param name in that folder, without card numbers and strange characters
     * @param sha256 of its content, 64 lower-case hexadecimal digits; empty when nobody read it
     * @param bytes its length
     */
    public record Of(String issuer, String name, String sha256, long bytes) {

        /** What may be there once. */
        String content() {
            return issuer + "/" + sha256;
        }
    }

    /**
     * Moments, ISO 8601 in UTC.
     *
     * @param takenAt when it was taken
     * @param endedAt when nothing more was to be done; empty before
     */
    public record Time(String takenAt, String endedAt) {}

    /** What its row is sealed over. */
    List<String> fields() {
        return List.of(
                id,
                Long.toString(number),
                of.issuer(),
                of.name(),
                of.sha256(),
                Long.toString(of.bytes()),
                state.name(),
                reason,
                batch,
                time.takenAt(),
                time.endedAt());
    }

    /** True when nothing would change. */
    public boolean stands(DropState now, String why, String what) {
        return state == now && reason.equals(DropJournal.line(why)) && batch.equals(what);
    }

    /** In words for people: {@code drop 17 of bank-one, orders.csv}. */
    public String words() {
        return "drop " + number + " of " + of.issuer() + ", " + of.name();
    }
}
