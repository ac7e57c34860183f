package org.cardwright.crypto.rsa;

import java.math.BigInteger;
import java.util.BitSet;

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
        BitSet out = new BitSet(SIZE);
        long[] digits = SmallPrimes.digits(start);
        for (int i = 0; i < SmallPrimes.count(); i++) {
            int prime = SmallPrimes.prime(i);
            strike(out, SmallPrimes.remainder(digits, i), prime);
        }
        int remainder = start.mod(BigInteger.valueOf(exponent)).intValue();
        strike(out, Math.floorMod(remainder - 1, exponent), exponent);
        this.survivors = new int[SIZE - out.cardinality()];
        int count = 0;
        for (int i = out.nextClearBit(0); i < SIZE; i = out.nextClearBit(i + 1)) {
            survivors[count++] = i;
        }
    }

    /** Strikes out start + 2i wherever remainder + 2i = 0 mod divisor; 1/2 mod divisor is (divisor + 1) / 2. */
    private static void strike(BitSet out, int remainder, int divisor) {
        long half = (divisor + 1L) / 2;
        int first = (int) ((divisor - remainder) * half % divisor);
        for (int i = first; i < SIZE; i += divisor) {
            out.set(i);
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
}
