package org.cardwright.crypto.rsa;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * 4,096 odd numbers in a row without those that a prime below 2^16 divides and those that the public exponent forbids.
 *
 * <p>Sorting p = 1 mod e out here, before the costly tests, is what makes e = 3 no slower than e = 65537.
 */
final class CandidateWindow {

    /** Odd numbers in one window. */
    static final int SIZE = 4096;

    private final BigInteger start;
    private final int[] survivors;

    /**
     * A sieved window.
     *
     * @param start odd, above 2^16
     * @param exponent a prime: 3 or 65537
     */
    CandidateWindow(BigInteger start, int exponent) {
        this.start = start;
        long[] out = new long[SIZE / Long.SIZE];
        int[] remainders = SmallPrimes.remainders(start);
        for (int i = 0; i < remainders.length; i++) {
            strike(out, remainders[i], SmallPrimes.prime(i));
        }
        int remainder = start.mod(BigInteger.valueOf(exponent)).intValue();
        strike(out, Math.floorMod(remainder - 1, exponent), exponent);
        int[] left = new int[SIZE];
        int count = 0;
        for (int i = 0; i < SIZE; i++) {
            left[count] = i;
            count += (out[i >> 6] >>> i & 1) == 0 ? 1 : 0;
        }
        this.survivors = Arrays.copyOf(left, count);
        Arrays.fill(remainders, 0);
        Arrays.fill(left, 0);
        Arrays.fill(out, 0);
    }

    /** Strikes out start + 2i wherever remainder + 2i = 0 mod divisor, which is odd: half of what is missing, made even. */
    private static void strike(long[] out, int remainder, int divisor) {
        int missing = remainder == 0 ? 0 : divisor - remainder;
        int first = ((missing & 1) == 0 ? missing : missing + divisor) / 2;
        for (int i = first; i < SIZE; i += divisor) {
            out[i >> 6] |= 1L << i;
        }
    }

    /** How many numbers are left. */
    int survivors() {
        return survivors.length;
    }

    /** The numbers that are left, in rising order of their index. */
    BigInteger survivor(int index) {
        return start.add(BigInteger.valueOf(2L * survivors[index]));
    }

    /** Puts the survivor at the one index in the place of that at the other. */
    void replace(int index, int by) {
        survivors[index] = survivors[by];
    }

    /** Forgets which numbers were left. */
    void wipe() {
        Arrays.fill(survivors, 0);
    }
}
