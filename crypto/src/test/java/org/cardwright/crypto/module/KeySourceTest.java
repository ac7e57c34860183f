package org.cardwright.crypto.module;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import org.cardwright.crypto.key.KeyMac;
import org.cardwright.crypto.key.SecretBytes;
import org.junit.jupiter.api.Test;

class KeySourceTest {

    @Test
    void a_test_stream_depends_on_seed_and_reference_only() {
        TestKeySource source = source(1);
        byte[] first = bytes(source.forCard("A-000017/9F46"), 100);
        source.forCard("A-000018/9F46").nextInt();
        assertThat(bytes(source.forCard("A-000017/9F46"), 100)).isEqualTo(first);
        assertThat(bytes(source(1).forCard("A-000017/9F46"), 100)).isEqualTo(first);
        assertThat(bytes(source.forCard("A-000017/8010"), 100)).isNotEqualTo(first);
        assertThat(bytes(source.forCard("A-00001"), 100)).isNotEqualTo(first);
        assertThat(bytes(source(2).forCard("A-000017/9F46"), 100)).isNotEqualTo(first);
    }

    @Test
    void a_test_stream_is_the_same_in_one_piece_and_in_many() {
        byte[] whole = bytes(source(1).forCard("A-1"), 200);
        SecureRandom stream = source(1).forCard("A-1");
        byte[] pieces = new byte[200];
        for (int at = 0; at < pieces.length; at += 25) {
            System.arraycopy(bytes(stream, 25), 0, pieces, at, 25);
        }
        assertThat(pieces).isEqualTo(whole);
        assertThat(Arrays.copyOf(whole, 32)).isNotEqualTo(Arrays.copyOfRange(whole, 32, 64));
    }

    @Test
    void a_test_stream_is_what_its_description_says() throws Exception {
        // first block = HMAC-SHA-256(seed, 00000003 | "A-1" | 00000000), here from the definition of HMAC (RFC 2104, 2)
        byte[] seed = new byte[64];
        Arrays.fill(seed, 0, 32, (byte) 1);
        byte[] inner = new byte[64];
        byte[] outer = new byte[64];
        for (int i = 0; i < 64; i++) {
            inner[i] = (byte) (seed[i] ^ 0x36);
            outer[i] = (byte) (seed[i] ^ 0x5C);
        }
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        sha256.update(inner);
        sha256.update(new byte[] {0, 0, 0, 3});
        sha256.update("A-1".getBytes(StandardCharsets.US_ASCII));
        byte[] innerHash = sha256.digest(new byte[4]);
        sha256.update(outer);
        byte[] expected = sha256.digest(innerHash);
        assertThat(HexFormat.of().formatHex(bytes(source(1).forCard("A-1"), 32)))
                .isEqualTo(HexFormat.of().formatHex(expected));
    }

    @Test
    void the_source_of_the_system_never_repeats() {
        SystemKeySource source = new SystemKeySource();
        assertThat(bytes(source.forCard("A-1"), 32)).isNotEqualTo(bytes(source.forCard("A-1"), 32));
        source.close();
    }

    private static TestKeySource source(int value) {
        byte[] seed = new byte[32];
        Arrays.fill(seed, (byte) value);
        SecretBytes secret = SecretBytes.adopt(seed);
        return new TestKeySource(new TestKeySource.Seed() {
            @Override
            public KeyMac mac() {
                return KeyMac.of(secret);
            }

            @Override
            public void close() {
                secret.close();
            }
        });
    }

    private static byte[] bytes(SecureRandom random, int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
