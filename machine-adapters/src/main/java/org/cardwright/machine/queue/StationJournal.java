package org.cardwright.machine.queue;

import java.util.List;
import org.cardwright.formats.bytes.ByteString;

/**
 * What a station writes down before it does what cannot be undone. Every method is durable when it returns.
 *
 * <p>A file gets its name only after {@link #complete}, and a card is said to a machine only after {@link #begun}: so whoever starts
 * again knows whether the machine can have it.
 */
public interface StationJournal {

    /** The temporary file of a job is whole on the disk; from now on it may get its name at any moment. */
    void complete(String job, ByteString sha256);

    /** The file has its name. */
    void handed(String job);

    /** A card is about to be said to the machine. */
    void begun(String job, int sequence);

    /** What became of cards of a job; each has its sequence. */
    void answered(String job, List<CardAnswer> answers);
}
