package org.cardwright.pipeline.ledger;

import java.util.ArrayList;
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
     * @param bytes length of its content
     * @param envelope what the content came in
     */
    public record Of(String issuer, String name, String sha256, long bytes, Envelope envelope) {

        /** A bare file. */
        public Of(String issuer, String name, String sha256, long bytes) {
            this(issuer, name, sha256, bytes, Envelope.NONE);
        }

        /** What may be there once. */
        String content() {
            return issuer + "/" + sha256;
        }
    }

    /**
     * What the content of a drop was enclosed in.
     *
     * @param signer whose signature it bears: kind and fingerprint
     * @param sha256 of the file as it came, 64 lower-case hexadecimal digits
     */
    public record Envelope(String signer, String sha256) {

        /** None: the file was the content. */
        public static final Envelope NONE = new Envelope("", "");
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
        List<String> fields = new ArrayList<>(List.of(
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
                time.endedAt()));
        if (!of.envelope().equals(Envelope.NONE)) {
            // rows of bare files are sealed as they were before there were envelopes
            fields.add(of.envelope().signer());
            fields.add(of.envelope().sha256());
        }
        return fields;
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
