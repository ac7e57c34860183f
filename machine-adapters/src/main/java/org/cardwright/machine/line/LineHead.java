package org.cardwright.machine.line;

import java.time.Duration;
import java.util.Optional;
import org.cardwright.machine.channel.CardChannel;

/** A place where chips are made: something brings a card to it and takes it away. Used by one thread. */
public interface LineHead extends AutoCloseable {

    /** Its name, for people. */
    String name();

    /** Waits for the next card; empty when none came in time. */
    Optional<CardChannel> nextCard(Duration patience);

    /**
     * Resets the card that is there and connects to it again, as a terminal would: what it kept for its session is gone.
     *
     * @return the way to the same card; empty when it does not answer any more
     */
    Optional<CardChannel> sameCardAgain();

    /** Why the card that came last is none of the lot, before a command is sent to it; empty when it may be one. */
    default Optional<String> foreign() {
        return Optional.empty();
    }

    /** Takes the card out. */
    void eject(Bin bin);

    @Override
    void close();
}
