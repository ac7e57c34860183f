package org.cardwright.machine.chip;

import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.channel.CommandApdu;

/** Whether bytes of a recipe can be sent. ISO/IEC 7816-4, 5.1. */
final class RawCommand {

    private RawCommand() {}

    static boolean isCommand(ByteString bytes) {
        try {
            CommandApdu.decode(bytes);
            return true;
        } catch (IllegalArgumentException none) {
            return false;
        }
    }
}
