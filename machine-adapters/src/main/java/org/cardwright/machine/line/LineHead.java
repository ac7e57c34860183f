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

    /** Takes the card out: to the good ones, or to the rejects. */
    void eject(boolean good);

    @Override
    void close();
}
