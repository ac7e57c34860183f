package org.cardwright.crypto.rsa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From random bytes to a prime. */
class PrimeSearchTest {

    private static final long SEED = Long.getLong("seed", System.nanoTime());
    private static final byte[] KEY = "prime search test".getBytes(StandardCharsets.US_ASCII);

    /**
     * {@code printf 'A-1/9F46\0\0\0\0\0\0\0\0' | openssl dgst -sha256 -mac HMAC -macopt key:'prime search test'}, and the same
     * with the counter 1.
     */
    @Test
    void gives_the_bytes_that_openssl_computes() {
        byte[] bytes = new byte[40];
        RandomBytes random = new SeededRandomBytes(KEY, "A-1/9F46");
        random.fill(bytes);

        assertThat(HexFormat.of().formatHex(bytes))
                .isEqualTo("10773216b0433d41afd1e9625597b9499423c64ec6c61a834fe1b2defa2efb1ede061ee65e8b9e10");
    }

    @Test
    void gives_the_same_stream_in_any_portions() {
        byte[] whole = new byte[100];
        new SeededRandomBytes(KEY, "x").fill(whole);
        RandomBytes portions = new SeededRandomBytes(KEY, "x");
        byte[] first = new byte[33];
        byte[] second = new byte[67];
        portions.fill(first);
        portions.fill(second);

        assertThat(first).isEqualTo(Arrays.copyOf(whole, 33));
        assertThat(second).isEqualTo(Arrays.copyOfRange(whole, 33, 100));
    }

    @Test
    void gives_other_bytes_for_another_seed_or_reference() {
        Set<String> streams = Set.of("a", "b").stream()
                .flatMap(text -> IntStream.of(1, 2).mapToObj(seed -> {
                    byte[] bytes = new byte[16];
                    new SeededRandomBytes(new byte[] {(byte) seed}, text).fill(bytes);
                    return HexFormat.of().formatHex(bytes);
                }))
                .collect(Collectors.toSet());

        assertThat(streams).hasSize(4);
    }

    @Test
    void draws_numbers_evenly_below_a_bound() {
        RandomNumbers random = new RandomNumbers(new SeededRandomBytes(KEY, "below"));
        int[] counts = new int[5];
        for (int i = 0; i < 10_000; i++) {
            counts[random.below(5)]++;
        }

        // 2,000 each; 5 standard deviations are 200.
        assertThat(IntStream.of(counts).boxed())
                .allSatisfy(count -> assertThat(count).isBetween(1_800, 2_200));
        assertThat(random.below(1)).isZero();
    }

    @Test
    void draws_numbers_within_both_limits_and_reaches_them() {
        RandomNumbers random = new RandomNumbers(new SeededRandomBytes(KEY, "between"));
        BigInteger low = BigInteger.valueOf(1_000);
        Set<Integer> drawn = IntStream.range(0, 200)
                .mapToObj(i -> random.between(low, BigInteger.valueOf(1_004)).intValue())
                .collect(Collectors.toSet());

        assertThat(drawn).containsExactlyInAnyOrder(1_000, 1_001, 1_002, 1_003, 1_004);
        assertThat(random.between(low, low)).isEqualTo(low);
    }

    @Test
    void notices_a_random_source_that_is_stuck() {
        RandomNumbers stuck = new RandomNumbers(target -> Arrays.fill(target, (byte) 0xFF));

        assertThatThrownBy(() -> stuck.below(5)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> stuck.between(BigInteger.ONE, BigInteger.TEN))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void computes_remainders_by_all_small_primes() {
        assertThat(SmallPrimes.count()).isEqualTo(6541);
        assertThat(SmallPrimes.prime(0)).isEqualTo(3);
        assertThat(SmallPrimes.prime(6540)).isEqualTo(65521);
        Random random = new Random(SEED);
        for (int bits : new int[] {1, 31, 32, 33, 512, 704, 992}) {
            BigInteger number = new BigInteger(bits, random).setBit(bits - 1);
            agreesWithTheJdk(number);
            agreesWithTheJdk(BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE));
        }
    }

