package org.cardwright.crypto.rsa;

import java.math.BigInteger;
import java.util.Arrays;

/** Numbers in and out of one lane, as limbs of 51 bits. */
final class LaneLimbs {

    private static final int BITS = LaneProduct.LIMB_BITS;
    private static final BigInteger TWO_LIMBS =
            BigInteger.ONE.shiftLeft(2 * BITS).subtract(BigInteger.ONE);

    private LaneLimbs() {}

    /** How many a number of that length takes: an even count, with four bits to spare. */
    static int count(int bits) {
        int limbs = (bits + 4 + BITS - 1) / BITS;
        return limbs + (limbs & 1);
    }

    /** Puts a number that is not negative into a lane, from the limb at an index on, over as many limbs as the array has left. */
    static void put(BigInteger number, double[] target, int firstLimb, int lane) {
        byte[] bytes = number.toByteArray();
        long pending = 0;
        int have = 0;
        int next = bytes.length - 1;
        for (int at = firstLimb * LaneProduct.LANES + lane; at < target.length; at += LaneProduct.LANES) {
            while (have < BITS && next >= 0) {
                pending |= (bytes[next--] & 0xFFL) << have;
                have += 8;
            }
            target[at] = pending & LaneProduct.MASK;
            pending >>>= BITS;
            have = Math.max(0, have - BITS);
        }
        Arrays.fill(bytes, (byte) 0);
    }

    /** The number in a lane, from the second limb on. */
    static BigInteger get(double[] source, int limbs, int lane) {
        byte[] bytes = new byte[(limbs * BITS + 7) / 8];
        long pending = 0;
        int have = 0;
        int next = bytes.length;
        for (int limb = 1; limb <= limbs; limb++) {
            pending |= (long) source[limb * LaneProduct.LANES + lane] << have;
            for (have += BITS; have >= 8; have -= 8) {
                bytes[--next] = (byte) pending;
                pending >>>= 8;
            }
        }
        if (next > 0) {
            bytes[0] = (byte) pending;
        }
        BigInteger number = new BigInteger(1, bytes);
        Arrays.fill(bytes, (byte) 0);
        return number;
    }

    /** -1/n mod 2^102 of an odd n: Newton's iteration doubles the bits that are right. */
    static BigInteger negativeInverse(BigInteger odd) {
        long low = odd.longValue();
        long inverse = low;
        for (int right = 3; right < Long.SIZE; right *= 2) {
            inverse *= 2 - low * inverse;
        }
        BigInteger n = odd.and(TWO_LIMBS);
        BigInteger x = BigInteger.valueOf(inverse);
        return x.multiply(n.multiply(x).subtract(BigInteger.TWO)).and(TWO_LIMBS);
    }
}
