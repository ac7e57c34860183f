package org.cardwright.crypto.rsa;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntToDoubleFunction;

/** The odd primes below 2^16 and fast remainders by them. */
final class SmallPrimes {

    private static final int LIMIT = 1 << 16;
    private static final int[] PRIMES = sieve();

    /** Primes whose remainders are worked on together: their doubles fit the nearest cache. */
    private static final int BLOCK = 512;

    private static final double DIGIT = 0x1p32;
    private static final double ROUNDING = 0x1.8p52;
    private static final double[][] DIVISORS = blocks(prime -> prime);
    private static final double[][] RECIPROCALS = blocks(prime -> 1.0 / prime);

    private SmallPrimes() {}

    static int count() {
        return PRIMES.length;
    }

    static int prime(int index) {
        return PRIMES[index];
    }

    /**
     * The remainders of a number by all primes, in their order.
     *
     * <p>Digit by digit for a block of primes at a time, in doubles, which compilers turn into vector instructions: the dividend is
     * below 2^48 and therefore exact, adding and taking off {@link #ROUNDING} rounds the quotient to a whole number, and the
     * remainder stays within half a prime around zero.
     */
    static int[] remainders(BigInteger number) {
        int[] digits = digits(number);
        int[] remainders = new int[PRIMES.length];
        double[] rest = new double[BLOCK];
        for (int from = 0; from < PRIMES.length; from += BLOCK) {
            int count = Math.min(BLOCK, PRIMES.length - from);
            double[] divisors = DIVISORS[from / BLOCK];
            double[] reciprocals = RECIPROCALS[from / BLOCK];
            Arrays.fill(rest, 0);
            for (int digit : digits) {
                append(rest, Integer.toUnsignedLong(digit), divisors, reciprocals);
            }
            for (int i = 0; i < count; i++) {
                int remainder = (int) rest[i];
                remainders[from + i] = remainder < 0 ? remainder + PRIMES[from + i] : remainder;
            }
        }
        Arrays.fill(digits, 0);
        return remainders;
    }

    private static void append(double[] rest, long digit, double[] divisors, double[] reciprocals) {
        double summand = (double) digit;
        for (int i = 0; i < rest.length; i++) {
            double dividend = rest[i] * DIGIT + summand;
            double quotient = (dividend * reciprocals[i] + ROUNDING) - ROUNDING;
            rest[i] = dividend - quotient * divisors[i];
        }
    }

    /** 32-bit digits, most significant first. */
    private static int[] digits(BigInteger number) {
        byte[] bytes = UnsignedBytes.leftFilled(number, (number.bitLength() + 31) / 32 * Integer.BYTES);
        int[] digits = new int[bytes.length / Integer.BYTES];
        ByteBuffer.wrap(bytes).asIntBuffer().get(digits);
        Arrays.fill(bytes, (byte) 0);
        return digits;
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

    /** A number per prime in blocks of one length; what is behind the last prime stands for the divisor 1. */
    private static double[][] blocks(IntToDoubleFunction ofPrime) {
        double[][] blocks = new double[(PRIMES.length + BLOCK - 1) / BLOCK][BLOCK];
        for (int i = 0; i < blocks.length * BLOCK; i++) {
            blocks[i / BLOCK][i % BLOCK] = i < PRIMES.length ? ofPrime.applyAsDouble(PRIMES[i]) : 1;
        }
        return blocks;
    }
}
