package org.cardwright.jobs.scorecard;

import static java.math.BigInteger.ONE;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** What can be wrong with RSA keys, found with nothing but big integers. FIPS 186-4, B.3.1 and B.3.3. */
final class KeyPairFaults {

    private static final int CERTAINTY = 50;

    /** Primes must differ within their first 100 bits. */
    private static final int DISTANCE_BITS = 100;

    /** Five standard deviations: one set of sound keys in two million is outside. */
    private static final double SIGMAS = 5;

    private KeyPairFaults() {}

    /** What is wrong with single keys. */
    static List<String> of(List<MadeKeyPair> pairs) {
        List<String> faults = new ArrayList<>();
        for (MadeKeyPair pair : pairs) {
            int half = pair.bits() / 2;
            boolean right = pair.n().bitLength() == pair.bits()
                    && pair.p().bitLength() == half
                    && pair.q().bitLength() == half;
            add(faults, right, pair + " has another number of bits");
            add(faults, pair.n().equals(pair.p().multiply(pair.q())), pair + " is no product of its factors");
            add(faults, pair.e().equals(pair.wanted()), pair + " has another exponent");
            boolean primes = pair.p().isProbablePrime(CERTAINTY) && pair.q().isProbablePrime(CERTAINTY);
            add(faults, primes, pair + " has a factor that is no prime");
            boolean far = pair.p().subtract(pair.q()).abs().bitLength() > half - DISTANCE_BITS;
            add(faults, far, pair + " has factors that are too near");
            add(faults, primes && partsFit(pair), pair + " has CRT parts of another key");
        }
        return faults;
    }

    private static boolean partsFit(MadeKeyPair pair) {
        return isInverse(pair.e(), pair.dp(), pair.p().subtract(ONE))
                && isInverse(pair.e(), pair.dq(), pair.q().subtract(ONE))
                && isInverse(pair.q(), pair.coefficient(), pair.p());
    }

    private static boolean isInverse(BigInteger a, BigInteger b, BigInteger modulus) {
        return a.multiply(b).mod(modulus).equals(ONE) && b.signum() > 0 && b.compareTo(modulus) < 0;
    }

    /** Keys that have a factor in common, each compared with each. */
    static List<String> shared(List<MadeKeyPair> pairs) {
        return IntStream.range(0, pairs.size())
                .parallel()
                .boxed()
                .flatMap(i -> IntStream.range(i + 1, pairs.size())
                        .filter(j -> !pairs.get(i).n().gcd(pairs.get(j).n()).equals(ONE))
                        .mapToObj(j -> "keys " + i + " and " + j + " have a factor in common"))
                .toList();
    }

    /**
     * Primes that are not like random ones: over all of them, each bit but those that are fixed (the first two and the last) is set
     * in about half.
     */
    static List<String> biased(List<MadeKeyPair> pairs) {
        List<String> faults = new ArrayList<>();
        bias(pairs, MadeKeyPair::p, "p", faults);
        bias(pairs, MadeKeyPair::q, "q", faults);
        return faults;
    }

    private static void bias(
            List<MadeKeyPair> pairs, Function<MadeKeyPair, BigInteger> prime, String name, List<String> faults) {
        long bits = 0;
        long ones = 0;
        for (MadeKeyPair pair : pairs) {
            BigInteger free = prime.apply(pair).clearBit(0);
            int length = free.bitLength();
            BigInteger middle = free.clearBit(length - 1).clearBit(length - 2);
            bits += length - 3;
            ones += middle.bitCount();
        }
        double distance = Math.abs(ones - bits / 2.0) / (Math.sqrt((double) bits) / 2);
        add(faults, distance < SIGMAS, "the bits of " + name + " are not like random ones");
    }

    private static void add(List<String> faults, boolean sound, String fault) {
        if (!sound) {
            faults.add(fault);
        }
    }
}
