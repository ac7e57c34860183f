package org.cardwright.crypto.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.sample.PublishedVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AesKeyWrapTest {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final long SEED = Long.getLong("seed", 5649);

    /** RFC 3394, 4.2 to 4.6: length of the wrapping key 00 01 02 ..., key, wrapped key. */
    @ParameterizedTest
    @CsvSource({
        "24, 00112233445566778899AABBCCDDEEFF, 96778B25AE6CA435F92B5B97C050AED2468AB8A17AD84E5D",
        "32, 00112233445566778899AABBCCDDEEFF, 64E8C3F9CE0F5BA263E9777905818A2A93C8191E7D6E8AE7",
        "24, 00112233445566778899AABBCCDDEEFF0001020304050607,"
                + " 031D33264E15D33268F24EC260743EDCE1C6C7DDEE725A936BA814915C6762D2",
        "32, 00112233445566778899AABBCCDDEEFF0001020304050607,"
                + " A8F9BC1612C68B3FF6E6F4FBE30E71E4769C8B80A32CB8958CD5D17D6B254DA1",
        "32, 00112233445566778899AABBCCDDEEFF000102030405060708090A0B0C0D0E0F,"
                + " 28C9F404C4B810F4CBCCB35CFB87F8263F5786E2D80ED326CBC7F0E71A99F43BFB988B9B7A02DD21"
    })
    void rfc_3394_section_4(int kekBytes, String key, String wrapped) {
        byte[] kek = new byte[kekBytes];
        for (int i = 0; i < kekBytes; i++) {
            kek[i] = (byte) i;
        }
        SecretBytes wrapping = SecretBytes.adopt(kek);
        assertThat(AesKeyWrap.KW.wrap(secret(key), wrapping).toHex()).isEqualTo(wrapped);
        assertThat(AesKeyWrap.KW.unwrap(ByteString.fromHex(wrapped), wrapping)).isEqualTo(secret(key));
    }

    static Stream<PublishedVector> published() {
        return PublishedVector.startingWith("AES-KW").stream();
    }

    @ParameterizedTest
    @MethodSource("published")
    void wraps_and_unwraps_the_published_key_and_refuses_any_byte_changed(PublishedVector v) {
        AesKeyWrap wrap = v.name().startsWith("AES-KWP") ? AesKeyWrap.KWP : AesKeyWrap.KW;
        SecretBytes kek = secret(v.input("kek"));
        ByteString wrapped = wrap.wrap(secret(v.input("key")), kek);
        assertThat(wrapped.toHex()).isEqualTo(v.output("wrapped"));
        assertThat(wrap.unwrap(wrapped, kek)).isEqualTo(secret(v.input("key")));
        for (int i = 0; i < wrapped.size(); i++) {
            byte[] altered = wrapped.toByteArray();
            altered[i] ^= 1;
            assertThatThrownBy(() -> wrap.unwrap(ByteString.of(altered), kek)).isInstanceOf(KeyRefusedException.class);
        }
    }

    @Test
    void every_length_comes_back_and_the_other_method_or_a_part_of_it_is_refused() {
        Random random = new Random(SEED);
        for (int bytes = 1; bytes <= 40; bytes++) {
            SecretBytes key = SecretBytes.adopt(bytes(random, bytes));
            SecretBytes kek =
                    SecretBytes.adopt(bytes(random, List.of(16, 24, 32).get(random.nextInt(3))));
            ByteString wrapped = AesKeyWrap.KWP.wrap(key, kek);
            assertThat(AesKeyWrap.KWP.unwrap(wrapped, kek)).as("seed %d", SEED).isEqualTo(key);
            assertThatThrownBy(() -> AesKeyWrap.KW.unwrap(wrapped, kek)).isInstanceOf(KeyRefusedException.class);
            ByteString part = wrapped.slice(0, wrapped.size() - 1);
            assertThatThrownBy(() -> AesKeyWrap.KWP.unwrap(part, kek)).isInstanceOf(KeyRefusedException.class);
        }
    }

    private static byte[] bytes(Random random, int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return Arrays.copyOf(bytes, count);
    }

    private static SecretBytes secret(String hex) {
        return SecretBytes.adopt(HEX.parseHex(hex));
    }
}
