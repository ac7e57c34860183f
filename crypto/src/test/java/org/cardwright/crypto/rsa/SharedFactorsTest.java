package org.cardwright.crypto.rsa;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.cardwright.formats.bytes.ByteString;
import org.junit.jupiter.api.Test;

/** New moduli are held against each other and against all that came before, in whichever product they stand. */
class SharedFactorsTest {

    private static final List<BigInteger> PRIMES = RsaEngine.scalar()
            .findPrimes(IntStream.range(0, 10)
                    .mapToObj(i -> new PrimeSearch(256, 3, RandomBytes.of(new SecureRandom())))
                    .toList());

    private static ByteString modulus(int one, int other) {
        return ByteString.of(UnsignedBytes.leftFilled(PRIMES.get(one).multiply(PRIMES.get(other)), 64));
    }

    @Test
    void finds_what_shares_a_factor_with_one_before() {
        SharedFactors factors = new SharedFactors();
        factors.add(List.of(modulus(0, 1), modulus(2, 3)));

        assertThat(factors.weak(List.of(modulus(4, 5), modulus(6, 7)))).isEmpty();
        assertThat(factors.weak(List.of(modulus(4, 5), modulus(6, 3), modulus(8, 9))))
                .containsExactly(1);
        assertThat(factors.weak(List.of(modulus(2, 3)))).containsExactly(0);
        assertThat(factors.weak(List.of())).isEmpty();
    }

    @Test
    void finds_what_shares_a_factor_with_one_beside() {
        assertThat(new SharedFactors().weak(List.of(modulus(0, 1), modulus(2, 3), modulus(1, 4))))
                .containsExactly(0, 2);
        assertThat(new SharedFactors().weak(List.of(modulus(0, 1), modulus(0, 1))))
                .containsExactly(0, 1);
    }

    @Test
    void finds_the_first_of_thousands() {
        SharedFactors factors = new SharedFactors();
        factors.add(List.of(modulus(0, 1)));
        BigInteger filling = PRIMES.get(8).multiply(PRIMES.get(9));
        factors.add(Collections.nCopies(1_500, ByteString.of(UnsignedBytes.leftFilled(filling, 64))));

        assertThat(factors.weak(List.of(modulus(2, 3), modulus(4, 1), modulus(5, 9))))
                .containsExactly(1, 2);
        assertThat(SharedFactors.share(modulus(4, 1), modulus(0, 1))).isTrue();
        assertThat(SharedFactors.share(modulus(4, 5), modulus(0, 1))).isFalse();
    }
}
