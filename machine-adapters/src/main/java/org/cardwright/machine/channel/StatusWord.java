package org.cardwright.machine.channel;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * SW1 and SW2. ISO/IEC 7816-4, 5.6; EMV 4.4 Book 3, 6.3.5.
 *
 * @param value 0000 to FFFF
 */
public record StatusWord(int value) {

    /** Normal processing. */
    public static final StatusWord OK = new StatusWord(0x9000);

    static final int BYTES = 2;

    private static final Map<Integer, String> MEANINGS = Map.ofEntries(
            Map.entry(0x6283, "selected file invalidated"),
            Map.entry(0x6300, "authentication failed"),
            Map.entry(0x6700, "wrong length"),
            Map.entry(0x6882, "secure messaging not supported"),
            Map.entry(0x6982, "security status not satisfied"),
            Map.entry(0x6983, "authentication method blocked"),
            Map.entry(0x6984, "referenced data invalidated"),
            Map.entry(0x6985, "conditions of use not satisfied"),
            Map.entry(0x6A80, "wrong data"),
            Map.entry(0x6A81, "function not supported"),
            Map.entry(0x6A82, "file or application not found"),
            Map.entry(0x6A83, "record not found"),
            Map.entry(0x6A86, "incorrect P1 P2, or data incomplete"),
            Map.entry(0x6A88, "referenced data not found"),
            Map.entry(0x9485, "wrong check value of a key"),
            Map.entry(0x6D00, "instruction not supported"),
            Map.entry(0x6E00, "class not supported"),
            Map.entry(0x9000, "done"));

    /** Checks the range. */
    public StatusWord {
        if (value < 0 || value > 0xFFFF) {
            throw new IllegalArgumentException("a status word is 0000 to FFFF");
        }
    }

    /** True for 9000. */
    public boolean isOk() {
        return value == OK.value;
    }

    /** High byte. */
    public int sw1() {
        return value >>> 8;
    }

    /** Low byte. */
    public int sw2() {
        return value & 0xFF;
    }

    /** What it says, in the words of the standard. */
    public String meaning() {
        if (value >>> 4 == 0x63C) {
            return "wrong, tries left: " + (value & 0xF);
        }
        return switch (sw1()) {
            case 0x61 -> "more data: " + sw2();
            case 0x6C -> "wrong Le, right: " + sw2();
            default -> Objects.requireNonNullElse(MEANINGS.get(value), "not described");
        };
    }

    /** Four upper-case hexadecimal digits. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%04X", value);
    }
}
