package org.cardwright.pipeline.ledger;

import java.util.List;
import java.util.Locale;

/**
 * Cards that a machine was given together.
 *
 * @param of whose it is
 * @param name of its files
 * @param state how far it has come
 * @param sha256 of its file, 64 hexadecimal digits; empty before it was written
 * @param cards how many
 * @param time begin and end; the end is empty before it
 */
public record StationJob(Of of, String name, State state, String sha256, int cards, Time time) {

    private static final int BATCH_DIGITS = 8;

    /**
     * Whose a job is.
     *
     * @param batch identity of the batch
     * @param room where it is done
     * @param number of the job in this batch and room, from 1
     * @param machine name of the machine
     * @param definition SHA-256 of its definition
     * @param group product and plastic
     */
    public record Of(String batch, String room, int number, String machine, String definition, String group) {}

    /**
     * When.
     *
     * @param begunAt moment of the plan
     * @param endedAt moment in which the last card had its answer
     */
    public record Time(String begunAt, String endedAt) {}

    /** How far a job has come. */
    public enum State {
        /** Its cards are taken; nothing of it is in the folder but what is not complete. */
        PLANNED,
        /** Its temporary file is complete and may have its name. */
        COMPLETE,
        /** The machine has it. */
        HANDED,
        /** Every card has an answer. */
        ENDED
    }

    /** The name of the files of a job: it holds nothing of a card. */
    static String name(String batch, String room, int number) {
        return batch.substring(0, BATCH_DIGITS).toLowerCase(Locale.ROOT) + "-" + room + "-"
                + String.format(Locale.ROOT, "%04d", number);
    }

    List<String> fields() {
        return List.of(
                of.batch,
                of.room,
                "" + of.number,
                name,
                of.machine,
                of.definition,
                of.group,
                "" + cards,
                state.name(),
                sha256,
                time.begunAt,
                time.endedAt);
    }

    StationJob in(State next, String file) {
        return new StationJob(of, name, next, file, cards, time);
    }

    StationJob redefined(String hash) {
        Of now = new Of(of.batch, of.room, of.number, of.machine, hash, of.group);
        return new StationJob(now, name, state, sha256, cards, time);
    }

    StationJob ended(String moment) {
        return new StationJob(of, name, State.ENDED, sha256, cards, new Time(time.begunAt, moment));
    }
}
