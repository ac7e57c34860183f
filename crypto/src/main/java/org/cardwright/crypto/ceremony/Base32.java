package org.cardwright.crypto.ceremony;

import java.util.Arrays;

/**
 * Bytes as 32 letters and digits that nobody takes for one another: no I, L, O or U. What is read may have them: O is 0, I and L are 1.
 *
 * <p>Five bits each, the first bits first, zeros behind the last.
 */
final class Base32 {

    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int BITS = 5;

    private Base32() {}

    /** How many characters so many bytes have. */
    static int characters(int bytes) {
        return (8 * bytes + BITS - 1) / BITS;
    }

    /** The characters, ASCII; to be wiped by the caller. */
    static byte[] encode(byte[] bytes) {
        byte[] text = new byte[characters(bytes.length)];
        for (int i = 0; i < text.length; i++) {
            int digit = 0;
            for (int bit = i * BITS; bit < (i + 1) * BITS; bit++) {
                digit = digit << 1 | (bit < 8 * bytes.length ? bytes[bit / 8] >> (7 - bit % 8) & 1 : 0);
            }
            text[i] = (byte) ALPHABET.charAt(digit);
        }
        return text;
    }

    /** The five bits of a character; negative when it has none. */
    static int digit(byte character) {
        int upper = character >= 'a' && character <= 'z' ? character - 'a' + 'A' : character;
        return switch (upper) {
            case 'O' -> 0;
            case 'I', 'L' -> 1;
            default -> ALPHABET.indexOf(upper);
        };
    }

    /**
     * The bytes of so many digits; to be wiped by the caller.
     *
     * @return empty when the digits are not what {@link #encode} writes
     */
    static byte[] decode(byte[] digits, int length) {
        byte[] bytes = new byte[length * BITS / 8];
        int rest = 0;
        for (int bit = 0; bit < length * BITS; bit++) {
            int one = digits[bit / BITS] >> (BITS - 1 - bit % BITS) & 1;
            if (bit < 8 * bytes.length) {
                bytes[bit / 8] |= (byte) (one << (7 - bit % 8));
            } else {
                rest |= one;
            }
        }
        if (rest != 0 || characters(bytes.length) != length) {
            Arrays.fill(bytes, (byte) 0);
            return new byte[0];
        }
        return bytes;
    }
}
