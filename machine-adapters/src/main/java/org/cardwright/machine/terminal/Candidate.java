package org.cardwright.machine.terminal;

import org.cardwright.formats.bytes.ByteString;

/**
 * An application that card and terminal have in common. EMV 4.4 Book 1, 12.3.
 *
 * @param aid its identifier on the card
 * @param label application label
 * @param priority tag 87
 * @param application what the terminal knows of it
 */
record Candidate(ByteString aid, String label, int priority, TerminalProfile.Application application) {

    private static final int LAST = 0x10;

    /** 1 is first; none is behind all. Book 1, 12.2.3, Table 13. */
    int rank() {
        return (priority & 0x0F) == 0 ? LAST : priority & 0x0F;
    }

    /** The identifier; a label is not repeated, because anybody can write anything into it. */
    String name() {
        return aid.toHex();
    }
}
