package org.cardwright.crypto.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.cardwright.crypto.key.DesParity;
import org.cardwright.crypto.key.KeyCheckValue;
import org.cardwright.crypto.key.KeyCheckValue.Method;
import org.cardwright.crypto.key.KeyCipher;
import org.cardwright.crypto.key.KeyMac;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.key.SingleLength;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.crypto.module.SecurityModuleException.Kind;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.sample.PublishedVector;
import org.cardwright.sample.SoftHsmTokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ciphers, codes and derived keys on one token, against published numbers. */
class TokenSessionTest {

    private static final String TDES = "0123456789ABCDEFFEDCBA9876543210";
    private static final String AES = "000102030405060708090A0B0C0D0E0F";

    private static SoftHsmTokens tokens;
    private static TokenGroup group;

    @BeforeAll
    static void open(@TempDir Path directory) {
        tokens = TestTokens.make(directory, "session");
        group = TestTokens.open("session");
    }

    @AfterAll
    static void close() {
        if (tokens != null) {
            group.close();
            tokens.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "KCV 3DES",
                "KCV 3DES payShield example",
                "KCV AES GlobalPlatform 0001",
                "KCV AES GlobalPlatform 4041",
                "KCV AES CMAC 3F419E1C",
                "KCV AES CMAC BE19E6A0"
            })
    void gives_the_published_check_values(String name) {
        PublishedVector vector = PublishedVector.named(name);
        boolean des = name.contains("3DES");
        Method method = des ? Method.TDES_ZEROS : name.contains("CMAC") ? Method.AES_CMAC : Method.AES_ONES;
        KeyCheckValue value = group.run(session -> session.checkValue(
                method,
                TestTokens.passing(
                        session,
                        des ? TokenKeyType.DES2 : TokenKeyType.AES,
                        vector.input("key"),
                        TokenKeyUse.ENCRYPT,
                        TokenKeyUse.SIGN)));
        assertThat(vector.output("kcv").toUpperCase(Locale.ROOT)).startsWith(value.toHex());
    }

    @ParameterizedTest
    @ValueSource(strings = {"AES-CMAC 2B7E1516 len 16", "AES-CMAC 2B7E1516 len 40", "AES-CMAC 8E73B0F7 len 16"})
    void computes_the_published_cmacs(String name) {
        PublishedVector vector = PublishedVector.named(name);
        byte[] message = TestTokens.bytes(vector.input("msg"));
        String mac = group.run(session -> TestTokens.hex(session.cmac(
                TestTokens.passing(session, TokenKeyType.AES, vector.input("key"), TokenKeyUse.SIGN), message)));
        assertThat(mac).isEqualToIgnoringCase(vector.output("mac"));
        message[0] ^= 1;
        String other = group.run(session -> TestTokens.hex(session.cmac(
                TestTokens.passing(session, TokenKeyType.AES, vector.input("key"), TokenKeyUse.SIGN), message)));
        assertThat(other).isNotEqualToIgnoringCase(vector.output("mac"));
    }

    /** NIST SP 800-38B, D.1, example 1 (AES-128, empty message); RFC 4231, 4.3 has a key below 32 bytes, so the HMAC is of our own making. */
    @Test
    void computes_codes_of_nothing() {
        String cmac = group.run(session -> TestTokens.hex(session.cmac(
                TestTokens.passing(session, TokenKeyType.AES, "2B7E151628AED2A6ABF7158809CF4F3C", TokenKeyUse.SIGN),
                new byte[0])));
        assertThat(cmac).isEqualTo("BB1D6929E95937287FA37D129B756746");
        KeyCheckValue hmac = group.run(session -> session.checkValue(
                TestTokens.passing(session, TokenKeyType.GENERIC_SECRET, AES + AES, TokenKeyUse.SIGN)));
        try (SecretBytes key = TestTokens.secret(AES + AES);
                KeyMac software = KeyMac.of(key)) {
            assertThat(hmac).isEqualTo(KeyCheckValue.of(software));
        }
    }

    /** openssl enc -des-ede-cbc / -aes-128-cbc -nopad with these keys and initial values gives the same. */
    @ParameterizedTest
    @CsvSource({"DES2, 0123456789ABCDEFFEDCBA9876543210, 8", "AES, 000102030405060708090A0B0C0D0E0F, 16"})
    void chains_blocks_from_the_initial_value(TokenKeyType type, String key, int block) {
        byte[] clear = TestTokens.bytes("00".repeat(2 * block));
        byte[] initialValue = TestTokens.bytes("5A".repeat(block));
        group.run(session -> {
            TokenKey made = TestTokens.passing(session, type, key, TokenKeyUse.ENCRYPT, TokenKeyUse.DECRYPT);
            byte[] chained = session.encryptCbc(made, initialValue, clear);
            byte[] first = session.encryptEcb(made, initialValue);
            assertThat(chained).startsWith(first).endsWith(session.encryptEcb(made, first));
            assertThat(session.decryptCbc(made, initialValue, chained)).isEqualTo(clear);
            assertThat(session.decryptEcb(made, first)).isEqualTo(initialValue);
            return true;
        });
    }

    /** DES by FIPS 81, table B1: the key 0123456789ABCDEF encrypts "Now is t" to 3FA40E8A984D4815. */
    @Test
    void a_part_of_a_des_key_computes_what_des_computes() {
        String cryptogram = group.run(session -> TestTokens.hex(session.encryptEcb(
                TestTokens.passing(session, TokenKeyType.DES, "0123456789ABCDEF", TokenKeyUse.ENCRYPT),
                "Now is t".getBytes(StandardCharsets.US_ASCII))));
        assertThat(cryptogram).isEqualTo("3FA40E8A984D4815");
    }

