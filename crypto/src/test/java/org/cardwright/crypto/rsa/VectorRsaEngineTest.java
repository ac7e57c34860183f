package org.cardwright.crypto.rsa;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cardwright.formats.bytes.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The vector engine beside the scalar one, which says what is right. It has an execution of its own, with the module and the second
 * compiler; elsewhere, under {@code -Dtest}, it has nothing to run on.
 */
@EnabledIf("hasVectors")
class VectorRsaEngineTest {

    private static final long SEED = Long.getLong("seed", System.nanoTime());
    private static final byte[] KEY = "vector engine test".getBytes(StandardCharsets.US_ASCII);

    private final RsaEngine vector = new VectorRsaEngine();
    private final RsaEngine scalar = RsaEngine.scalar();

    static boolean hasVectors() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "1024, 3",
        "1024, 65537",
        "1096, 3",
        "1152, 3",
        "1280, 65537",
        "1408, 3",
        "1408, 65537",
        "1976, 3",
        "1984, 65537"
    })
    void makes_the_keys_of_the_scalar_engine(int bits, int exponent) {
        List<ByteString> moduli = moduli(vector, bits, exponent, 3);

        assertThat(moduli).isEqualTo(moduli(scalar, bits, exponent, 3)).doesNotHaveDuplicates();
    }

    private static List<ByteString> moduli(RsaEngine engine, int bits, int exponent, int count) {
        List<RsaKeyRequest> requests = IntStream.range(0, count)
                .mapToObj(i -> new RsaKeyRequest(
                        bits, exponent, true, new SeededRandomBytes(KEY, bits + "/" + exponent + "/" + i)))
                .toList();
        List<RsaPrivateKey> keys = new RsaKeyGenerator(engine).generate(requests);
        keys.forEach(RsaPrivateKey::close);
        return keys.stream().map(key -> key.publicKey().modulus()).toList();
    }

    /** One search fills all lanes, seventeen do not divide by them, and lengths may be mixed: the primes stay the same. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 17})
    void finds_the_same_primes_whatever_runs_beside(int searches) {
        List<BigInteger> found = vector.findPrimes(searches(searches));

        assertThat(found).isEqualTo(scalar.findPrimes(searches(searches)));
    }

    private static List<PrimeSearch> searches(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new PrimeSearch(i % 3 == 2 ? 576 : 512, 3, new SeededRandomBytes(KEY, "mixed " + i)))
                .toList();
    }

    /** Both engines stop reading at the same byte, or the second prime of a key would differ. */
    @Test
    void leaves_the_random_bytes_where_the_scalar_engine_leaves_them() {
        PrimeSearch one = new PrimeSearch(512, 3, new SeededRandomBytes(KEY, "position"));
        PrimeSearch other = new PrimeSearch(512, 3, new SeededRandomBytes(KEY, "position"));
        vector.findPrimes(List.of(one));
        scalar.findPrimes(List.of(other));
        byte[] next = new byte[64];
        byte[] expected = new byte[64];
        one.random().fill(next);
        other.random().fill(expected);

        assertThat(next).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8, 9})
    void signs_like_the_scalar_engine(int operations) {
        List<RsaPrivateKey> keys = Stream.of(1024, 1152, 1408)
                .map(bits -> new RsaKeyGenerator(scalar)
                        .generate(
                                List.of(new RsaKeyRequest(bits, 3, false, new SeededRandomBytes(KEY, "sign " + bits))))
                        .get(0))
                .toList();
        Random random = new Random(SEED);
        List<PrivateOperation> wanted = new ArrayList<>();
        for (int i = 0; i < operations; i++) {
            RsaPrivateKey key = keys.get(i % 2 == 0 ? 2 : i % 3);
            byte[] block = new byte[key.modulusBits() / 8];
            random.nextBytes(block);
            block[0] &= 0x7F;
            wanted.add(new PrivateOperation(key, ByteString.of(block)));
        }

        assertThat(bytes(vector.privateOperations(wanted)))
                .as("seed %d", SEED)
                .isEqualTo(bytes(scalar.privateOperations(wanted)));
    }

    /** A block that one factor divides, 0 and 1: numbers that random blocks never are. */
    @Test
    void signs_blocks_that_are_multiples_of_a_factor() {
        RsaPrivateKey key = new RsaKeyGenerator(scalar)
                .generate(List.of(new RsaKeyRequest(1024, 3, false, new SeededRandomBytes(KEY, "multiple"))))
                .get(0);
        List<PrivateOperation> wanted = Stream.of(
                        BigInteger.ZERO,
                        BigInteger.ONE,
                        BigInteger.TWO,
                        key.number(CrtPart.P),
                        key.number(CrtPart.Q),
                        key.number(CrtPart.P).multiply(key.number(CrtPart.Q)).subtract(BigInteger.ONE))
                .map(block -> new PrivateOperation(key, ByteString.of(UnsignedBytes.leftFilled(block, 128))))
                .toList();

        assertThat(bytes(vector.privateOperations(wanted))).isEqualTo(bytes(scalar.privateOperations(wanted)));
    }

    private static List<ByteString> bytes(List<byte[]> results) {
        return results.stream().map(ByteString::of).toList();
    }

    /** Limbs of all ones and of a single one are where carries go wrong. */
    @ParameterizedTest
    @ValueSource(ints = {100, 200, 512, 576, 704, 992})
    void raises_to_powers_like_the_jdk(int bits) {
        Random random = new Random(SEED);
        BigInteger highest = BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
        List<BigInteger> moduli = List.of(
                highest,
                BigInteger.ONE.shiftLeft(bits - 1).setBit(0),
                highest.clearBit(51),
                highest.clearBit(bits / 2),
                new BigInteger(bits, random).setBit(bits - 1).setBit(0));
        try (Lanes lanes = new Lanes(bits)) {
            for (int i = 0; i < 40; i++) {
                List<Lanes.Power> row = new ArrayList<>();
                for (int lane = 0; lane < Lanes.COUNT; lane++) {
                    BigInteger n = moduli.get(random.nextInt(moduli.size()));
                    BigInteger base = i % 2 == 0 ? BigInteger.TWO : new BigInteger(bits, random).mod(n);
                    row.add(new Lanes.Power(
                            i % 8 == 1 ? n.subtract(BigInteger.ONE) : base, new BigInteger(bits - i, random), n));
                }
                assertThat(lanes.raise(row))
                        .as("seed %d, row %d", SEED, i)
                        .isEqualTo(row.stream()
                                .map(one -> one.base().modPow(one.exponent(), one.modulus()))
                                .toArray());
            }
        }
    }

    @Test
    void wipes_its_lanes() {
        Lanes lanes = new Lanes(512);
        BigInteger n = BigInteger.ONE.shiftLeft(511).setBit(0);
        lanes.raise(List.of(new Lanes.Power(BigInteger.TEN, n.subtract(BigInteger.TWO), n)));
        boolean before = lanes.isWiped();

        lanes.close();

        assertThat(before).isFalse();
        assertThat(lanes.isWiped()).isTrue();
    }

    @Test
    void comes_back_from_a_round_that_fails() {
        PrimeSearch search = new PrimeSearch(512, 3, new SeededRandomBytes(KEY, "failed"));
        LaneSearch inLanes = new LaneSearch(search);
        inLanes.next();
        LaneSearch.Candidate wrong = inLanes.next();
        inLanes.next();
        List<LaneSearch.Round> rounds = inLanes.rounds(wrong);

        inLanes.failedRound();
        rounds.forEach(round -> inLanes.passedRound(wrong));

        assertThat(inLanes.prime())
                .isEqualTo(PrimeFinder.find(new PrimeSearch(512, 3, new SeededRandomBytes(KEY, "failed"))));
    }

    @Test
    void is_found_where_the_jdk_has_vectors() {
        assertThat(EngineTrial.vectorEngine()).get().isInstanceOf(VectorRsaEngine.class);
    }
}
