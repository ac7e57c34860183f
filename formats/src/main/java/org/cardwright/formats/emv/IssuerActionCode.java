package org.cardwright.formats.emv;

import java.util.Collection;
import java.util.List;
import org.cardwright.formats.bytes.ByteString;

/**
 * The results that make a terminal decline (9F0E), go online (9F0F) or, unable to go online, decline (9F0D).
 *
 * <p>EMV 4.4 Book 3, 10.7 and annex C5: a mask over the {@link TerminalVerificationResults}, with the same names.
 *
 * @param value 5 bytes
 */
public record IssuerActionCode(ByteString value) implements NamedBits {

    private static final BitTable TABLE = TerminalVerificationResults.TABLE;

    /** Checks the length. */
    public IssuerActionCode {
        TABLE.requireLength(value);
    }

    /**
     * The action code with the bits of these results set.
     *
     * @throws IllegalArgumentException when a name is unknown; the message says which by its position
     */
    public static IssuerActionCode of(Collection<String> names) {
        return new IssuerActionCode(TABLE.encode(names));
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
