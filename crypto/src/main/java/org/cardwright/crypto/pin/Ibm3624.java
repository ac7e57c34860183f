package org.cardwright.crypto.pin;

import java.util.Arrays;
import java.util.HexFormat;
import org.cardwright.crypto.key.KeyCipher;

/**
 * The natural PIN of IBM 3624 and the offset to a PIN the cardholder has.
 *
 * @param decimalisation sixteen decimal digits, one for each hexadecimal digit
 */
public record Ibm3624(String decimalisation) {

    /** The table 0123456789012345. */
    public static final Ibm3624 DEFAULT = new Ibm3624("0123456789012345");

    private static final int VALIDATION_DIGITS = 16;

    /** Checks the table. */
    public Ibm3624 {
        if (!decimalisation.matches("[0-9]{16}")) {
            throw new IllegalArgumentException("a decimalisation table has sixteen decimal digits");
        }
    }

    /** The usual validation data: the leftmost sixteen PAN digits, filled on the right with F. */
    public static String validationData(String pan) {
        return pan.length() >= VALIDATION_DIGITS
                ? pan.substring(0, VALIDATION_DIGITS)
                : pan + "F".repeat(VALIDATION_DIGITS - pan.length());
    }

    /**
     * PAN digits from a place on, filled on the right to sixteen.
     *
     * @param first place of the first digit, counted from 1
     * @param digits 1 to 16; a PAN that ends before gives what it has
     * @param fill hexadecimal digit
     */
    public static String validationData(String pan, int first, int digits, char fill) {
        int from = first - 1;
        if (from < 0 || from >= pan.length() || digits < 1 || digits > VALIDATION_DIGITS) {
            throw new IllegalArgumentException("validation data are 1 to 16 digits that the PAN has");
        }
        String taken = pan.substring(from, Math.min(pan.length(), from + digits));
        return taken + String.valueOf(fill).repeat(VALIDATION_DIGITS - taken.length());
    }

    /**
     * The PIN that belongs to the validation data under the key; the caller closes it.
     *
     * @param key 3DES PIN verification key
     * @param validationData sixteen hexadecimal digits
     * @param digits 4 to 12
     */
    public ClearPin naturalPin(KeyCipher key, String validationData, int digits) {
        byte[] encrypted = key.encryptEcb(HexFormat.of().parseHex(validationData));
        byte[] pin = new byte[digits];
        for (int i = 0; i < digits; i++) {
            int nibble = i % 2 == 0 ? (encrypted[i / 2] >> 4) & 0xF : encrypted[i / 2] & 0xF;
            pin[i] = (byte) (decimalisation.charAt(nibble) - '0');
        }
        Arrays.fill(encrypted, (byte) 0);
        return ClearPin.adopt(pin);
    }

    /** What to add, digit by digit modulo ten, to the natural PIN to get the given one; as many digits as the PIN. */
    public String offset(KeyCipher key, String validationData, ClearPin pin) {
        try (ClearPin natural = naturalPin(key, validationData, pin.length())) {
            StringBuilder offset = new StringBuilder(pin.length());
            for (int i = 0; i < pin.length(); i++) {
                offset.append((char) ('0' + (pin.digit(i) - natural.digit(i) + 10) % 10));
            }
            return offset.toString();
        }
    }

    /** The PIN to which an offset belongs; the caller closes it. */
    public ClearPin pin(KeyCipher key, String validationData, String offset) {
        try (ClearPin natural = naturalPin(key, validationData, offset.length())) {
            byte[] pin = new byte[offset.length()];
            for (int i = 0; i < pin.length; i++) {
                pin[i] = (byte) ((natural.digit(i) + offset.charAt(i) - '0') % 10);
            }
            return ClearPin.adopt(pin);
        }
    }
}