    /** EMV 4.4 Book 2, A1.4.1: the right half of the data is the left one, inverted. */
    @ParameterizedTest
    @ValueSource(strings = {"MK OptionA PAN17 45", "MK OptionA PAN17 01"})
    void derives_the_published_card_keys(String name) {
        PublishedVector vector = PublishedVector.named(name);
        String digits = vector.input("pan") + vector.input("psn");
        byte[] y = TestTokens.bytes(digits.substring(digits.length() - 16));
        byte[] data = ByteString.of(y).plus(ByteString.of(inverted(y))).toByteArray();
        try (SecretBytes expected = TestTokens.secret(vector.output("mk"));
                SecretBytes odd = DesParity.adjusted(expected)) {
            KeyCheckValue published = KeyCheckValue.of(KeyCipher.tdes(odd));
            KeyCheckValue derived = group.run(session -> session.checkValue(session.derive(
                    TestTokens.passing(session, TokenKeyType.DES2, vector.input("imk"), TokenKeyUse.DERIVE),
                    data,
                    TokenKeyTemplate.passing(TokenKeyType.DES2, 16, TokenKeyUse.ENCRYPT))));
            assertThat(derived).isEqualTo(published);
        }
    }

    private static byte[] inverted(byte[] bytes) {
        byte[] inverted = bytes.clone();
        for (int i = 0; i < inverted.length; i++) {
            inverted[i] = (byte) ~inverted[i];
        }
        return inverted;
    }

    /** RFC 3394, 4.1. */
    @Test
    void wraps_and_unwraps_as_published() {
        String wrapped = group.run(session -> {
            TokenKey kek = TestTokens.passing(session, TokenKeyType.AES, AES, TokenKeyUse.WRAP, TokenKeyUse.UNWRAP);
            try (SecretBytes value = TestTokens.secret("00112233445566778899AABBCCDDEEFF")) {
                TokenKey key = session.create(
                        TokenKeyTemplate.passing(TokenKeyType.AES, 16).withExtraction(), value);
                byte[] out = session.wrap(kek, key, WrapMethod.keyWrap());
                TokenKey in = session.unwrap(
                        kek,
                        out,
                        WrapMethod.keyWrap(),
                        TokenKeyTemplate.passing(TokenKeyType.AES, 16, TokenKeyUse.ENCRYPT));
                assertThat(session.checkValue(in)).isEqualTo(KeyCheckValue.of(KeyCipher.aes(value)));
                return TestTokens.hex(out);
            }
        });
        assertThat(wrapped).isEqualTo("1FA68B0A8112B447AEF34BD8FB5A7B829D3E862371D2CFE5");
    }

    @Test
    void a_wrapped_key_that_was_changed_does_not_come_in_and_the_token_stays_in_use() {
        byte[] changed = TestTokens.bytes("1FA68B0A8112B447AEF34BD8FB5A7B829D3E862371D2CFE4");
        assertThatThrownBy(() -> group.run(session -> session.unwrap(
                        TestTokens.passing(session, TokenKeyType.AES, AES, TokenKeyUse.UNWRAP),
                        changed,
                        WrapMethod.keyWrap(),
                        TokenKeyTemplate.passing(TokenKeyType.AES, 16))))
                .isInstanceOfSatisfying(
                        SecurityModuleException.class,
                        refused -> assertThat(refused.kind()).isEqualTo(Kind.BAD_INPUT))
                .hasMessage("token session: C_UnwrapKey returned CKR_GENERAL_ERROR");
        assertThat(group.health()).allMatch(TokenHealth::isUp);
    }

    @Test
    void wraps_under_aes_with_the_initial_value_that_was_given() {
        ByteString initialValue = ByteString.fromHex("01".repeat(16));
        String blocks = group.run(session -> {
            TokenKey kek = TestTokens.passing(session, TokenKeyType.AES, AES, TokenKeyUse.WRAP, TokenKeyUse.ENCRYPT);
            try (SecretBytes value = TestTokens.secret(TDES)) {
                TokenKey key = session.create(
                        TokenKeyTemplate.passing(TokenKeyType.DES2, 16).withExtraction(), value);
                byte[] wrapped = session.wrap(kek, key, WrapMethod.cbc(initialValue));
                byte[] expected = session.encryptCbc(kek, initialValue.toByteArray(), TestTokens.bytes(TDES));
                assertThat(wrapped).isEqualTo(expected);
                return TestTokens.hex(wrapped);
            }
        });
        assertThat(blocks).hasSize(32);
    }

    @Test
    void random_bytes_differ() {
        List<ByteString> drawn =
                group.run(session -> List.of(ByteString.of(session.random(32)), ByteString.of(session.random(32))));
        assertThat(drawn).doesNotHaveDuplicates().allMatch(bytes -> bytes.size() == 32);
    }

    @Test
    void a_doubled_part_is_a_single_length_key() {
        try (SecretBytes part = TestTokens.secret("0123456789ABCDEF");
                SecretBytes doubled = SingleLength.doubled(part)) {
            TokenKeyType type = group.run(
                    session -> session.create(TokenKeyTemplate.passing(TokenKeyType.DES, 8, TokenKeyUse.ENCRYPT), part)
                            .type());
            assertThat(doubled.size()).isEqualTo(16);
            assertThat(type).isEqualTo(TokenKeyType.DES2);
        }
    }
}
