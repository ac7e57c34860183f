package org.cardwright.formats.emv;

import java.util.Collection;
import java.util.List;
import org.cardwright.formats.bytes.ByteString;

/**
 * Where and for what the issuer lets the card be used, tag 9F07. EMV 4.4 Book 3, annex C2, Table 42; the names stand in
 * {@code auc.txt}.
 *
 * @param value 2 bytes
 */
public record ApplicationUsageControl(ByteString value) implements NamedBits {

    static final BitTable TABLE = BitTable.load("auc.txt", "Application Usage Control", 2);

    /** Checks the length. */
    public ApplicationUsageControl {
        TABLE.requireLength(value);
    }

    /**
     * The usage control with these bits set.
     *
     * @throws IllegalArgumentException when a name is unknown; the message says which by its position
     */
    public static ApplicationUsageControl of(Collection<String> names) {
        return new ApplicationUsageControl(TABLE.encode(names));
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