    private static void agreesWithTheJdk(BigInteger number) {
        int[] remainders = SmallPrimes.remainders(number);
        IntStream indexes = IntStream.range(0, SmallPrimes.count());
        assertThat(indexes.filter(i -> remainders[i]
                                != number.mod(BigInteger.valueOf(SmallPrimes.prime(i)))
                                        .intValue())
                        .mapToObj(SmallPrimes::prime))
                .as("primes with a wrong remainder of %s", number)
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 65537})
    void keeps_exactly_the_candidates_without_small_factors_that_suit_the_exponent(int exponent) {
        BigInteger start = new BigInteger(512, new Random(SEED)).setBit(511).setBit(0);
        // A window that holds a multiple of 65537 plus 1, whatever the seed.
        BigInteger e = BigInteger.valueOf(exponent);
        start = start.subtract(start.mod(e)).subtract(BigInteger.valueOf(999)).setBit(0);
        CandidateWindow window = new CandidateWindow(start, exponent);
        Set<BigInteger> survivors = IntStream.range(0, window.survivors())
                .mapToObj(window::survivor)
                .collect(Collectors.toSet());

        for (int i = 0; i < CHECKED; i++) {
            BigInteger candidate = start.add(BigInteger.valueOf(2L * i));
            boolean suits = !candidate.mod(e).equals(BigInteger.ONE) && hasNoSmallFactor(candidate);
            assertThat(survivors.contains(candidate)).as("seed %d", SEED).isEqualTo(suits);
        }
        assertThat(survivors).hasSize(window.survivors());
    }

    private static boolean hasNoSmallFactor(BigInteger candidate) {
        return candidate.gcd(PRIMORIAL).equals(BigInteger.ONE);
    }

    /** The products of all small primes make each check slow; a quarter of the window will do. */
    private static final int CHECKED = CandidateWindow.SIZE / 4;

    private static final BigInteger PRIMORIAL = IntStream.range(0, SmallPrimes.count())
            .mapToObj(i -> BigInteger.valueOf(SmallPrimes.prime(i)))
            .reduce(BigInteger.ONE, BigInteger::multiply);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5",
                "7",
                "65537",
                "2147483647",
                "618970019642690137449562111",
                "170141183460469231731687303715884105727"
            })
    void accepts_primes(String prime) {
        assertThat(MillerRabin.isProbablePrime(new BigInteger(prime), random("prime")))
                .isTrue();
    }

    /** Squares, Carmichael numbers, strong pseudoprimes to base 2 and to the first nine prime bases (OEIS A014233). */
    @ParameterizedTest
    @ValueSource(
            strings = {"9", "25", "561", "1105", "2047", "3277", "4033", "1373653", "3825123056546413051", "4294967297"
            })
    void refuses_composites_that_look_prime(String composite) {
        assertThat(MillerRabin.isProbablePrime(new BigInteger(composite), random("composite")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"4", "3", "2", "1", "0", "-7", "100"})
    void tests_odd_numbers_from_five_on_only(String number) {
        assertThatThrownBy(() -> MillerRabin.isProbablePrime(new BigInteger(number), random("small")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"256, 40", "511, 40", "512, 7", "704, 7", "992, 7", "1023, 7", "1024, 5", "1535, 5", "1536, 4"})
    void takes_the_rounds_of_the_standard(int primeBits, int rounds) {
        assertThat(MillerRabin.rounds(primeBits)).isEqualTo(rounds);
    }

    @ParameterizedTest
    @CsvSource({"512, 3", "512, 65537", "548, 3", "704, 3", "988, 3", "992, 65537"})
    void finds_a_prime_of_the_length_that_suits_the_exponent(int bits, int exponent) {
        BigInteger prime = PrimeFinder.find(new PrimeSearch(bits, exponent, seeded("find " + bits + "/" + exponent)));

        assertThat(prime.bitLength()).isEqualTo(bits);
        assertThat(prime.isProbablePrime(100)).isTrue();
        assertThat(prime.mod(BigInteger.valueOf(exponent))).isNotEqualTo(BigInteger.ONE);
        BigInteger twoPow = BigInteger.ONE.shiftLeft(2 * bits - 1);
        assertThat(prime.multiply(prime)).isGreaterThan(twoPow);
    }

    /** Recomputed with an independent script that follows the description of {@link PrimeSearch}. */
    @Test
    void finds_the_same_prime_on_every_jdk() {
        BigInteger prime = PrimeFinder.find(new PrimeSearch(512, 3, seeded("fixed")));

        assertThat(prime.toString(16))
                .isEqualTo("fcf1ee6e0931d54ee5b15c1b8918b380fe35c1fd48c4510888aa6547952cd2c1"
                        + "4bcc5f428ce356a5ff25d54a0c53cb9fc97431471e9ea2922680fa154ff9da55");
    }

    @Test
    void refuses_searches_that_make_no_sense() {
        assertThatThrownBy(() -> new PrimeSearch(512, 17, seeded("x"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PrimeSearch(32, 3, seeded("x"))).isInstanceOf(IllegalArgumentException.class);
    }

    private static RandomNumbers random(String reference) {
        return new RandomNumbers(seeded(reference));
    }

    private static RandomBytes seeded(String reference) {
        return new SeededRandomBytes(KEY, reference);
    }
}
