package org.cardwright.pipeline.launch;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.LongFunction;
import org.cardwright.crypto.module.Certificates.IccKeySet;
import org.cardwright.crypto.module.KeyPairStock;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.formats.bytes.ByteString;

/**
 * Short key pairs that depend on their number alone; the block is a seal over place and modulus, so that a changed or exchanged one
 * is seen.
 *
 * @param primes the two factors of a number
 */
record TestKeyPairs(LongFunction<List<BigInteger>> primes) implements KeyPairStock {

    static final TestKeyPairs SOUND = new TestKeyPairs(TestKeyPairs::ofNumber);

    private static final int PRIME_BITS = 128;

    /** Two primes that no other number has. */
    static List<BigInteger> ofNumber(long number) {
        Random random = new Random(number);
        return List.of(BigInteger.probablePrime(PRIME_BITS, random), BigInteger.probablePrime(PRIME_BITS, random));
    }

    /** A test module with these pairs. */
    SecurityModule module() {
        return new TestModule(this);
    }

    @Override
    public ByteString createStorageKey(String pool) {
        return ByteString.ascii("storage key of " + pool);
    }

    @Override
    public List<StockedPair> generate(List<Place> places) {
        return places.stream().map(this::make).toList();
    }

    private StockedPair make(Place place) {
        List<BigInteger> factors = primes.apply(place.number());
        ByteString modulus = ByteString.fromHex(
                String.format(Locale.ROOT, "%064X", factors.get(0).multiply(factors.get(1))));
        return new StockedPair(place, modulus, seal(place, modulus));
    }

    private static ByteString seal(Place place, ByteString modulus) {
        return TestModule.hmac(place.pool() + "/" + place.number(), modulus);
    }

    @Override
    public List<Boolean> areIntact(List<StockedPair> pairs) {
        return pairs.stream()
                .map(pair -> pair.block().equals(seal(pair.place(), pair.modulus())))
                .toList();
    }

    @Override
    public List<IccKeySet> certify(List<Taking> takings) {
        throw new UnsupportedOperationException("records of tests have no certificates");
    }
}
