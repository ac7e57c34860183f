package org.cardwright.crypto.rsa;

import java.math.BigInteger;
import java.util.Arrays;

/** Big-endian numbers of a fixed length. RFC 8017, 4.1 (I2OSP). */
final class UnsignedBytes {

    private UnsignedBytes() {}

    /** The number with zero bytes on the left up to the length. */
    static byte[] leftFilled(BigInteger number, int length) {
        byte[] signed = number.toByteArray();
        try {
            return leftFilled(signed, length);
        } finally {
            Arrays.fill(signed, (byte) 0);
        }
    }

    /**
     * A copy without or with more zero bytes on the left.
     *
     * @throws IllegalArgumentException when the number is longer than that
     */
    static byte[] leftFilled(byte[] number, int length) {
        int from = 0;
        while (from < number.length && number[from] == 0) {
            from++;
        }
        int significant = number.length - from;
        if (significant > length) {
            throw new IllegalArgumentException(
                    "a number does not fit, was " + significant + " bytes, required " + length);
        }
        byte[] filled = new byte[length];
        System.arraycopy(number, from, filled, length - significant, significant);
        return filled;
    }
}
