package org.cardwright.crypto.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.sample.PublishedVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class Tr31Test {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int ROUNDS = Integer.getInteger("cardwright.fuzz", 20_000);
    private static final String AES_256 = "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F";

    static List<PublishedVector> published() {
        return Stream.of("TR-31:2018", "payShield 10k", "ANSI X9.143", "ISO 20038")
                .flatMap(prefix -> PublishedVector.startingWith(prefix).stream())
                .toList();
    }

    static List<PublishedVector> versionsInUse() {
        return published().stream()
                .filter(v -> v.input("keyblock").matches("[BD].*"))
                .toList();
    }

    static List<PublishedVector> otherVersions() {
        return published().stream()
                .filter(v -> !v.input("keyblock").matches("[BD].*"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("versionsInUse")
    void unwraps_the_published_block(PublishedVector v) {
        Tr31.Unwrapped unwrapped = Tr31.unwrap(v.input("keyblock"), secret(v.input("kbpk")));
        assertThat(hex(unwrapped.key())).isEqualTo(v.output("key"));
        assertThat(unwrapped.header().usage()).isEqualTo(v.input("keyblock").substring(5, 7));
    }

    @ParameterizedTest
    @MethodSource("versionsInUse")
    void refuses_the_published_block_with_any_character_changed(PublishedVector v) {
        String block = v.input("keyblock");
        SecretBytes protectionKey = secret(v.input("kbpk"));
        for (int i = 0; i < block.length(); i++) {
            char other = block.charAt(i) == '0' ? '1' : '0';
            String altered = block.substring(0, i) + other + block.substring(i + 1);
            assertThatThrownBy(() -> Tr31.unwrap(altered, protectionKey))
                    .as("character %d", i)
                    .isInstanceOf(KeyRefusedException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("versionsInUse")
    void refuses_the_published_block_under_another_key(PublishedVector v) {
        byte[] other = HEX.parseHex(v.input("kbpk"));
        other[0] ^= 0x02;
        assertThatThrownBy(() -> Tr31.unwrap(v.input("keyblock"), SecretBytes.adopt(other)))
                .isInstanceOf(KeyRefusedException.class);
    }

    @ParameterizedTest
    @MethodSource("versionsInUse")
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
    @MethodSource("otherVersions")
    void refuses_versions_that_are_not_in_use(PublishedVector v) {
        assertThatThrownBy(() -> Tr31.unwrap(v.input("keyblock"), secret(v.input("kbpk"))))
                .isInstanceOf(KeyRefusedException.class)
                .hasMessageContaining("version B or D");
    }

    @Test
    void our_block_brings_all_attributes_back() {
        SecretBytes vaultKey = secret(AES_256);
        for (KeyState state : KeyState.values()) {
            KeyAttributes attributes = attributes(state);
            KeyBlock sealed = KeyBlock.seal(attributes, secret("0123456789ABCDEFFEDCBA9876543210"), vaultKey, RANDOM);
            KeyBlock parsed = KeyBlock.parse(sealed.text());
            assertThat(parsed.attributes()).isEqualTo(attributes);
            assertThat(hex(parsed.open(vaultKey))).isEqualTo("0123456789ABCDEFFEDCBA9876543210");
            assertThat(parsed).hasToString("bank-one.kek1-k0/7 08D7B4");
        }
    }

    @Test
    void our_block_cannot_be_opened_with_other_attributes() {
        SecretBytes vaultKey = secret(AES_256);
        String text = KeyBlock.seal(
                        attributes(KeyState.ACTIVE), secret("0123456789ABCDEFFEDCBA9876543210"), vaultKey, RANDOM)
                .text();
        List<String> altered = List.of(
                text.replace("bank-one", "bank-two"),
                text.replace("007AIT", "008AIT"),
                text.replace("007AIT", "007SIT"),
                text.replace("007AIT", "007AIL"),
                text.replaceFirst("K0TD", "P0TD"),
                text.replaceFirst("K0TD", "K0TE"),
                text.replaceFirst("K0TD", "D0TD"));
        for (String wrong : altered) {
            assertThat(wrong).isNotEqualTo(text);
            assertThatThrownBy(() -> KeyBlock.parse(wrong).open(vaultKey)).isInstanceOf(KeyRefusedException.class);
        }
    }

    @Test
    void refuses_a_transport_key_without_a_direction_and_a_purpose_with_another_algorithm() {
        KeyCheckValue kcv = new KeyCheckValue(KeyCheckValue.Method.TDES_ZEROS, ByteString.fromHex("08D7B4"));
        KeyName name = KeyName.of("x");
        assertThatThrownBy(() -> new KeyAttributes(
                        name, KeyPurpose.KEK, KeyAlgorithm.TDES, 112, KeyDirection.NONE, KeyState.ACTIVE, true, kcv))
                .isInstanceOf(KeyRefusedException.class);
        assertThatThrownBy(() -> new KeyAttributes(
                        name, KeyPurpose.CVK, KeyAlgorithm.AES, 128, KeyDirection.NONE, KeyState.ACTIVE, true, kcv))
                .isInstanceOf(KeyRefusedException.class);
        assertThatThrownBy(() -> new KeyAttributes(
                        name,
                        KeyPurpose.CVK,
                        KeyAlgorithm.TDES,
                        112,
                        KeyDirection.ISSUER_TO_DATA_PREPARATION,
                        KeyState.ACTIVE,
                        true,
                        kcv))
                .isInstanceOf(KeyRefusedException.class);
    }

    @Test
    void mutated_blocks_give_only_the_declared_exception() {
        long seed = Long.getLong("seed", 7);
        Random random = new Random(seed);
        SecretBytes vaultKey = secret(AES_256);
        String block = KeyBlock.seal(
                        attributes(KeyState.ACTIVE), secret("0123456789ABCDEFFEDCBA9876543210"), vaultKey, RANDOM)
                .text();
        for (int round = 0; round < ROUNDS; round++) {
            String mutated = mutate(block, random);
            Throwable thrown =
                    catchThrowable(() -> KeyBlock.parse(mutated).open(vaultKey).close());
            assertThat(mutated.equals(block) == (thrown == null)
                            && (thrown == null || thrown instanceof KeyRefusedException))
                    .as("seed %d round %d: %s", seed, round, thrown)
                    .isTrue();
        }
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
                "D0020K0TD00N01001003"
            })
    void refuses_stumps(String block) {
        assertThatThrownBy(() -> Tr31.unwrap(block, secret(AES_256))).isInstanceOf(KeyRefusedException.class);
    }

    @Test
    void rfc_3394_and_rfc_5649_key_wraps() {
        PublishedVector.startingWith("AES-KW").forEach(v -> {
            AesKeyWrap wrap = v.name().startsWith("AES-KWP") ? AesKeyWrap.KWP : AesKeyWrap.KW;
            SecretBytes kek = secret(v.input("kek"));
            ByteString wrapped = wrap.wrap(secret(v.input("key")), kek);
            assertThat(wrapped.toHex()).isEqualTo(v.output("wrapped"));
            assertThat(hex(wrap.unwrap(wrapped, kek))).isEqualTo(v.input("key"));
            byte[] altered = wrapped.toByteArray();
            altered[altered.length - 1] ^= 1;
            assertThatThrownBy(() -> wrap.unwrap(ByteString.of(altered), kek)).isInstanceOf(KeyRefusedException.class);
        });
    }

    private static String mutate(String block, Random random) {
        byte[] bytes = block.getBytes(StandardCharsets.US_ASCII);
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(0x80);
        }
        String text = new String(bytes, StandardCharsets.US_ASCII);
        return switch (random.nextInt(4)) {
            case 0 -> text.substring(0, random.nextInt(text.length()));
            case 1 -> text + text.substring(random.nextInt(text.length()));
            default -> text;
        };
    }

    private static KeyAttributes attributes(KeyState state) {
        return new KeyAttributes(
                new KeyName("bank-one.kek1-k0", 7),
                KeyPurpose.KEK,
                KeyAlgorithm.TDES,
                112,
                KeyDirection.ISSUER_TO_DATA_PREPARATION,
                state,
                true,
                new KeyCheckValue(KeyCheckValue.Method.TDES_ZEROS, ByteString.fromHex("08D7B4")));
    }

    private static SecretBytes secret(String hex) {
        return SecretBytes.adopt(HEX.parseHex(hex));
    }

    private static String hex(SecretBytes secret) {
        return HEX.formatHex(ClearKeyAccess.open(secret));
    }
}
