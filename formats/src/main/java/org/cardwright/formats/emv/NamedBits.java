package org.cardwright.formats.emv;

import java.util.List;
import org.cardwright.formats.bytes.ByteString;

/** A field of fixed length whose bits have names. EMV 4.4 Book 3, annex C. */
public sealed interface NamedBits
        permits ApplicationInterchangeProfile, ApplicationUsageControl, IssuerActionCode, TerminalVerificationResults {

    /** The bytes of the field. */
    ByteString value();

    /** The names of the bits that are set, left to right; a reserved bit is {@code rfu-5.1} (byte 5, bit 1). */
    default List<String> names() {
        return table().names(value());
    }

    /** What the bits that are set mean, in the words of the standard, left to right. */
    default List<String> meanings() {
        return table().meanings(value());
    }

    /**
     * True when the bit of that name is set.
     *
     * @throws IllegalArgumentException when the field has no such bit
     */
    default boolean has(String name) {
        return table().isSet(value(), name);
    }

    private BitTable table() {
        if (this instanceof ApplicationInterchangeProfile) {
            return ApplicationInterchangeProfile.TABLE;
        }
        return this instanceof ApplicationUsageControl
                ? ApplicationUsageControl.TABLE
                : TerminalVerificationResults.TABLE;
    }
}
