package org.cardwright.crypto.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.sample.PublishedVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyCryptogramTest {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final PublishedVector TRANSLATION =
            PublishedVector.startingWith("Key translation").get(0);

    @ParameterizedTest
    @CsvSource({"TDES_ECB, ecb, kek1", "TDES_CBC, cbc, kek1", "TDES_ECB, ecb, kek2", "TDES_CBC, cbc, kek2"})
    void opens_a_key_under_a_transport_key(KeyCryptogram form, String mode, String kek) {
        String name = "cryptogram_" + mode + "_" + kek;
        String cryptogram = kek.equals("kek1") ? TRANSLATION.input(name) : TRANSLATION.output(name);
        try (SecretBytes key = form.open(ByteString.fromHex(cryptogram), secret(TRANSLATION.input(kek)))) {
            assertThat(key).isEqualTo(secret(TRANSLATION.output("clear")));
        }
    }

    @Test
    void the_other_mode_gives_another_key_and_only_the_check_value_can_tell() {
        ByteString ecb = ByteString.fromHex(TRANSLATION.input("cryptogram_ecb_kek1"));
        SecretBytes key = KeyCryptogram.TDES_CBC.open(ecb, secret(TRANSLATION.input("kek1")));
        assertThat(key).isNotEqualTo(secret(TRANSLATION.output("clear")));
        assertThat(KeyCryptogram.TDES_CBC.isAuthenticated()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, 12, 15, 32})
    void a_length_that_is_none_of_a_des_key_is_refused(int bytes) {
        SecretBytes kek = secret(TRANSLATION.input("kek1"));
        ByteString cryptogram = ByteString.repeat(0x5A, bytes);
        assertThatThrownBy(() -> KeyCryptogram.TDES_ECB.open(cryptogram, kek))
                .isInstanceOf(KeyRefusedException.class)
                .hasMessageContaining("no DES key");
        assertThatThrownBy(() -> KeyCryptogram.TDES_CBC.open(cryptogram, kek)).isInstanceOf(KeyRefusedException.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"AES_KW", "AES_KWP"})
    void the_forms_under_aes_find_every_change(KeyCryptogram form) {
        SecretBytes kek = secret("000102030405060708090A0B0C0D0E0F");
        SecretBytes key = secret(TRANSLATION.output("clear"));
        AesKeyWrap wrap = form == KeyCryptogram.AES_KW ? AesKeyWrap.KW : AesKeyWrap.KWP;
        ByteString cryptogram = wrap.wrap(key, kek);
        assertThat(form.open(cryptogram, kek)).isEqualTo(key);
        assertThat(form.isAuthenticated()).isTrue();
        for (int i = 0; i < cryptogram.size(); i++) {
            byte[] altered = cryptogram.toByteArray();
            altered[i] ^= 0x10;
            assertThatThrownBy(() -> form.open(ByteString.of(altered), kek)).isInstanceOf(KeyRefusedException.class);
        }
    }

    @Test
    void a_single_length_key_is_known_however_often_it_was_written() {
        String single = "0123456789ABCDEF";
        assertThat(SingleLength.is(secret(single))).isTrue();
        assertThat(SingleLength.is(secret(single.repeat(2)))).isTrue();
        assertThat(SingleLength.is(secret(single.repeat(3)))).isTrue();
        assertThat(SingleLength.is(secret(single + "FEDCBA9876543210"))).isFalse();
        assertThat(SingleLength.is(secret(single.repeat(2) + "FEDCBA9876543210")))
                .isFalse();
        assertThat(SingleLength.is(secret("0123456789ABCD"))).isFalse();
        assertThat(SingleLength.doubled(secret(single))).isEqualTo(secret(single.repeat(2)));
    }

    @Test
    void strengths_are_those_of_nist() {
        assertThat(KeyAlgorithm.TDES.strength(56)).isEqualTo(56);
        assertThat(KeyAlgorithm.TDES.strength(112)).isEqualTo(80);
        assertThat(KeyAlgorithm.TDES.strength(168)).isEqualTo(112);
        assertThat(KeyAlgorithm.AES.strength(128)).isEqualTo(128);
        assertThat(KeyAlgorithm.RSA.strength(1984)).isEqualTo(80);
        assertThat(KeyAlgorithm.RSA.strength(2048)).isEqualTo(112);
        assertThat(KeyAlgorithm.TDES.describe(56)).isEqualTo("DES-56");
        assertThat(KeyAlgorithm.TDES.describe(112)).isEqualTo("TDES-112");
    }

    private static SecretBytes secret(String hex) {
        return SecretBytes.adopt(HEX.parseHex(hex));
    }
}
