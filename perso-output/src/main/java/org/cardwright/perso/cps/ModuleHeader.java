package org.cardwright.perso.cps;

import org.cardwright.formats.bytes.ByteString;

/**
 * Section 1 of a record: the module identifier code and the length of what follows, agreed between the parties.
 *
 * <p>EMV CPS, section 1 of the record (MIC, LCCA).
 *
 * @param mic module identifier code, 1 to 7 printable ASCII characters; empty when the header is not there
 * @param lccaWidth decimal digits of the length field, normally 7; 0 when the header is not there
 * @param present false when the record begins with section 2
 */
public record ModuleHeader(String mic, int lccaWidth, boolean present) {

    /** No section 1. */
    public static final ModuleHeader ABSENT = new ModuleHeader("", 0, false);

    /** {@code #CHP#} and seven digits, the usual field convention. */
    public static final ModuleHeader CHIP = new ModuleHeader("#CHP#", 7, true);

    private static final int MAX_MIC = 7;
    private static final int MAX_WIDTH = 9;

    /** Checks the shape. */
    public ModuleHeader {
        if (present && (mic.isEmpty() || mic.length() > MAX_MIC || !isPrintable(mic))) {
            throw new IllegalArgumentException("a module identifier code has 1 to 7 printable ASCII characters");
        }
        if (present && (lccaWidth < 1 || lccaWidth > MAX_WIDTH)) {
            throw new IllegalArgumentException("the length field has 1 to 9 digits");
        }
        if (!present && (!mic.isEmpty() || lccaWidth != 0)) {
            throw new IllegalArgumentException("an absent header has no code and no length");
        }
    }

    /** Number of bytes in front of section 2. */
    public int bytes() {
        return mic.length() + lccaWidth;
    }

    ByteString micBytes() {
        return ByteString.ascii(mic);
    }

    private static boolean isPrintable(String text) {
        return text.chars().allMatch(c -> c >= 0x20 && c <= 0x7E);
    }
}
