package org.cardwright.crypto.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.cardwright.sample.PublishedVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class Tr31Test {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String AES_256 = "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F";

    static List<PublishedVector> published() {
        return KeyBlockVectors.published();
    }

    static Stream<PublishedVector> written() {
        return KeyBlockVectors.ofVersions("BDE");
    }

    static Stream<PublishedVector> onlyRead() {
        return KeyBlockVectors.ofVersions("AC");
    }

    /** Those whose payload is filled as ANSI X9.143:2021 wants it. */
    static Stream<PublishedVector> filled() {
        return Stream.of(
                        "ANSI X9.143:2021 8.1 (D, obfuscated length)",
                        "ANSI X9.143:2021 8.4.2 (B, KS block)",
                        "payShield 10k (D, TDES DEK)",
                        "payShield 10k (D, AES-256 key)")
                .map(PublishedVector::named);
    }

    @Test
    void ten_blocks_of_five_versions_are_published() {
        assertThat(published()).hasSize(10);
        assertThat(published().stream().map(v -> v.input("keyblock").charAt(0))).containsOnly('A', 'B', 'C', 'D', 'E');
    }

    @ParameterizedTest
    @MethodSource("published")
    void unwraps_the_published_block(PublishedVector v) {
        Tr31.Unwrapped unwrapped = Tr31.unwrap(v.input("keyblock"), secret(v.input("kbpk")));
        assertThat(hex(unwrapped.key())).isEqualTo(v.output("key"));
        assertThat(unwrapped.header().usage()).isEqualTo(v.input("keyblock").substring(5, 7));
    }

    @ParameterizedTest
    @MethodSource("published")
    void refuses_the_published_block_with_any_character_changed(PublishedVector v) {
        String block = v.input("keyblock");
        SecretBytes protectionKey = secret(v.input("kbpk"));
        for (int i = 0; i < block.length(); i++) {
            for (char other : "01AZ ".toCharArray()) {
                String altered = block.substring(0, i) + other + block.substring(i + 1);
                if (!altered.equals(block)) {
                    assertRefused(altered, protectionKey, v.output("key"));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("published")
    void refuses_the_published_block_under_another_key_in_another_version_and_cut_anywhere(PublishedVector v) {
        String block = v.input("keyblock");
        byte[] other = HEX.parseHex(v.input("kbpk"));
        other[0] ^= 0x02;
        assertRefused(block, SecretBytes.adopt(other), v.output("key"));
        SecretBytes protectionKey = secret(v.input("kbpk"));
        for (char version : "ABCDEFGabcde0 ".replace(block.substring(0, 1), "").toCharArray()) {
            assertRefused(version + block.substring(1), protectionKey, v.output("key"));
        }
        for (int length = 0; length < block.length(); length++) {
            String cut = block.substring(0, length);
            assertRefused(cut, protectionKey, v.output("key"));
            if (length >= 5) {
                assertRefused(
                        String.format(Locale.ROOT, "%c%04d%s", cut.charAt(0), length, cut.substring(5)),
                        protectionKey,
                        "none");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("written")
    void wraps_what_it_unwrapped(PublishedVector v) {
        SecretBytes protectionKey = secret(v.input("kbpk"));
        Tr31.Unwrapped first = Tr31.unwrap(v.input("keyblock"), protectionKey);
        String again = Tr31.wrap(first.header(), first.key(), protectionKey, RANDOM);
        Tr31.Unwrapped second = Tr31.unwrap(again, protectionKey);
        assertThat(second.key()).isEqualTo(first.key());
        assertThat(second.header().optionalBlocks()).containsAll(first.header().optionalBlocks());
        assertThat(again).isNotEqualTo(Tr31.wrap(first.header(), first.key(), protectionKey, RANDOM));
    }

    @ParameterizedTest
    @MethodSource("filled")
    void writes_the_published_block_when_it_is_given_the_same_filling(PublishedVector v) {
        String block = v.input("keyblock");
        SecretBytes protectionKey = secret(v.input("kbpk"));
        KeyBlockHeader.Read head = KeyBlockHeader.read(block);
        int macAt = block.length() - 2 * head.header().format().macBytes();
        byte[] payload;
        try (KeyBlockCipher cipher = KeyBlockCipher.of(head.header().format(), protectionKey)) {
            payload = cipher.open(
                    block.substring(0, head.characters()),
                    HEX.parseHex(block.substring(head.characters(), macAt)),
                    HEX.parseHex(block.substring(macAt)));
        }
        assertThat(Tr31.wrap(head.header(), secret(v.output("key")), protectionKey, giving(payload)))
                .isEqualTo(block);
    }

    @ParameterizedTest
    @MethodSource("onlyRead")
    void versions_a_and_c_are_not_written(PublishedVector v) {
        SecretBytes protectionKey = secret(v.input("kbpk"));
        Tr31.Unwrapped unwrapped = Tr31.unwrap(v.input("keyblock"), protectionKey);
        assertThatThrownBy(() -> Tr31.wrap(unwrapped.header(), unwrapped.key(), protectionKey, RANDOM))
                .isInstanceOf(KeyRefusedException.class)
                .hasMessageContaining("read, not written");
    }

    @ParameterizedTest
    @CsvSource({
        // A to C under AES, D and E under 3DES, and protection keys of no length
        "A, 32, B0TD",
        "B, 32, B0TD",
        "C, 32, B0TD",
        "D, 8, B0AD",
        "E, 20, B0AD"
    })
    void refuses_a_protection_key_of_another_cipher(char version, int bytes, String use) {
        String block = version + "0112" + use + "00E0000" + "0".repeat(96);
        assertThatThrownBy(() -> Tr31.unwrap(block + "0", SecretBytes.adopt(new byte[bytes])))
                .isInstanceOf(KeyRefusedException.class);
        assertThatThrownBy(() -> Tr31.unwrap(block, SecretBytes.adopt(new byte[bytes])))
                .isInstanceOf(KeyRefusedException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "D",
                "D0016K0TD00N0000",
                "D0016K0TD00N9900",
                "D9999K0TD00N0000",
                "D0020K0TD00N010010FF",
                "D0020K0TD00N01001003",
                "D0020K0TD00N01001000",
                "D0026K0TD00N010010000400",
                "D0026K0TD00N01001000040009"
            })
    void refuses_stumps(String block) {
        assertThatThrownBy(() -> Tr31.unwrap(block, secret(AES_256))).isInstanceOf(KeyRefusedException.class);
    }

    @Test
    void refuses_a_key_whose_length_is_none_of_its_algorithm() {
        for (String hex : List.of("0123456789ABCDEF", "00".repeat(20), "00".repeat(32))) {
            KeyBlockHeader header = new KeyBlockHeader('D', "D0", 'T', 'B', "00", 'N', List.of());
            String block = Tr31.wrap(header, secret(hex), secret(AES_256), RANDOM);
            assertThatThrownBy(() -> Tr31.unwrap(block, secret(AES_256)))
                    .isInstanceOf(KeyRefusedException.class)
                    .hasMessageContaining("no length of its algorithm");
        }
    }

    private static void assertRefused(String block, SecretBytes protectionKey, String key) {
        assertThatThrownBy(() -> Tr31.unwrap(block, protectionKey))
                .as(block)
                .isInstanceOf(KeyRefusedException.class)
                .hasMessageNotContaining(key)
                .message()
                .doesNotMatch("(?s).*[0-9A-F]{16}.*");
    }

    private static SecureRandom giving(byte[] payload) {
        return new SecureRandom() {
            private static final long serialVersionUID = 1L;

            @Override
            public void nextBytes(byte[] target) {
                assertThat(target).hasSameSizeAs(payload);
                System.arraycopy(Arrays.copyOf(payload, target.length), 0, target, 0, target.length);
            }
        };
    }

    private static SecretBytes secret(String hex) {
        return SecretBytes.adopt(HEX.parseHex(hex));
    }

    private static String hex(SecretBytes secret) {
        return HEX.formatHex(ClearKeyAccess.open(secret));
    }
}
