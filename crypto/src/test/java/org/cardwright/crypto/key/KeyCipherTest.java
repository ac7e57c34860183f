package org.cardwright.crypto.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.sample.PublishedVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KeyCipherTest {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final String TDES_KEY = "0123456789ABCDEFFEDCBA9876543210";

    static List<PublishedVector> tdesCheckValues() {
        return Stream.of("KCV 3DES", "KCV 3DES b", "KCV 3DES payShield example", "jPOS test key KCV")
                .map(PublishedVector::named)
                .toList();
    }

    static List<PublishedVector> aesCheckValues() {
        return PublishedVector.startingWith("KCV AES ");
    }

    static List<PublishedVector> cmacs() {
        return PublishedVector.startingWith("AES-CMAC ");
    }

    @ParameterizedTest
    @MethodSource("tdesCheckValues")
    void check_value_of_a_triple_des_key(PublishedVector v) {
        try (KeyCipher key = KeyCipher.tdes(secret(v.input("key")))) {
            assertThat(KeyCheckValue.of(key).toHex()).isEqualTo(v.output("kcv"));
        }
    }

    @ParameterizedTest
    @MethodSource("aesCheckValues")
    void check_value_of_an_aes_key(PublishedVector v) {
        KeyCheckValue.Method method =
                v.name().contains("CMAC") ? KeyCheckValue.Method.AES_CMAC : KeyCheckValue.Method.AES_ONES;
        KeyCheckValue.Method other =
                v.name().contains("CMAC") ? KeyCheckValue.Method.AES_ONES : KeyCheckValue.Method.AES_CMAC;
        try (KeyCipher key = KeyCipher.aes(secret(v.input("key")))) {
            int bytes = v.output("kcv").length() / 2;
            assertThat(KeyCheckValue.of(method, key, bytes).toHex()).isEqualTo(v.output("kcv"));
            assertThat(KeyCheckValue.of(other, key, bytes).toHex()).isNotEqualTo(v.output("kcv"));
        }
    }

    @ParameterizedTest
    @MethodSource("cmacs")
    void nist_sp_800_38b(PublishedVector v) {
        byte[] message = HEX.parseHex(v.input("msg"));
        try (KeyCipher key = KeyCipher.aes(secret(v.input("key")))) {
            assertThat(HEX.formatHex(key.cmac(message))).isEqualTo(v.output("mac"));
            message[0] ^= 1;
            assertThat(HEX.formatHex(key.cmac(message))).isNotEqualTo(v.output("mac"));
        }
    }

    @Test
    void translates_a_key_between_two_transport_keys_in_both_modes() {
        PublishedVector v = PublishedVector.named("Key translation KEK1 -> KEK2 (3DES ECB and CBC IV=0)");
        try (KeyCipher from = KeyCipher.tdes(secret(v.input("kek1")));
                KeyCipher to = KeyCipher.tdes(secret(v.input("kek2")))) {
            byte[] clear = from.decryptEcb(HEX.parseHex(v.input("cryptogram_ecb_kek1")));
            assertThat(HEX.formatHex(clear)).isEqualTo(v.output("clear"));
            assertThat(from.decryptCbc(HEX.parseHex(v.input("cryptogram_cbc_kek1"))))
                    .isEqualTo(clear);
            assertThat(HEX.formatHex(to.encryptEcb(clear))).isEqualTo(v.output("cryptogram_ecb_kek2"));
            assertThat(HEX.formatHex(to.encryptCbc(clear))).isEqualTo(v.output("cryptogram_cbc_kek2"));
        }
    }

    @Test
    void parts_of_an_rsa_key_are_encrypted_in_both_modes() {
        for (PublishedVector v : PublishedVector.startingWith("ICC RSA CRT components")) {
            try (KeyCipher kek = KeyCipher.tdes(secret(v.input("kek")))) {
                for (String part : List.of("p", "q", "dp", "dq", "qinv")) {
                    byte[] padded = HEX.parseHex(v.input(part) + "8000000000000000");
                    byte[] encrypted = v.name().endsWith("CBC") ? kek.encryptCbc(padded) : kek.encryptEcb(padded);
                    assertThat(HEX.formatHex(encrypted)).isEqualTo(v.output(part + "_enc"));
                }
            }
        }
    }

    @Test
    void key_components_add_up_to_the_key() {
        PublishedVector v = PublishedVector.startingWith("ZMK from 3").get(0);
        byte[] sum = new byte[16];
        for (int i = 1; i <= 3; i++) {
            byte[] component = HEX.parseHex(v.input("c" + i));
            try (KeyCipher cipher = KeyCipher.tdes(SecretBytes.copyOf(component))) {
                assertThat(KeyCheckValue.of(cipher).toHex()).isEqualTo(v.output("kcv" + i));
            }
            for (int at = 0; at < sum.length; at++) {
                sum[at] ^= component[at];
            }
        }
        assertThat(HEX.formatHex(sum)).isEqualTo(v.output("zmk"));
        try (KeyCipher cipher = KeyCipher.tdes(SecretBytes.adopt(sum))) {
            assertThat(KeyCheckValue.of(cipher).toHex()).isEqualTo(v.output("zmk_kcv"));
        }
    }

    @Test
    void refuses_lengths_that_do_not_fit() {
        for (int bytes : new int[] {0, 8, 15, 17, 32}) {
            assertThatThrownBy(() -> KeyCipher.tdes(SecretBytes.adopt(new byte[bytes])))
                    .isInstanceOf(KeyRefusedException.class);
        }
        for (int bytes : new int[] {0, 8, 20, 40}) {
            assertThatThrownBy(() -> KeyCipher.aes(SecretBytes.adopt(new byte[bytes])))
                    .isInstanceOf(KeyRefusedException.class);
        }
        assertThatThrownBy(() -> KeyCipher.of(KeyAlgorithm.HMAC, SecretBytes.adopt(new byte[32])))
                .isInstanceOf(KeyRefusedException.class);
        try (KeyCipher key = KeyCipher.tdes(secret(TDES_KEY))) {
            assertThatThrownBy(() -> key.encryptEcb(new byte[12])).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> key.decryptCbc(new byte[12])).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void refuses_a_check_value_rule_of_another_algorithm() {
        try (KeyCipher tdes = KeyCipher.tdes(secret(TDES_KEY));
                KeyCipher aes = KeyCipher.aes(secret(TDES_KEY))) {
            assertThatThrownBy(() -> KeyCheckValue.of(KeyCheckValue.Method.AES_ONES, tdes, 3))
                    .isInstanceOf(KeyRefusedException.class);
            assertThatThrownBy(() -> KeyCheckValue.of(KeyCheckValue.Method.TDES_ZEROS, aes, 3))
                    .isInstanceOf(KeyRefusedException.class);
            assertThatThrownBy(() -> KeyCheckValue.of(KeyCheckValue.Method.SHA256, aes, 3))
                    .isInstanceOf(KeyRefusedException.class);
        }
    }

    @Test
    void check_values_fit_over_the_bytes_that_both_have() {
        KeyCheckValue three = new KeyCheckValue(KeyCheckValue.Method.AES_CMAC, ByteString.fromHex("08793E"));
        KeyCheckValue five = new KeyCheckValue(KeyCheckValue.Method.AES_CMAC, ByteString.fromHex("08793E25AB"));
        KeyCheckValue other = new KeyCheckValue(KeyCheckValue.Method.AES_CMAC, ByteString.fromHex("08793F"));
        KeyCheckValue rule = new KeyCheckValue(KeyCheckValue.Method.AES_ONES, ByteString.fromHex("08793E"));
        assertThat(three.fits(five)).isTrue();
        assertThat(three.fits(other)).isFalse();
        assertThat(three.fits(rule)).isFalse();
    }

    @Test
    void check_value_of_a_mac_key_is_hmac_of_nothing() {
        // openssl dgst -sha256 -mac HMAC -macopt hexkey:0b..0b (20 bytes) < /dev/null
        byte[] key = new byte[20];
        Arrays.fill(key, (byte) 0x0B);
        assertThat(KeyCheckValue.of(KeyMac.of(SecretBytes.adopt(key))).toHex()).isEqualTo("999A90");
    }

    @Test
    void a_closed_cipher_is_of_no_use() {
        KeyCipher key = KeyCipher.tdes(secret(TDES_KEY));
        key.encryptEcb(new byte[8]);
        key.decryptEcb(new byte[8]);
        key.close();
        assertThatThrownBy(() -> key.encryptEcb(new byte[8])).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> key.decryptEcb(new byte[8])).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> key.cmac(new byte[8])).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_closed_secret_is_zeros_and_cannot_be_used() {
        byte[] bytes = {1, 2, 3};
        SecretBytes secret = SecretBytes.adopt(bytes);
        assertThat(secret).hasToString("SecretBytes(3)").isEqualTo(SecretBytes.adopt(new byte[] {1, 2, 3}));
        assertThat(secret).isNotEqualTo(SecretBytes.adopt(new byte[] {1, 2, 4}));
        secret.close();
        assertThat(bytes).containsOnly(0);
        assertThat(secret.isDestroyed()).isTrue();
        assertThatThrownBy(() -> ClearKeyAccess.open(secret)).isInstanceOf(IllegalStateException.class);
    }

    private static SecretBytes secret(String hex) {
        return SecretBytes.adopt(HEX.parseHex(hex));
    }
}
