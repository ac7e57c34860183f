package org.cardwright.crypto.rsa;

/**
 * A prime to be found.
 *
 * <p>The prime is a function of the random bytes alone, defined so that every engine finds the same one. Numbers are drawn by
 * masking whole bytes, big-endian, to the length of the range and drawing again above it; an index takes two bytes.
 *
 * <ol>
 *   <li>Draw a window start from sqrt(2) * 2^(bits-1), rounded up, to 2^bits - 8192 and set its lowest bit.
 *   <li>Of the 4,096 odd numbers from there on, keep those that no prime below 2^16 divides and that are not 1 modulo the exponent.
 *   <li>Draw an index among those kept; the last one takes the place of the one drawn.
 *   <li>Test it: Miller-Rabin with base 2, then with {@link MillerRabin#rounds} bases drawn from 2 to p - 2.
 *   <li>Take it when it passes; else go on with step 3, or with step 1 when none is left.
 * </ol>
 *
 * A window serves one prime. So there is no bias towards primes behind long gaps, as the next prime after a random number has,
 * and p and q are independent. FIPS 186-5, table B.1, has the rounds for longer primes.
 *
 * @param bits length of the prime
 * @param exponent public exponent, 3 or 65537; the prime is not 1 modulo it
 * @param random where randomness comes from, not shared with another search that runs at the same time; searches that follow one
 *     another on the same bytes share this object
 */
public record PrimeSearch(int bits, int exponent, RewindableBytes random) {

    /** Checks the exponent and that the sieve makes sense. */
    public PrimeSearch {
        if (exponent != 3 && exponent != 65537) {
            throw new IllegalArgumentException("a public exponent is 3 or 65537, was " + exponent);
        }
        if (bits < 64) {
            throw new IllegalArgumentException("a prime has at least 64 bits, was " + bits);
        }
    }

    /** A search that is the first to use these bytes. */
    public PrimeSearch(int bits, int exponent, RandomBytes random) {
        this(bits, exponent, new RewindableBytes(random));
    }
}
