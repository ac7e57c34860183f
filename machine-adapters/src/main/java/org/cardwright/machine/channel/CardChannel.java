package org.cardwright.machine.channel;

/**
 * A card within reach. Everything else (61xx, transcript, secure channel, deadline) is another channel around this one.
 *
 * <p>A command is sent once and never again by itself: after a lost answer nobody knows what the card did. Not for several threads.
 */
@FunctionalInterface
public interface CardChannel {

    /** Sends one command and waits for its answer; what goes wrong is an outcome, no exception. */
    Outcome transmit(CommandApdu command);
}
