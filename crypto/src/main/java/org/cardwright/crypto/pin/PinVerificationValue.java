package org.cardwright.crypto.pin;

import java.util.Arrays;
import org.cardwright.crypto.derive.Decimalisation;
import org.cardwright.crypto.key.KeyCipher;

/**
 * The PIN verification value of Visa: four digits from PAN, key index and PIN under a 3DES key. Decimal digits as in EMV
 * 4.4 Book 2, A1.4.2, step 2.
 */
public final class PinVerificationValue {

    private static final int DIGITS = 4;
    private static final int PAN_DIGITS = 11;

    private PinVerificationValue() {}

    /**
     * Four digits.
     *
     * @param key 3DES PIN verification key
     * @param pan at least 12 digits
     * @param keyIndex PVKI, one digit
     */
    public static String compute(KeyCipher key, String pan, int keyIndex, ClearPin pin) {
        if (keyIndex < 0 || keyIndex > 9) {
            throw new IllegalArgumentException("a PIN verification key index is one digit");
        }
        // 11 rightmost PAN digits without the check digit | PVKI | 4 leftmost PIN digits
        byte[] nibbles = new byte[PAN_DIGITS + 1 + DIGITS];
        int from = pan.length() - 1 - PAN_DIGITS;
        for (int i = 0; i < PAN_DIGITS; i++) {
            nibbles[i] = (byte) (pan.charAt(from + i) - '0');
        }
        nibbles[PAN_DIGITS] = (byte) keyIndex;
        for (int i = 0; i < DIGITS; i++) {
            nibbles[PAN_DIGITS + 1 + i] = (byte) pin.digit(i);
        }
        byte[] block = pack(nibbles);
        try {
            return Decimalisation.text(key.encryptEcb(block), DIGITS);
        } finally {
            Arrays.fill(nibbles, (byte) 0);
            Arrays.fill(block, (byte) 0);
        }
    }

    private static byte[] pack(byte[] nibbles) {
        byte[] block = new byte[nibbles.length / 2];
        for (int i = 0; i < block.length; i++) {
            block[i] = (byte) (nibbles[2 * i] << 4 | nibbles[2 * i + 1]);
        }
        return block;
    }
}
