package org.cardwright.crypto.rsa;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.BitSet;

/** The odd primes below 2^16 and fast remainders by them. */
final class SmallPrimes {

    private static final int LIMIT = 1 << 16;
    private static final int[] PRIMES = sieve();
    private static final double[] RECIPROCALS = reciprocals();

    private SmallPrimes() {}

    static int count() {
        return PRIMES.length;
    }

    static int prime(int index) {
        return PRIMES[index];
    }

    /** A number as 32-bit digits, most significant first, for {@link #remainder}. */
    static long[] digits(BigInteger number) {
        int count = (number.bitLength() + 31) / 32;
        long[] digits = new long[count];
        BigInteger rest = number;
        for (int i = count - 1; i >= 0; i--) {
            digits[i] = rest.intValue() & 0xFFFF_FFFFL;
            rest = rest.shiftRight(32);
        }
        return digits;
    }

    /**
     * The remainder by the prime at the index, digit by digit.
     *
     * <p>A double stands in for the slow division: the dividend is below 2^48 and therefore exact, so the quotient is off by at
     * most one, which the two corrections make good.
     */
    static int remainder(long[] digits, int index) {
        int prime = PRIMES[index];
        double reciprocal = RECIPROCALS[index];
        long remainder = 0;
        for (long digit : digits) {
            long dividend = remainder << 32 | digit;
            long quotient = (long) (dividend * reciprocal);
            remainder = dividend - quotient * prime;
            if (remainder < 0) {
                remainder += prime;
            } else if (remainder >= prime) {
                remainder -= prime;
            }
        }
        return (int) remainder;
    }

    private static int[] sieve() {
        BitSet composite = new BitSet(LIMIT);
        for (int i = 3; i * i < LIMIT; i += 2) {
            if (!composite.get(i)) {
                for (int multiple = i * i; multiple < LIMIT; multiple += 2 * i) {
                    composite.set(multiple);
                }
            }
        }
        int[] primes = new int[LIMIT / 2];
        int count = 0;
        for (int i = 3; i < LIMIT; i += 2) {
            if (!composite.get(i)) {
                primes[count++] = i;
            }
        }
        return Arrays.copyOf(primes, count);
    }

    private static double[] reciprocals() {
        double[] reciprocals = new double[PRIMES.length];
        for (int i = 0; i < reciprocals.length; i++) {
            reciprocals[i] = 1.0 / PRIMES[i];
        }
        return reciprocals;
    }
}
