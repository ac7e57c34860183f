package org.cardwright.crypto.rsa;

import java.math.BigInteger;
import java.util.Arrays;

/** Big-endian numbers of a fixed length. RFC 8017, 4.1 (I2OSP). */
final class UnsignedBytes {

    private UnsignedBytes() {}

    /**
     * The number with zero bytes on the left up to the length.
     *
     * @throws IllegalArgumentException when the number is longer than that
     */
    static byte[] leftFilled(BigInteger number, int length) {
        byte[] signed = number.toByteArray();
        int from = signed[0] == 0 ? 1 : 0;
        int significant = signed.length - from;
        if (significant > length) {
            throw new IllegalArgumentException(
                    "a number does not fit, was " + significant + " bytes, required " + length);
        }
        byte[] filled = new byte[length];
        System.arraycopy(signed, from, filled, length - significant, significant);
        Arrays.fill(signed, (byte) 0);
        return filled;
    }
}
