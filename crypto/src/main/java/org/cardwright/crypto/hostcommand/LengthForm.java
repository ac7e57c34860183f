package org.cardwright.crypto.hostcommand;

/**
 * How a length or a count is written.
 *
 * @param width decimal digits or bytes
 * @param isBinary big-endian bytes instead of digits
 */
record LengthForm(int width, boolean isBinary) {

    private static final int MOST_DIGITS = 5;
    private static final int MOST_BYTES = 2;

    /** Checks the width. */
    LengthForm {
        if (width < 1 || width > (isBinary ? MOST_BYTES : MOST_DIGITS)) {
            throw new IllegalArgumentException("a length has 1 to 5 digits or 1 to 2 bytes");
        }
    }

    /** From {@code 4d} (four digits) or {@code 2b} (two bytes). */
    static LengthForm of(String text) {
        if (!text.matches("[1-9][bd]")) {
            throw new IllegalArgumentException("a length is written as 4d (digits) or 2b (bytes)");
        }
        return new LengthForm(text.charAt(0) - '0', text.charAt(1) == 'b');
    }

    /** The greatest number that can be written so. */
    int most() {
        return isBinary ? (1 << (8 * width)) - 1 : (int) Math.pow(10, width) - 1;
    }

    void write(int value, FieldWriter out) {
        if (isBinary) {
            out.binary(value, width);
        } else {
            out.decimal(value, width);
        }
    }

    int read(FieldReader in) {
        return isBinary ? in.binary(width) : in.decimal(width);
    }
}
