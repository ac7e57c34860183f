package org.cardwright.crypto.rsa;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * Uniform numbers from random bytes, by masking and rejecting; the same bytes give the same numbers on every JDK.
 *
 * <p>FIPS 186-5, A.4.2 (generation by rejection).
 */
final class RandomNumbers {

    /** Every draw is accepted with probability 1/2 or more, so a longer row of rejections means a broken source. */
    private static final int MAX_DRAWS = 256;

    private final RandomBytes source;

    RandomNumbers(RandomBytes source) {
        this.source = source;
    }

    /** Uniform in {@code [low, high]}. */
    BigInteger between(BigInteger low, BigInteger high) {
        BigInteger range = high.subtract(low);
        if (range.signum() == 0) {
            return low;
        }
        int bits = range.bitLength();
        byte[] drawn = new byte[(bits + 7) / 8];
        int spare = 8 * drawn.length - bits;
        for (int draw = 0; draw < MAX_DRAWS; draw++) {
            source.fill(drawn);
            drawn[0] &= (byte) (0xFF >>> spare);
            BigInteger number = new BigInteger(1, drawn);
            Arrays.fill(drawn, (byte) 0);
            if (number.compareTo(range) <= 0) {
                return low.add(number);
            }
        }
        throw stuck();
    }

    /** Uniform in {@code [0, bound)}; the bound is 1 to 65536. */
    int below(int bound) {
        int mask = Integer.highestOneBit(Math.max(bound - 1, 1)) * 2 - 1;
        byte[] drawn = new byte[2];
        for (int draw = 0; draw < MAX_DRAWS; draw++) {
            source.fill(drawn);
            int number = ((drawn[0] & 0xFF) << 8 | (drawn[1] & 0xFF)) & mask;
            if (number < bound) {
                return number;
            }
        }
        throw stuck();
    }

    private static IllegalStateException stuck() {
        return new IllegalStateException("the random source repeats itself: " + MAX_DRAWS + " draws out of range");
    }
}
