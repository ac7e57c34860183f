package org.cardwright.formats.issuer;

import org.jspecify.annotations.Nullable;

/**
 * How the value at a place is written.
 *
 * @param type what it is
 * @param encoding how digits stand in a fixed record
 * @param pattern of a date, else null
 * @param digits exact number of digits, 0 for any
 * @param dropLeadingZeros true when leading zeros are fill
 * @param maxLength most characters or bytes
 * @param trim where blanks are fill
 * @param without characters taken out wherever they stand
 * @param absent the text, or for raw bytes the hexadecimal fill byte, that means "no value"; empty for none
 */
record ValueShape(
        Type type,
        Encoding encoding,
        @Nullable DatePattern pattern,
        int digits,
        boolean dropLeadingZeros,
        int maxLength,
        Trim trim,
        String without,
        String absent) {

    enum Type {
        TEXT,
        DIGITS,
        DATE,
        HEX,
        BASE64,
        BYTES
    }

    enum Encoding {
        CHARACTERS,
        PACKED,
        ZONED
    }

    enum Trim {
        NONE,
        LEFT,
        RIGHT,
        BOTH
    }
}
