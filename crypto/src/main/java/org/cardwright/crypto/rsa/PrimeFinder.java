package org.cardwright.crypto.rsa;

import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Carries out one {@link PrimeSearch} with numbers of the JDK. */
final class PrimeFinder {

    /** A window of 8,192 holds 8 primes or more on average at every EMV length; 1,000 empty ones mean a broken source. */
    static final int MAX_WINDOWS = 1_000;

    private static final BigInteger WINDOW_SPAN = BigInteger.valueOf(2L * CandidateWindow.SIZE);

    /** By length; a root costs as much as several candidates. */
    private static final Map<Integer, BigInteger> SMALLEST_FACTORS = new ConcurrentHashMap<>();

    private PrimeFinder() {}

    static BigInteger find(PrimeSearch search) {
        RandomNumbers random = new RandomNumbers(search.random());
        for (int window = 0; window < MAX_WINDOWS; window++) {
            Optional<BigInteger> prime = firstPrime(window(search, random), random);
            if (prime.isPresent()) {
                return prime.get();
            }
        }
        throw new IllegalStateException("no prime in " + MAX_WINDOWS + " windows");
    }

    /** The next window of a search. */
    static CandidateWindow window(PrimeSearch search, RandomNumbers random) {
        BigInteger highest = BigInteger.ONE.shiftLeft(search.bits()).subtract(WINDOW_SPAN);
        BigInteger start =
                random.between(smallestFactor(search.bits()), highest).setBit(0);
        return new CandidateWindow(start, search.exponent());
    }

    /** Two factors from here on give a product of exactly twice the length. FIPS 186-5, A.1.3, step 4.4. */
    static BigInteger smallestFactor(int bits) {
        return SMALLEST_FACTORS.computeIfAbsent(
                bits, length -> BigInteger.ONE.shiftLeft(2 * length - 1).sqrt().add(BigInteger.ONE));
    }

    private static Optional<BigInteger> firstPrime(CandidateWindow window, RandomNumbers random) {
        for (int left = window.survivors(); left > 0; left--) {
            int index = random.below(left);
            BigInteger candidate = window.survivor(index);
            if (MillerRabin.isProbablePrime(candidate, random)) {
                return Optional.of(candidate);
            }
            window.replace(index, left - 1);
        }
        return Optional.empty();
    }
}
