package org.cardwright.crypto.derive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.formats.bytes.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PinDerivedKeyTest {

    private static final ByteString SALT = ByteString.fromHex("000102030405060708090A0B0C0D0E0F");

    @ParameterizedTest
    @CsvSource({
        // RFC 7914, 11: the first 32 of 64 bytes
        "passwd, salt, 1, 55AC046E56E3089FEC1691C22544B605F94185216DDE0465E68B9D57C20DACBC",
        "Password, NaCl, 80000, 4DDCD8F60B98BE21830CEE5EF22701F9641A4418D04C0414AEFF08876B34AB56"
    })
    void gives_what_the_rfc_publishes(String password, String salt, int iterations, String expected) {
        try (SecretBytes secret = secret(password);
                SecretBytes key = PinDerivedKey.firstBlock(secret, ByteString.ascii(salt), iterations)) {
            assertThat(Secrets.hex(key)).isEqualTo(expected);
        }
    }

    @Test
    void gives_a_key_of_256_bits_from_the_fewest_iterations_that_are_allowed() {
        // computed with another library
        try (SecretBytes secret = secret("1234");
                SecretBytes key = PinDerivedKey.derive(secret, SALT, PinDerivedKey.MIN_ITERATIONS)) {
            assertThat(Secrets.hex(key)).isEqualTo("869E6C8350C5BEB0ACC399FBAAC3B60D220433896B26A647734D0D8F1586E1FA");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1234, 000102030405060708090A0B0C0D0E0F, 99999, 'takes 100,000 to 10,000,000 iterations, not 99999'",
        "1234, 000102030405060708090A0B0C0D0E0F, 0, iterations",
        "1234, 000102030405060708090A0B0C0D0E0F, -1, iterations",
        "1234, 000102030405060708090A0B0C0D0E0F, 10000001, iterations",
        "1234, 000102030405060708090A0B0C0D0E, 100000, 'a salt of 16 to 64 bytes, not 15'",
        "1234, '', 100000, a salt of 16 to 64 bytes",
        "1234, 00000000000000000000000000000000, 100000, one byte repeated",
        "'', 000102030405060708090A0B0C0D0E0F, 100000, an empty PIN"
    })
    void refuses_what_would_be_cheap_to_guess(String pin, String salt, int iterations, String rule) {
        try (SecretBytes secret = secret(pin)) {
            assertThatThrownBy(() -> PinDerivedKey.derive(secret, ByteString.fromHex(salt), iterations))
                    .isInstanceOf(KeyRefusedException.class)
                    .hasMessageContaining(rule);
        }
    }

    private static SecretBytes secret(String text) {
        return SecretBytes.adopt(text.getBytes(StandardCharsets.US_ASCII));
    }
}
