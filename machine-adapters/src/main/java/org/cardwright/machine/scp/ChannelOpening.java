package org.cardwright.machine.scp;

import org.cardwright.machine.channel.Outcome.Failure;
import org.cardwright.machine.channel.StatusWord;

/** How the attempt to open a secure channel ended. */
public sealed interface ChannelOpening {

    /**
     * Both are sure of each other.
     *
     * @param channel to the card
     */
    record Opened(SecureChannel channel) implements ChannelOpening {}

    /**
     * The card did not prove itself; EXTERNAL AUTHENTICATE was not sent, so that no attempt is counted in the card.
     *
     * @param answer what it said
     */
    record Foreign(InitializeUpdate answer) implements ChannelOpening {}

    /**
     * The answer to INITIALIZE UPDATE is not one for which the lot has keys; nothing more was sent.
     *
     * @param why in words
     */
    record Unexpected(String why) implements ChannelOpening {}

    /**
     * The card refused. After EXTERNAL AUTHENTICATE the card has counted a wrong attempt, and there is none again.
     *
     * @param command which one
     * @param status answer
     */
    record Refused(String command, StatusWord status) implements ChannelOpening {}

    /**
     * There was no answer.
     *
     * @param what was lost
     */
    record Lost(Failure what) implements ChannelOpening {}
}
