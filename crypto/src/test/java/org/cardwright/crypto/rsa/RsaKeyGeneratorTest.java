package org.cardwright.crypto.rsa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.cardwright.crypto.key.ClearKeyAccess;
import org.cardwright.crypto.key.SecretBytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RsaKeyGeneratorTest {

    /** 100 in a normal build, more with {@code -Dcardwright.fuzz}. */
    private static final int KEYS = Math.min(20_000, Math.max(100, Integer.getInteger("cardwright.fuzz", 0) / 100));

    private static final byte[] SEED = "generator test".getBytes(StandardCharsets.US_ASCII);

    private final RsaKeyGenerator generator = new RsaKeyGenerator(RsaEngine.scalar());

    @ParameterizedTest
    @CsvSource({"1024, 3", "1024, 65537", "1096, 3", "1152, 3", "1408, 3", "1408, 65537", "1976, 3", "1984, 65537"})
    void makes_key_pairs_of_every_emv_length(int bits, int exponent) {
        RsaPrivateKey key = generate(bits, exponent, "length");

        assertThat(key.modulusBits()).isEqualTo(bits);
        assertThat(key.publicKey().modulus().unsignedAt(0)).isGreaterThanOrEqualTo(0x80);
        isSound(key, exponent);
    }

    @Test
    void makes_keys_that_share_no_factor_and_are_evenly_spread() {
        List<RsaKeyRequest> requests = IntStream.range(0, KEYS)
                .mapToObj(i -> new RsaKeyRequest(1024, 3, false, RandomBytes.of(new SecureRandom())))
                .toList();

        List<RsaPrivateKey> keys = generator.generate(requests);

        keys.forEach(key -> isSound(key, 3));
        List<BigInteger> factors = new ArrayList<>();
        keys.forEach(key -> factors.addAll(List.of(key.number(CrtPart.P), key.number(CrtPart.Q))));
        assertThat(BatchGcd.weak(keys.stream().map(RsaKeyGeneratorTest::modulus).toList()))
                .isEmpty();
        isSpread(factors);
    }

    /**
     * Factors lie evenly between sqrt(2)/2 and 1 times 2^512 and their low bits are fair; bounds are 6 standard deviations of the
     * binomial distribution, so that a fair generator fails once in 10^8 builds.
     */
    private static void isSpread(List<BigInteger> factors) {
        BigInteger lowest = PrimeFinder.smallestFactor(512);
        BigInteger middle = lowest.add(BigInteger.ONE.shiftLeft(512)).shiftRight(1);
        double deviation = 6 * Math.sqrt(factors.size() * 0.25);
        double half = factors.size() / 2.0;

        assertThat((double)
                        factors.stream().filter(f -> f.compareTo(middle) < 0).count())
                .isBetween(half - deviation, half + deviation);
        assertThat((double) factors.stream().filter(f -> f.testBit(1)).count())
                .isBetween(half - deviation, half + deviation);
        assertThat((double) factors.stream()
                        .filter(f -> f.mod(BigInteger.valueOf(5)).testBit(0))
                        .count())
                .isBetween(half - deviation, half + deviation);
        assertThat(Set.copyOf(factors)).hasSize(factors.size());
    }

    @Test
    void makes_the_same_key_from_the_same_seed() {
        assertThat(generate(1024, 3, "same").publicKey())
                .isEqualTo(generate(1024, 3, "same").publicKey());
        assertThat(generate(1024, 3, "same").publicKey())
                .isNotEqualTo(generate(1024, 3, "other").publicKey());
    }

    @Test
    void makes_the_same_key_alone_and_in_a_batch() {
        List<RsaKeyRequest> requests =
                List.of(request(1152, 3, "one"), request(1024, 65537, "two"), request(1024, 3, "three"));

        List<RsaPrivateKey> batch = generator.generate(requests);

        assertThat(batch.get(1).publicKey())
                .isEqualTo(generate(1024, 65537, "two").publicKey());
        assertThat(batch.get(2).publicKey())
                .isEqualTo(generate(1024, 3, "three").publicKey());
    }

    /** About one key in 70 with e = 65537 has a part that begins with a zero byte; these seeds do, the last does not. */
    @ParameterizedTest
    @CsvSource({"zero 6, true", "zero 19, true", "zero 225, true", "zero 7, false"})
    void generates_again_when_a_part_begins_with_a_zero_byte(String reference, boolean leadingZero) {
        RsaPrivateKey lenient = generate(1024, 65537, reference);
        RsaPrivateKey strict = generator
                .generate(List.of(new RsaKeyRequest(1024, 65537, true, new SeededRandomBytes(SEED, reference))))
                .get(0);

        assertThat(lenient.hasLeadingZero()).isEqualTo(leadingZero);
        isSound(lenient, 65537);
        assertThat(strict.hasLeadingZero()).isFalse();
        isSound(strict, 65537);
        assertThat(strict.publicKey().equals(lenient.publicKey())).isNotEqualTo(leadingZero);
    }

    @ParameterizedTest
    @CsvSource({"1016, 3", "1992, 3", "1025, 3", "1024, 2", "1024, 5", "1024, 65535"})
    void refuses_other_lengths_and_exponents(int bits, int exponent) {
        assertThatThrownBy(() -> request(bits, exponent, "refused")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void gives_up_when_the_random_source_repeats_itself() {
        RandomBytes sameAgain = target -> new SeededRandomBytes(SEED, "again").fill(target);

        assertThatThrownBy(() -> generator.generate(List.of(new RsaKeyRequest(1024, 3, false, sameAgain))))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void answers_nothing_to_an_empty_batch() {
        assertThat(generator.generate(List.of())).isEmpty();
    }

    private RsaPrivateKey generate(int bits, int exponent, String reference) {
        return generator.generate(List.of(request(bits, exponent, reference))).get(0);
    }

    private static RsaKeyRequest request(int bits, int exponent, String reference) {
        return new RsaKeyRequest(bits, exponent, false, new SeededRandomBytes(SEED, reference));
    }

    /** Every property by its definition, none by the code under test. */
    private static void isSound(RsaPrivateKey key, int exponent) {
        BigInteger p = key.number(CrtPart.P);
        BigInteger q = key.number(CrtPart.Q);
        BigInteger e = BigInteger.valueOf(exponent);
        BigInteger one = BigInteger.ONE;

        assertThat(p.isProbablePrime(64)).isTrue();
        assertThat(q.isProbablePrime(64)).isTrue();
        assertThat(p).isGreaterThan(q);
        assertThat(p.multiply(q)).isEqualTo(modulus(key));
        assertThat(modulus(key).bitLength()).isEqualTo(key.modulusBits());
        assertThat(p.subtract(one).gcd(e)).isEqualTo(one);
        assertThat(q.subtract(one).gcd(e)).isEqualTo(one);
        assertThat(p.subtract(q).bitLength()).isGreaterThan(key.modulusBits() / 2 - 100);
        assertThat(e.multiply(key.number(CrtPart.D_P)).mod(p.subtract(one))).isEqualTo(one);
        assertThat(e.multiply(key.number(CrtPart.D_Q)).mod(q.subtract(one))).isEqualTo(one);
        assertThat(q.multiply(key.number(CrtPart.Q_INVERSE)).mod(p)).isEqualTo(one);
        int partBytes = (key.modulusBits() / 8 + 1) / 2;
        for (CrtPart part : CrtPart.values()) {
            SecretBytes bytes = key.part(part);
            assertThat(ClearKeyAccess.open(bytes)).as("%s", part).hasSize(partBytes);
        }
    }

    private static BigInteger modulus(RsaPrivateKey key) {
        return new BigInteger(1, key.publicKey().modulus().toByteArray());
    }
}
