package org.cardwright.formats.bytes;

/**
 * Digits packed two per byte, padded right with F: format cn.
 *
 * <p>EMV 4.4 Book 3, 4.3: a PAN of 15 digits is 8 bytes with a last nibble F; in a certificate the same PAN is 10 bytes
 * ending in {@code FFFFF}. No message quotes the digits.
 */
public final class CompressedNumeric {

    private CompressedNumeric() {}

    /**
     * The digits in as few bytes as they need; an odd number of digits gets one F on the right.
     *
     * @throws IllegalArgumentException when a character is not 0 to 9
     */
    public static ByteString encode(String digits) {
        return encode(digits, (digits.length() + 1) / 2);
    }

    /**
     * The digits in exactly {@code bytes} bytes, padded right with F.
     *
     * @throws IllegalArgumentException when a character is not 0 to 9 or the digits do not fit
     */
    public static ByteString encode(String digits, int bytes) {
        if (digits.length() > 2 * bytes) {
            throw new IllegalArgumentException(digits.length() + " digits do not fit into bytes " + bytes);
        }
        Nibbles.requireDigits(digits);
        return ByteString.fromHex(digits + "F".repeat(2 * bytes - digits.length()));
    }

    /**
     * The digits left of the padding.
     *
     * @throws IllegalArgumentException when a nibble is A to E or a digit follows an F
     */
    public static String decode(ByteString packed) {
        String nibbles = packed.toHex();
        int end = nibbles.indexOf('F');
        String digits = end < 0 ? nibbles : nibbles.substring(0, end);
        Nibbles.requireDigits(digits);
        if (!nibbles.substring(digits.length()).chars().allMatch(c -> c == 'F')) {
            throw new IllegalArgumentException("not digits padded right with F, bytes " + packed.size());
        }
        return digits;
    }
}
