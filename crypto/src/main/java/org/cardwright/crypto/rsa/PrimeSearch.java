package org.cardwright.crypto.rsa;

/**
 * A prime to be found.
 *
 * <p>The prime is a function of the random bytes alone, defined so that every engine finds the same one: draw a window start
 * uniformly from sqrt(2) * 2^(bits-1) to 2^bits - 8192, make it odd, sieve, then test survivors in random order (each drawn
 * uniformly from those left, the last one taking its place) until one passes Miller-Rabin; an empty window is replaced by a new
 * one. A window serves one prime, so that there is no bias towards primes behind long gaps beyond the window itself, and p and q
 * are independent.
 *
 * @param bits length of the prime
 * @param exponent public exponent, 3 or 65537; the prime is not 1 modulo it
 * @param random where randomness comes from, not shared with another search that runs at the same time
 */
public record PrimeSearch(int bits, int exponent, RandomBytes random) {

    /** Checks the exponent and that the sieve makes sense. */
    public PrimeSearch {
        if (exponent != 3 && exponent != 65537) {
            throw new IllegalArgumentException("a public exponent is 3 or 65537, was " + exponent);
        }
        if (bits < 64) {
            throw new IllegalArgumentException("a prime has at least 64 bits, was " + bits);
        }
    }
}
