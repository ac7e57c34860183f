package org.cardwright.formats.emv;

import java.util.Collection;
import java.util.List;
import org.cardwright.formats.bytes.ByteString;

/**
 * How the checks of the terminal ended, tag 95. EMV 4.4 Book 3, annex C5, Table 46; the names stand in {@code tvr.txt}.
 *
 * <p>No card carries it, but each issuer action code is a mask over it.
 *
 * @param value 5 bytes
 */
public record TerminalVerificationResults(ByteString value) implements NamedBits {

    static final BitTable TABLE = BitTable.load("tvr.txt", "Terminal Verification Results", 5);

    /** Checks the length. */
    public TerminalVerificationResults {
        TABLE.requireLength(value);
    }

    /**
     * The results with these bits set.
     *
     * @throws IllegalArgumentException when a name is unknown; the message says which by its position
     */
    public static TerminalVerificationResults of(Collection<String> names) {
        return new TerminalVerificationResults(TABLE.encode(names));
    }

    /** Every name there is, left to right, reserved bits included. */
    public static List<String> allNames() {
        return TABLE.allNames();
    }

    /** The bytes as hexadecimal; they are the same for every card of a product. */
    @Override
    public String toString() {
        return value.toHex();
    }
}
