package org.cardwright.jobs.scorecard;

import java.math.BigInteger;

/**
 * An RSA key pair of a card, as whoever has the transport key reads it.
 *
 * @param bits length that was asked for
 * @param wanted exponent that was asked for
 * @param n modulus
 * @param e public exponent
 * @param p first prime
 * @param q second prime
 * @param dp d mod (p-1)
 * @param dq d mod (q-1)
 * @param coefficient q^-1 mod p
 */
record MadeKeyPair(
        int bits,
        BigInteger wanted,
        BigInteger n,
        BigInteger e,
        BigInteger p,
        BigInteger q,
        BigInteger dp,
        BigInteger dq,
        BigInteger coefficient) {

    /** The same with other factors, as a careless generator would make it. */
    MadeKeyPair with(BigInteger otherP, BigInteger otherQ) {
        return new MadeKeyPair(bits, wanted, otherP.multiply(otherQ), e, otherP, otherQ, dp, dq, coefficient);
    }

    MadeKeyPair withExponent(BigInteger other) {
        return new MadeKeyPair(bits, wanted, n, other, p, q, dp, dq, coefficient);
    }

    MadeKeyPair withCoefficient(BigInteger other) {
        return new MadeKeyPair(bits, wanted, n, e, p, q, dp, dq, other);
    }

    /** The length only. */
    @Override
    public String toString() {
        return "RSA-" + bits;
    }
}
