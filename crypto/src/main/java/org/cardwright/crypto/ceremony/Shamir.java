package org.cardwright.crypto.ceremony;

import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Shamir's sharing of a secret, byte by byte over GF(2^8) with the polynomial of AES (FIPS 197, 4.2).
 *
 * <p>Share i is the value at i of a random polynomial whose value at 0 is the secret. Written here because the splitter of the
 * library leaves the secret and the polynomial in arrays that nobody can wipe; the tests hold both against each other. Takes the
 * same time whatever the bytes are: no table is read by a secret.
 */
final class Shamir {

    /** x^8 + x^4 + x^3 + x + 1. */
    private static final int POLYNOMIAL = 0x11B;

    private static final int BITS = 8;

    private Shamir() {}

    /** The shares 1 to n of a secret, in their order; to be wiped by the caller. */
    static byte[][] split(byte[] secret, Quorum quorum, SecureRandom random) {
        byte[][] coefficients = new byte[quorum.needed() - 1][secret.length];
        byte[][] shares = new byte[quorum.shares()][secret.length];
        try {
            for (byte[] coefficient : coefficients) {
                random.nextBytes(coefficient);
            }
            for (int i = 0; i < shares.length; i++) {
                evaluate(secret, coefficients, i + 1, shares[i]);
            }
            return shares;
        } finally {
            for (byte[] coefficient : coefficients) {
                Arrays.fill(coefficient, (byte) 0);
            }
        }
    }

    /** Horner's rule, from the highest power down. */
    private static void evaluate(byte[] secret, byte[][] coefficients, int x, byte[] share) {
        for (int power = coefficients.length - 1; power >= 0; power--) {
            for (int i = 0; i < share.length; i++) {
                share[i] = (byte) multiply((share[i] ^ coefficients[power][i]) & 0xFF, x);
            }
        }
        for (int i = 0; i < share.length; i++) {
            share[i] ^= secret[i];
        }
    }

    /** The value at 0 of the polynomial through the points (x, share); to be wiped by the caller. Lagrange. */
    static byte[] join(int[] x, byte[][] shares) {
        byte[] secret = new byte[shares[0].length];
        for (int j = 0; j < x.length; j++) {
            int weight = 1;
            for (int k = 0; k < x.length; k++) {
                if (k != j) {
                    weight = multiply(weight, multiply(x[k], inverse(x[k] ^ x[j])));
                }
            }
            for (int i = 0; i < secret.length; i++) {
                secret[i] ^= (byte) multiply(shares[j][i] & 0xFF, weight);
            }
        }
        return secret;
    }

    private static int multiply(int a, int b) {
        int product = 0;
        int shifted = a;
        for (int bit = 0; bit < BITS; bit++) {
            product ^= shifted & -(b >> bit & 1);
            shifted = shifted << 1 ^ (POLYNOMIAL & -(shifted >> (BITS - 1)));
        }
        return product;
    }

    /** a^254, which is 1/a. */
    private static int inverse(int a) {
        int power = a;
        int result = 1;
        for (int bit = 1; bit < BITS; bit++) {
            power = multiply(power, power);
            result = multiply(result, power);
        }
        return result;
    }
}
