package org.cardwright.crypto.rsa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.formats.bytes.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One lane of an engine computes wrong: no key and no signature of its batch is used. */
class WrongLaneTest {

    private static final byte[] SEED = "wrong lane".getBytes(StandardCharsets.US_ASCII);
    private static final int BATCH = 4;

    @Test
    void makes_keys_when_no_lane_is_wrong() {
        assertThat(generate(new Faulty(UnaryOperator.identity(), UnaryOperator.identity())))
                .hasSize(BATCH);
    }

    /** The composite keeps every rule that looks at size and exponent; only the arithmetic shows it. */
    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void catches_a_composite_factor(int lane) {
        Faulty engine = new Faulty(primes -> with(primes, lane, compositeBehind(primes.get(lane))), results -> results);

        assertThatThrownBy(() -> generate(engine))
                .isInstanceOf(SecurityModuleException.class)
                .hasMessageContaining("an RSA key pair failed its check: not used");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 3})
    void catches_a_wrong_bit_in_the_check_of_a_pair(int lane) {
        Faulty engine = new Faulty(primes -> primes, results -> with(results, lane, flipped(results.get(lane))));

        assertThatThrownBy(() -> generate(engine)).isInstanceOf(SecurityModuleException.class);
    }

    @Test
    void catches_results_in_each_others_lanes() {
        Faulty engine = new Faulty(primes -> primes, results -> {
            List<byte[]> swapped = new ArrayList<>(results);
            Collections.swap(swapped, 1, 2);
            return swapped;
        });

        assertThatThrownBy(() -> generate(engine)).isInstanceOf(SecurityModuleException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void catches_a_signature_with_one_half_wrong(int half) {
        RsaPrivateKey key =
                generate(new Faulty(primes -> primes, results -> results)).get(0);
        BlockSignature wanted = new BlockSignature(key, ByteString.repeat(0x6A, 128));
        BigInteger multiple = key.number(half == 0 ? CrtPart.P : CrtPart.Q);
        RsaSigner signer = new RsaSigner(new Faulty(
                primes -> primes,
                results -> with(
                        results,
                        0,
                        UnsignedBytes.leftFilled(
                                new BigInteger(1, results.get(0)).add(multiple).mod(modulus(key)), 128))));

        assertThatThrownBy(() -> signer.sign(List.of(wanted)))
                .isInstanceOf(SecurityModuleException.class)
                .hasMessageContaining("does not verify");
    }

    private static List<RsaPrivateKey> generate(RsaEngine engine) {
        return new RsaKeyGenerator(engine)
                .generate(IntStream.range(0, BATCH)
                        .mapToObj(i -> new RsaKeyRequest(1024, 3, false, new SeededRandomBytes(SEED, "key " + i)))
                        .toList());
    }

    private static BigInteger compositeBehind(BigInteger prime) {
        BigInteger candidate = prime.add(BigInteger.valueOf(6));
        while (candidate.isProbablePrime(20)) {
            candidate = candidate.add(BigInteger.valueOf(6));
        }
        return candidate;
    }

    private static BigInteger modulus(RsaPrivateKey key) {
        return new BigInteger(1, key.publicKey().modulus().toByteArray());
    }

    private static byte[] flipped(byte[] result) {
        byte[] wrong = result.clone();
        wrong[wrong.length / 2] ^= 4;
        return wrong;
    }

    private static <T> List<T> with(List<T> list, int index, T value) {
        List<T> changed = new ArrayList<>(list);
        changed.set(index, value);
        return changed;
    }

    /** The scalar engine, its answers changed on their way. */
    private record Faulty(UnaryOperator<List<BigInteger>> primes, UnaryOperator<List<byte[]>> results)
            implements RsaEngine {

        @Override
        public List<BigInteger> findPrimes(List<PrimeSearch> searches) {
            return primes.apply(RsaEngine.scalar().findPrimes(searches));
        }

        @Override
        public List<byte[]> privateOperations(List<PrivateOperation> operations) {
            return results.apply(RsaEngine.scalar().privateOperations(operations));
        }
    }
}
