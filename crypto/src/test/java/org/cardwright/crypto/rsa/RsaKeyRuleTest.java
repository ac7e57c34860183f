package org.cardwright.crypto.rsa;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RsaKeyRuleTest {

    private static final BigInteger THREE = BigInteger.valueOf(3);
    private static final byte[] SEED = "rules".getBytes(StandardCharsets.US_ASCII);
    private static final BigInteger P = prime(512, "p");
    private static final BigInteger Q = prime(512, "q");

    @Test
    void finds_nothing_wrong_with_a_good_pair_in_any_order() {
        assertThat(RsaKeyRule.broken(P, Q, THREE, 1024)).isEmpty();
        assertThat(RsaKeyRule.broken(Q, P, THREE, 1024)).isEmpty();
    }

    @Test
    void finds_a_modulus_that_is_one_bit_short() {
        assertThat(RsaKeyRule.broken(P, prime(511, "short"), THREE, 1024))
                .contains(RsaKeyRule.MODULUS_LENGTH, RsaKeyRule.FACTOR_SIZE);
    }

    @Test
    void finds_a_factor_below_the_root_of_two() {
        BigInteger small = BigInteger.ONE.shiftLeft(511).add(BigInteger.valueOf(2));
        BigInteger prime = nextFor3(small);
        BigInteger high = nextFor3(BigInteger.ONE.shiftLeft(512).subtract(BigInteger.ONE.shiftLeft(500)));

        assertThat(RsaKeyRule.broken(high, prime, THREE, 1024)).contains(RsaKeyRule.FACTOR_SIZE);
    }

    @Test
    void finds_factors_that_are_close_together() {
        BigInteger neighbour = nextFor3(P.add(BigInteger.TWO));

        assertThat(RsaKeyRule.broken(P, neighbour, THREE, 1024)).containsExactly(RsaKeyRule.FACTOR_DISTANCE);
        assertThat(RsaKeyRule.broken(P, P, THREE, 1024)).contains(RsaKeyRule.FACTOR_DISTANCE);
    }

    @Test
    void finds_a_factor_that_does_not_suit_the_exponent() {
        BigInteger oneModulo3 = P;
        do {
            oneModulo3 = oneModulo3.nextProbablePrime();
        } while (!oneModulo3.mod(THREE).equals(BigInteger.ONE));

        assertThat(RsaKeyRule.broken(oneModulo3, Q, THREE, 1024)).containsExactly(RsaKeyRule.EXPONENT_INVERTIBLE);
    }

    /** With a public exponent that is itself the inverse of a small number, d becomes small (Wiener 1990). */
    @Test
    void finds_a_small_private_exponent() {
        BigInteger small = BigInteger.valueOf(65537);
        BigInteger exponent = small.modInverse(RsaKeyRule.lambda(P, Q));

        assertThat(RsaKeyRule.broken(P, Q, exponent, 1024)).containsExactly(RsaKeyRule.PRIVATE_EXPONENT_SIZE);
    }

    private static BigInteger prime(int bits, String reference) {
        return PrimeFinder.find(new PrimeSearch(bits, 3, new SeededRandomBytes(SEED, reference)));
    }

    private static BigInteger nextFor3(BigInteger from) {
        BigInteger prime = from.nextProbablePrime();
        while (prime.mod(THREE).equals(BigInteger.ONE)) {
            prime = prime.nextProbablePrime();
        }
        return prime;
    }
}
