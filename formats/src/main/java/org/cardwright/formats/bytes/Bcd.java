package org.cardwright.formats.bytes;

/**
 * Digits packed two per byte, padded left with zeros: format n.
 *
 * <p>EMV 4.4 Book 3, 4.3: "n 12" holds 12 digits in 6 bytes, {@code 5F28} holds 840 as {@code 08 40}. No message quotes
 * the digits.
 */
public final class Bcd {

    private Bcd() {}

    /**
     * The digits in as few bytes as they need; an odd number of digits gets one zero on the left.
     *
     * @throws IllegalArgumentException when a character is not 0 to 9
     */
    public static ByteString encode(String digits) {
        return encode(digits, (digits.length() + 1) / 2);
    }

    /**
     * The digits in exactly {@code bytes} bytes, padded left with zeros.
     *
     * @throws IllegalArgumentException when a character is not 0 to 9 or the digits do not fit
     */
    public static ByteString encode(String digits, int bytes) {
        if (digits.length() > 2 * bytes) {
            throw new IllegalArgumentException(digits.length() + " digits do not fit into bytes " + bytes);
        }
        Nibbles.requireDigits(digits);
        return ByteString.fromHex("0".repeat(2 * bytes - digits.length()) + digits);
    }

    /**
     * All digits, two per byte, padding included.
     *
     * @throws IllegalArgumentException when a nibble is above 9
     */
    public static String decode(ByteString packed) {
        String digits = packed.toHex();
        Nibbles.requireDigits(digits);
        return digits;
    }

    /**
     * The last {@code count} digits; what stands left of them must be zeros.
     *
     * @throws IllegalArgumentException when a nibble is above 9, the padding is not zero or there are fewer digits
     */
    public static String decode(ByteString packed, int count) {
        String digits = decode(packed);
        int padding = digits.length() - count;
        if (padding < 0 || !digits.substring(0, padding).chars().allMatch(c -> c == '0')) {
            throw new IllegalArgumentException("not " + count + " digits padded left with zeros");
        }
        return digits.substring(padding);
    }
}
