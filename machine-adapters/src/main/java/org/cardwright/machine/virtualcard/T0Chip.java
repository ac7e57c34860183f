package org.cardwright.machine.virtualcard;

import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.channel.Chip;
import org.cardwright.machine.channel.CommandApdu;

/**
 * A chip that speaks T=0: it announces what it has to say with 61xx, and a wrong Le with 6Cxx. ISO/IEC 7816-4, 5.6;
 * EMV 4.4 Book 1, 9.2.2.3.
 */
public final class T0Chip implements Chip {

    private static final int GET_RESPONSE = 0x00C00000;
    private static final int MORE = 0x6100;
    private static final int OTHER_LENGTH = 0x6C00;
    private static final int STATUS_BYTES = 2;

    private final Chip chip;
    private ByteString waiting = ByteString.EMPTY;

    /** Speaks for another chip. */
    public T0Chip(Chip chip) {
        this.chip = chip;
    }

    @Override
    public ByteString process(ByteString bytes) {
        CommandApdu command = CommandApdu.decode(bytes);
        if (command.header() == GET_RESPONSE) {
            return next(command.expected().orElse(CommandApdu.MAX_EXPECTED));
        }
        ByteString answer = chip.process(bytes);
        int dataBytes = answer.size() - STATUS_BYTES;
        if (dataBytes <= 0 || (command.data().isEmpty() && command.expected().orElse(0) == dataBytes)) {
            return answer;
        }
        if (command.data().isEmpty()) {
            return ByteString.ofUnsigned(OTHER_LENGTH | (dataBytes & 0xFF), STATUS_BYTES);
        }
        waiting = answer;
        return ByteString.ofUnsigned(MORE | (dataBytes & 0xFF), STATUS_BYTES);
    }

    private ByteString next(int most) {
        int dataBytes = waiting.size() - STATUS_BYTES;
        if (dataBytes < 0) {
            return ByteString.ofUnsigned(CardRefusal.CONDITIONS, STATUS_BYTES);
        }
        if (most >= dataBytes) {
            ByteString all = waiting;
            waiting = ByteString.EMPTY;
            return all;
        }
        ByteString part = waiting.slice(0, most);
        waiting = waiting.slice(most);
        int left = Math.min(waiting.size() - STATUS_BYTES, CommandApdu.MAX_EXPECTED) & 0xFF;
        return part.plus(ByteString.ofUnsigned(MORE | left, STATUS_BYTES));
    }
}
