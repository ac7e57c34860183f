package org.cardwright.machine.queue;

import java.util.List;
import org.cardwright.formats.bytes.ByteString;

/**
 * What a station writes down before it does what cannot be undone. The end of this process loses nothing of it; all but {@link #heard} is
 * on the disk when the method returns.
 *
 * <p>A file gets its name only after {@link #complete}, and a card is said to a machine only after {@link #begun}: so whoever starts
 * again knows whether the machine can have it.
 */
public interface StationJournal {

    /** The temporary file of a job is whole on the disk; from now on it may get its name at any moment. */
    void complete(String job, ByteString sha256);

    /** The file has its name. */
    void handed(String job);

    /** A card is about to be said to the machine. What was heard before is on the disk with it. */
    void begun(String job, int sequence);

    /** What became of cards of a job; each has its sequence. */
    void answered(String job, List<CardAnswer> answers);

    /**
     * What became of a card where the next one follows at once. It may be forced with the next step: a power cut before leaves the card begun,
     * and nobody knows.
     */
    void heard(String job, CardAnswer answer);

    /** Everything that was heard is on the disk. */
    void settled();
}
