package org.cardwright.crypto.derive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import org.cardwright.crypto.derive.CounterModeKdf.FixedInput;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyCipher;
import org.cardwright.crypto.key.KeyMac;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.sample.PublishedVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CounterModeKdfTest {

    /** NIST CAVS 14.4, KDFCTR, PRF HMAC_SHA256, counter of 8 bits before the fixed input, count 0. */
    private static final String HMAC_KEY = "3EDC6B5B8F7AADBD713732B482B8F979286E1EA3B8F8F99C30C884CFE3349B83";

    private static final ByteString HMAC_INPUT = ByteString.fromHex("98E9988BB4CC8B34D7922E1C68AD692BA2A1D9AE15149571"
            + "675F17A77AD49E80C8D2A85E831A26445B1F0FF44D7084A17206B4896C8112DAAD18605A");

    static List<PublishedVector> cavs() {
        return PublishedVector.startingWith("SP800-108 CTR CMAC");
    }

    @ParameterizedTest
    @MethodSource("cavs")
    void gives_what_nist_publishes_for_cmac(PublishedVector vector) {
        ByteString input = ByteString.fromHex(vector.input("fixed_input"));
        String expected = vector.output("ko").toUpperCase(Locale.ROOT);
        try (KeyCipher key = Secrets.cipher(KeyAlgorithm.AES, vector.input("ki"))) {
            int bytes = Integer.parseInt(vector.input("L")) / 8;
            assertThat(cmac(key, FixedInput.behindCounter(input), bytes)).isEqualTo(expected);
            assertThat(cmac(key, FixedInput.behindCounter(input.slice(1)), bytes))
                    .isNotEqualTo(expected);
            assertThat(cmac(key, new FixedInput(input, ByteString.EMPTY), bytes))
                    .isNotEqualTo(expected);
        }
    }

    @Test
    void gives_what_nist_publishes_for_hmac() {
        String expected = "6C037652990674A07844732D0AD985F9";
        try (SecretBytes key = Secrets.of(HMAC_KEY);
                SecretBytes found =
                        CounterModeKdf.hmacSha256(KeyMac.of(key), FixedInput.behindCounter(HMAC_INPUT), 16);
                SecretBytes other =
                        CounterModeKdf.hmacSha256(KeyMac.of(key), FixedInput.behindCounter(HMAC_INPUT.slice(1)), 16)) {
            assertThat(Secrets.hex(found)).isEqualTo(expected);
            assertThat(Secrets.hex(other)).isNotEqualTo(expected);
        }
    }

    @Test
    void a_longer_key_begins_with_the_shorter_one_and_counts_on() {
        try (KeyCipher key = Secrets.cipher(KeyAlgorithm.AES, HMAC_KEY)) {
            FixedInput input = FixedInput.behindCounter(HMAC_INPUT);
            String longest = cmac(key, input, 255 * 16);
            assertThat(longest).hasSize(2 * 255 * 16).startsWith(cmac(key, input, 40));
            assertThat(longest.substring(0, 32)).isNotEqualTo(longest.substring(32, 64));
            assertThat(longest.substring(2 * 254 * 16))
                    .isEqualTo(hex(
                            key.cmac(ByteString.ofByte(0xFF).plus(HMAC_INPUT).toByteArray())));
        }
    }

    @Test
    void the_counter_does_not_start_again() {
        FixedInput input = FixedInput.behindCounter(HMAC_INPUT);
        try (KeyCipher key = Secrets.cipher(KeyAlgorithm.AES, HMAC_KEY);
                SecretBytes secret = Secrets.of(HMAC_KEY)) {
            for (int wrong : new int[] {-1, 0, 255 * 16 + 1}) {
                assertThatThrownBy(() -> CounterModeKdf.cmac(key, input, wrong))
                        .isInstanceOf(IllegalArgumentException.class);
            }
            for (int wrong : new int[] {0, 255 * 32 + 1}) {
                assertThatThrownBy(() -> CounterModeKdf.hmacSha256(KeyMac.of(secret), input, wrong))
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    @Test
    void refuses_a_key_that_is_not_for_aes() {
        try (KeyCipher key = Secrets.cipher(KeyAlgorithm.TDES, "0123456789ABCDEFFEDCBA9876543210")) {
            assertThatThrownBy(() -> CounterModeKdf.cmac(key, FixedInput.behindCounter(HMAC_INPUT), 16))
                    .isInstanceOf(KeyRefusedException.class);
        }
    }

    private static String cmac(KeyCipher key, FixedInput input, int bytes) {
        try (SecretBytes found = CounterModeKdf.cmac(key, input, bytes)) {
            return Secrets.hex(found);
        }
    }

    private static String hex(byte[] bytes) {
        return ByteString.of(bytes).toHex();
    }
}
