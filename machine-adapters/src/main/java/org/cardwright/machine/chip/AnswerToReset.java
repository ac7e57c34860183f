package org.cardwright.machine.chip;

import org.cardwright.formats.bytes.ByteString;

/**
 * What a chip answers to its reset, as its recipe knows it. ISO/IEC 7816-3, 8.2; 2 to 33 bytes.
 *
 * @param pattern hexadecimal digits, a point for a digit that differs from card to card; empty when the recipe does not say
 */
public record AnswerToReset(String pattern) {

    /** Of any chip. */
    public static final AnswerToReset ANY = new AnswerToReset("");

    /** True when a card with that answer may be of the lot. */
    public boolean fits(ByteString answer) {
        String digits = answer.toHex();
        if (pattern.isEmpty()) {
            return true;
        }
        boolean same = digits.length() == pattern.length();
        for (int i = 0; same && i < digits.length(); i++) {
            same = pattern.charAt(i) == '.' || pattern.charAt(i) == digits.charAt(i);
        }
        return same;
    }
}
