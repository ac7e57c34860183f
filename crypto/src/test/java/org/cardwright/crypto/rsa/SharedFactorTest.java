package org.cardwright.crypto.rsa;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** No two keys share a factor, no pair lies close together; the reduced run is in {@link RsaKeyGeneratorTest}. */
class SharedFactorTest {

    private static final int SLICE = 64;

    @Test
    void finds_the_moduli_that_share_a_factor() {
        List<BigInteger> primes = primes(7);
        List<BigInteger> moduli = List.of(
                primes.get(0).multiply(primes.get(1)),
                primes.get(2).multiply(primes.get(3)),
                primes.get(4).multiply(primes.get(0)),
                primes.get(5).multiply(primes.get(6)),
                primes.get(5).multiply(primes.get(5)),
                primes.get(2).multiply(primes.get(3)));

        assertThat(BatchGcd.weak(moduli))
                .containsExactly(
                        moduli.get(0), moduli.get(1), moduli.get(2), moduli.get(3), moduli.get(4), moduli.get(5));
        assertThat(BatchGcd.weak(moduli.subList(0, 2))).isEmpty();
        assertThat(BatchGcd.weak(moduli.subList(1, 4))).isEmpty();
        assertThat(BatchGcd.weak(moduli.subList(0, 3))).containsExactly(moduli.get(0), moduli.get(2));
    }

    private static List<BigInteger> primes(int count) {
        return RsaEngine.scalar()
                .findPrimes(IntStream.range(0, count)
                        .mapToObj(i -> new PrimeSearch(512, 3, RandomBytes.of(new SecureRandom())))
                        .toList());
    }

    /** {@code mvn verify -pl crypto -am -Dtest.tags=full -Dtest.tags.excluded=}: some minutes, 2 GB of heap. */
    @Test
    @Tag("full")
    void makes_a_hundred_thousand_keys_that_share_no_factor() {
        holdsFor(100_000);
    }

    private static void holdsFor(int keys) {
        RsaKeyGenerator generator = new RsaKeyGenerator(RsaEngine.fastest());
        List<BigInteger> moduli = new ArrayList<>();
        BigInteger closest = BigInteger.ONE.shiftLeft(512);
        while (moduli.size() < keys) {
            List<RsaKeyRequest> requests = IntStream.range(0, Math.min(SLICE, keys - moduli.size()))
                    .mapToObj(i -> new RsaKeyRequest(1024, 3, false, RandomBytes.of(new SecureRandom())))
                    .toList();
            for (RsaPrivateKey key : generator.generate(requests)) {
                closest = closest.min(key.number(CrtPart.P).subtract(key.number(CrtPart.Q)));
                moduli.add(new BigInteger(1, key.publicKey().modulus().toByteArray()));
                key.close();
            }
        }
        assertThat(moduli).hasSize(keys).doesNotHaveDuplicates();
        assertThat(closest).isGreaterThan(BigInteger.ONE.shiftLeft(512 - 100));
        assertThat(BatchGcd.weak(moduli)).isEmpty();
    }
}
