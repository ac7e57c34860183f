package org.cardwright.machine.channel;

import org.cardwright.formats.bytes.ByteString;

/** What a card does between contact and contact: bytes in, bytes out, state inside. */
@FunctionalInterface
public interface Chip {

    /**
     * Executes a command.
     *
     * @param command command APDU
     * @return data and status word; fewer than two bytes when it is mute
     */
    ByteString process(ByteString command);
}
