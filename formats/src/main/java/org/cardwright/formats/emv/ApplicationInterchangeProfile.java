package org.cardwright.formats.emv;

import java.util.Collection;
import java.util.List;
import org.cardwright.formats.bytes.ByteString;

/**
 * What the application can do, tag 82. EMV 4.4 Book 3, annex C1, Table 41; the names stand in {@code aip.txt}.
 *
 * @param value 2 bytes
 */
public record ApplicationInterchangeProfile(ByteString value) implements NamedBits {

    /** Static data authentication. */
    public static final String SDA_SUPPORTED = "sda-supported";

    /** Dynamic data authentication. */
    public static final String DDA_SUPPORTED = "dda-supported";

    /** Combined DDA and application cryptogram generation. */
    public static final String CDA_SUPPORTED = "cda-supported";

    /** The card has a CVM list. */
    public static final String CARDHOLDER_VERIFICATION_SUPPORTED = "cardholder-verification-supported";

    /** The terminal must perform its risk management. */
    public static final String TERMINAL_RISK_MANAGEMENT = "terminal-risk-management";

    /** The card takes EXTERNAL AUTHENTICATE. */
    public static final String ISSUER_AUTHENTICATION_SUPPORTED = "issuer-authentication-supported";

    static final BitTable TABLE = BitTable.load("aip.txt", "Application Interchange Profile", 2);

    /** Checks the length. */
    public ApplicationInterchangeProfile {
        TABLE.requireLength(value);
    }

    /**
     * The profile with these bits set.
     *
     * @throws IllegalArgumentException when a name is unknown; the message says which by its position
     */
    public static ApplicationInterchangeProfile of(Collection<String> names) {
        return new ApplicationInterchangeProfile(TABLE.encode(names));
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
