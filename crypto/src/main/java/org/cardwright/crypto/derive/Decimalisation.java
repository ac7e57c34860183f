package org.cardwright.crypto.derive;

/**
 * Turns hexadecimal digits into decimal ones: first the digits 0 to 9 as they come, then the letters A to F as 0 to 5.
 *
 * <p>EMV 4.4 Book 2, A1.4.2 step 2; the same rule makes card verification values and PVVs (Visa, Mastercard).
 */
public final class Decimalisation {

    private Decimalisation() {}

    /**
     * The first {@code count} decimal digits, each 0 to 9 in its own element.
     *
     * @param data at least {@code count} hexadecimal digits, two to a byte
     */
    public static byte[] digits(byte[] data, int count) {
        byte[] digits = new byte[count];
        int found = collect(data, digits, 0, false);
        found = collect(data, digits, found, true);
        if (found < count) {
            throw new IllegalArgumentException("fewer than " + count + " hexadecimal digits");
        }
        return digits;
    }

    /** As {@link #digits}, as text; only for values that may be seen. */
    public static String text(byte[] data, int count) {
        StringBuilder text = new StringBuilder(count);
        for (byte digit : digits(data, count)) {
            text.append((char) ('0' + digit));
        }
        return text.toString();
    }

    private static int collect(byte[] data, byte[] digits, int from, boolean letters) {
        int at = from;
        for (int i = 0; i < 2 * data.length && at < digits.length; i++) {
            int nibble = i % 2 == 0 ? (data[i / 2] >> 4) & 0xF : data[i / 2] & 0xF;
            if (nibble > 9 == letters) {
                digits[at++] = (byte) (letters ? nibble - 10 : nibble);
            }
        }
        return at;
    }
}
