package org.cardwright.crypto.rsa;

import java.math.BigInteger;

/** Probabilistic primality test with random bases. FIPS 186-5, B.3.1. */
final class MillerRabin {

    private static final BigInteger ONE = BigInteger.ONE;
    private static final BigInteger TWO = BigInteger.TWO;

    private MillerRabin() {}

    /**
     * Rounds for one factor of a modulus.
     *
     * <p>From 1,024-bit primes on FIPS 186-5, table B.1; for 512 bits FIPS 186-4, table C.3 (error below 2^-100), kept up to
     * 1,023; the 40 rounds below hold for any number (4^-40).
     */
    static int rounds(int primeBits) {
        if (primeBits >= 1536) {
            return 4;
        }
        if (primeBits >= 1024) {
            return 5;
        }
        return primeBits >= 512 ? 7 : 40;
    }

    /** One round with base 2 sorts out nearly all composites; then come the rounds with random bases. */
    static boolean isProbablePrime(BigInteger candidate, RandomNumbers random) {
        if (candidate.compareTo(BigInteger.valueOf(5)) < 0 || !candidate.testBit(0)) {
            throw new IllegalArgumentException("only odd numbers from 5 on are tested");
        }
        if (!passes(candidate, TWO)) {
            return false;
        }
        BigInteger highest = candidate.subtract(TWO);
        int rounds = rounds(candidate.bitLength());
        for (int round = 0; round < rounds; round++) {
            if (!passes(candidate, random.between(TWO, highest))) {
                return false;
            }
        }
        return true;
    }

    /** One base. FIPS 186-5, B.3.1, steps 4.3 to 4.6. */
    private static boolean passes(BigInteger candidate, BigInteger base) {
        BigInteger minusOne = candidate.subtract(ONE);
        return isStrong(base.modPow(minusOne.shiftRight(minusOne.getLowestSetBit()), candidate), candidate);
    }

    /**
     * What one power says. FIPS 186-5, B.3.1, steps 4.4 to 4.6.
     *
     * @param power a base raised to the odd part of candidate - 1
     */
    static boolean isStrong(BigInteger power, BigInteger candidate) {
        BigInteger minusOne = candidate.subtract(ONE);
        if (power.equals(ONE) || power.equals(minusOne)) {
            return true;
        }
        int twos = minusOne.getLowestSetBit();
        BigInteger squared = power;
        for (int i = 1; i < twos; i++) {
            squared = squared.multiply(squared).mod(candidate);
            if (squared.equals(minusOne)) {
                return true;
            }
        }
        return false;
    }
}
