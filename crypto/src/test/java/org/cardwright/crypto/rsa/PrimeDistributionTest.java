package org.cardwright.crypto.rsa;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The primes beside those of a reference generator, which draws odd numbers evenly until one is prime. Seeds are fixed: the test
 * gives the same statistic in every run.
 */
class PrimeDistributionTest {

    private static final int BITS = 96;
    private static final int SAMPLE = 500;
    private static final BigInteger LOWEST = PrimeFinder.smallestFactor(BITS);
    private static final BigInteger SPAN = BigInteger.ONE.shiftLeft(BITS).subtract(LOWEST);

    private static final List<BigInteger> OURS = new ArrayList<>();
    private static final List<BigInteger> REFERENCE = new ArrayList<>();

    @BeforeAll
    static void draw() {
        Random random = new Random(20261122);
        for (int i = 0; i < SAMPLE; i++) {
            OURS.add(PrimeFinder.find(new PrimeSearch(BITS, 3, random::nextBytes)));
            REFERENCE.add(reference(random));
        }
    }

    private static BigInteger reference(Random random) {
        while (true) {
            BigInteger candidate = drawn(random);
            if (candidate.mod(BigInteger.valueOf(3)).intValue() == 2 && candidate.isProbablePrime(40)) {
                return candidate;
            }
        }
    }

    private static BigInteger drawn(Random random) {
        BigInteger drawn;
        do {
            drawn = new BigInteger(BITS, random);
        } while (drawn.compareTo(SPAN) >= 0);
        return LOWEST.add(drawn).setBit(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5, 7, 8, 11, 13, 16, 17, 31})
    void has_the_residues_of_the_reference(int modulus) {
        ToIntFunction<BigInteger> residue =
                prime -> prime.mod(BigInteger.valueOf(modulus)).intValue();

        assertThat(chiSquare(OURS, REFERENCE, residue, modulus)).isLessThan(limit(modulus - 1));
    }

    @Test
    void lies_where_the_reference_lies() {
        ToIntFunction<BigInteger> place = prime -> prime.subtract(LOWEST)
                .multiply(BigInteger.valueOf(20))
                .divide(SPAN)
                .intValue();

        assertThat(chiSquare(OURS, REFERENCE, place, 20)).isLessThan(limit(19));
    }

    @Test
    void has_the_gaps_of_the_reference_before_it() {
        assertThat(chiSquare(OURS, REFERENCE, PrimeDistributionTest::gap, 12)).isLessThan(limit(11));
    }

    /** The statistic sees what it is made for: the next prime after a random number stands behind long gaps. */
    @Test
    void would_find_a_generator_that_takes_the_next_prime() {
        Random random = new Random(7);
        List<BigInteger> nextPrimes = new ArrayList<>();
        for (int i = 0; i < SAMPLE; i++) {
            BigInteger prime = drawn(random);
            do {
                prime = prime.nextProbablePrime();
            } while (prime.mod(BigInteger.valueOf(3)).intValue() != 2);
            nextPrimes.add(prime);
        }

        assertThat(chiSquare(nextPrimes, REFERENCE, PrimeDistributionTest::gap, 12))
                .isGreaterThan(limit(11));
    }

    /** Distance to the prime of the same kind (2 modulo 3) before, in classes of 30, the last one open. */
    private static int gap(BigInteger prime) {
        BigInteger before = prime;
        int distance = 0;
        do {
            before = before.subtract(BigInteger.valueOf(6));
            distance += 6;
        } while (!before.isProbablePrime(20));
        return Math.min(distance / 30, 11);
    }

    /** Two samples of one size: the sum of (a - b)^2 / (a + b). */
    private static double chiSquare(
            List<BigInteger> one, List<BigInteger> other, ToIntFunction<BigInteger> classOf, int classes) {
        int[] a = new int[classes];
        int[] b = new int[classes];
        one.forEach(prime -> a[classOf.applyAsInt(prime)]++);
        other.forEach(prime -> b[classOf.applyAsInt(prime)]++);
        double sum = 0;
        for (int i = 0; i < classes; i++) {
            sum += a[i] + b[i] == 0 ? 0 : Math.pow(a[i] - b[i], 2) / (a[i] + b[i]);
        }
        return sum;
    }

    /** Four standard deviations above the mean of the distribution (Wilson and Hilferty): one sample in 30,000 lies there. */
    private static double limit(int degrees) {
        double spread = 2.0 / (9 * degrees);
        return degrees * Math.pow(1 - spread + 4 * Math.sqrt(spread), 3);
    }
}
