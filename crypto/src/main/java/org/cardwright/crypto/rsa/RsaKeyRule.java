package org.cardwright.crypto.rsa;

import java.math.BigInteger;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a pair of factors must fulfil. FIPS 186-5, A.1.1, kept at EMV lengths, which that standard itself no longer covers.
 *
 * <p>A pair that breaks a rule is thrown away by the generator and refused on import.
 */
enum RsaKeyRule {
    /** The product has exactly the wanted length. */
    MODULUS_LENGTH,
    /** p and q are at least sqrt(2) * 2^(half - 1). */
    FACTOR_SIZE,
    /** |p - q| is above 2^(half - 100). */
    FACTOR_DISTANCE,
    /** The public exponent has no factor in common with p - 1 or q - 1. */
    EXPONENT_INVERTIBLE,
    /** d is above 2^half. */
    PRIVATE_EXPONENT_SIZE;

    /** The rules that the pair breaks. */
    static Set<RsaKeyRule> broken(BigInteger p, BigInteger q, BigInteger exponent, int modulusBits) {
        return broken(new Kept(p, q, exponent, BigInteger.ZERO), modulusBits);
    }

    /**
     * A pair that was kept somewhere.
     *
     * @param p one factor
     * @param q the other
     * @param exponent public
     * @param d what stands there as private exponent, right or wrong
     */
    record Kept(BigInteger p, BigInteger q, BigInteger exponent, BigInteger d) {
        /** Never a number. */
        @Override
        public String toString() {
            return "Kept";
        }
    }

    /** The same for a pair that comes with a private exponent, which spares finding it when it is right. */
    static Set<RsaKeyRule> broken(Kept kept, int modulusBits) {
        BigInteger p = kept.p();
        BigInteger q = kept.q();
        BigInteger exponent = kept.exponent();
        int half = modulusBits / 2;
        EnumSet<RsaKeyRule> broken = EnumSet.noneOf(RsaKeyRule.class);
        if (p.multiply(q).bitLength() != modulusBits) {
            broken.add(MODULUS_LENGTH);
        }
        if (p.min(q).compareTo(PrimeFinder.smallestFactor(half)) < 0 || p.max(q).bitLength() != half) {
            broken.add(FACTOR_SIZE);
        }
        if (p.subtract(q).abs().compareTo(BigInteger.ONE.shiftLeft(half - 100)) <= 0) {
            broken.add(FACTOR_DISTANCE);
        }
        BigInteger lambda = lambda(p, q);
        if (!lambda.gcd(exponent).equals(BigInteger.ONE)) {
            broken.add(EXPONENT_INVERTIBLE);
        } else if (inverse(exponent, lambda, kept.d()).compareTo(BigInteger.ONE.shiftLeft(half)) <= 0) {
            broken.add(PRIVATE_EXPONENT_SIZE);
        }
        return broken;
    }

    /** The inverse: the one that was kept, when a product shows that it is it. */
    static BigInteger inverse(BigInteger value, BigInteger modulus, BigInteger kept) {
        boolean right = kept.signum() > 0
                && kept.compareTo(modulus) < 0
                && kept.multiply(value).mod(modulus).equals(BigInteger.ONE);
        return right ? kept : value.modInverse(modulus);
    }

    /** Least common multiple of p - 1 and q - 1. */
    static BigInteger lambda(BigInteger p, BigInteger q) {
        BigInteger a = p.subtract(BigInteger.ONE);
        BigInteger b = q.subtract(BigInteger.ONE);
        return a.divide(a.gcd(b)).multiply(b);
    }
}
