package org.cardwright.crypto.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.cardwright.crypto.key.KeyCheckValue;
import org.cardwright.crypto.key.KeyCheckValue.Method;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.KeyInventory.RsaPublicKey;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.crypto.module.SecurityModuleException.Kind;
import org.cardwright.crypto.rsa.RandomBytes;
import org.cardwright.crypto.rsa.RsaEngine;
import org.cardwright.crypto.rsa.RsaKeyGenerator;
import org.cardwright.crypto.rsa.RsaKeyRequest;
import org.cardwright.crypto.rsa.RsaPrivateKey;
import org.cardwright.crypto.rsa.RsaSigner;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.sample.SoftHsmTokens;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that stay on a token, pairs, and what is refused. */
class TokenKeysTest {

    private static final String TDES = "0123456789ABCDEFFEDCBA9876543210";
    private static final TokenKeyName NAME = TokenKeyName.of("issuer.imk-ac", ByteString.fromHex("0102"));

    private SoftHsmTokens tokens;
    private TokenGroup group;

    @BeforeEach
    void open(@TempDir Path directory) {
        tokens = TestTokens.make(directory, "keys");
        group = TestTokens.open("keys");
    }

    @AfterEach
    void close() {
        if (tokens != null) {
            group.close();
            tokens.close();
        }
    }

    @Test
    void a_lasting_key_is_listed_with_what_it_may_do_and_found_by_label_and_id() {
        TokenKeyTemplate template =
                TokenKeyTemplate.lasting(NAME, TokenKeyType.DES2, 16, TokenKeyUse.DERIVE, TokenKeyUse.ENCRYPT);
        group.runOnce(session -> {
            try (SecretBytes value = TestTokens.secret(TDES)) {
                return session.create(template, value);
            }
        });
        List<TokenKeyInfo> listed = group.run(TokenSession::list);
        assertThat(listed)
                .containsExactly(new TokenKeyInfo(
                        NAME.label(),
                        NAME.id(),
                        TokenKeyType.DES2,
                        Set.of(TokenKeyUse.DERIVE, TokenKeyUse.ENCRYPT),
                        true,
                        false));
        TokenKeyName checked = NAME.checked(new KeyCheckValue(Method.TDES_ZEROS, ByteString.fromHex("08D7B4")));
        assertThatObject(group.run(session -> session.find(checked).bytes())).isEqualTo(16);
        TokenKeyName otherId = TokenKeyName.of(NAME.label(), ByteString.fromHex("0103"));
        assertThatObject(group.run(session -> session.holds(otherId))).isEqualTo(false);
        assertRefused(otherId, Kind.KEY_REFUSED, "there is no key issuer.imk-ac/0103");
    }

    @Test
    void another_key_under_the_name_is_refused_by_its_check_value() {
        TestTokens.lasting(group, "mac", TokenKeyType.DES2, TDES, TokenKeyUse.ENCRYPT);
        TokenKeyName other =
                TokenKeyName.of("mac").checked(new KeyCheckValue(Method.TDES_ZEROS, ByteString.fromHex("08D7B5")));
        assertRefused(other, Kind.KEY_REFUSED, "token keys holds another key as mac: the check value differs");
    }

    @Test
    void a_second_key_of_a_name_is_refused_and_a_deleted_one_is_gone() {
        TokenKeyName name = TestTokens.lasting(group, "mac", TokenKeyType.DES2, TDES, TokenKeyUse.ENCRYPT);
        assertThatThrownBy(() -> TestTokens.lasting(group, "mac", TokenKeyType.DES2, TDES, TokenKeyUse.ENCRYPT))
                .hasMessage("token keys holds a key mac already");
        assertThatObject(group.run(
                        session -> session.checkValue(session.find(name)).toHex()))
                .isEqualTo("08D7B4");
        group.runOnce(session -> {
            session.delete(name);
            return true;
        });
        assertRefused(name, Kind.KEY_REFUSED, "there is no key mac");
    }

    @Test
    void keys_without_a_name_end_with_the_work_and_are_refused_in_the_next() {
        TokenKey escaped = group.run(
                session -> session.generate(TokenKeyTemplate.passing(TokenKeyType.AES, 16, TokenKeyUse.ENCRYPT)));
        assertThatThrownBy(() -> group.run(session -> session.encryptEcb(escaped, new byte[16])))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a key of another token, or of work that has ended, is used");
        assertThatObject(group.run(TokenSession::list)).isEqualTo(List.of());
    }

    @Test
    void a_key_is_used_for_nothing_that_it_was_not_made_for() {
        assertThatThrownBy(() -> group.run(session -> session.encryptEcb(
                        TestTokens.passing(session, TokenKeyType.DES2, TDES, TokenKeyUse.DERIVE), new byte[8])))
                .isInstanceOfSatisfying(
                        SecurityModuleException.class,
                        refused -> assertThat(refused.kind()).isEqualTo(Kind.KEY_REFUSED))
                .hasMessage("token keys: C_Encrypt returned CKR_KEY_FUNCTION_NOT_PERMITTED");
        assertThatThrownBy(() -> group.run(session -> session.wrap(
                        TestTokens.passing(session, TokenKeyType.AES, TDES, TokenKeyUse.WRAP),
                        TestTokens.passing(session, TokenKeyType.DES2, TDES, TokenKeyUse.ENCRYPT),
                        WrapMethod.keyWrap())))
                .hasMessage("token keys: C_WrapKey returned CKR_KEY_UNEXTRACTABLE");
        assertThat(group.health()).allMatch(TokenHealth::isUp);
    }

    @ParameterizedTest
    @CsvSource({"1024, 3", "1152, 65537", "1408, 3", "1984, 3"})
    void an_rsa_pair_of_the_token_recovers_what_it_signed(int bits, int exponent) {
        byte[] block = block(bits / 8);
        group.run(session -> {
            TokenKey key = session.generateRsa(
                    TokenKeyTemplate.passing(TokenKeyType.RSA, bits / 8, TokenKeyUse.SIGN), exponent);
            RsaPublicKey publicKey = session.rsaPublicKey(key);
            assertThat(publicKey.exponent()).isEqualTo(ByteString.ofUnsigned(exponent, exponent == 3 ? 1 : 3));
            byte[] signature = session.signRsa(key, block);
            assertThat(RsaSigner.recover(publicKey, ByteString.of(signature))).isEqualTo(ByteString.of(block));
            signature[5] ^= 1;
            assertThat(RsaSigner.recover(publicKey, ByteString.of(signature))).isNotEqualTo(ByteString.of(block));
            return true;
        });
    }

    @Test
    void an_imported_rsa_pair_stays_and_signs_whole_blocks_below_the_modulus_only() {
        try (RsaPrivateKey software = rsa();
                SecretBytes encoded = software.toPkcs1()) {
            TokenKeyName name = TokenKeyName.of("issuer.rsa");
            group.runOnce(session -> session.importRsa(
                    TokenKeyTemplate.lasting(name, TokenKeyType.RSA, 128, TokenKeyUse.SIGN), encoded));
            assertThatObject(group.run(session -> session.rsaPublicKey(session.find(name))))
                    .isEqualTo(software.publicKey());
            assertThatObject(group.run(session -> session.checkValue(session.find(name))))
                    .isEqualTo(KeyCheckValue.ofPublicKey(software.publicKey()
                            .modulus()
                            .plus(software.publicKey().exponent())));
            byte[] block = block(128);
            assertThat(RsaSigner.recover(
                            software.publicKey(),
                            ByteString.of(group.run(session -> session.signRsa(session.find(name), block)))))
                    .isEqualTo(ByteString.of(block));
            byte[] tooLarge = TestTokens.bytes("FF".repeat(128));
            assertThatThrownBy(() -> group.run(session -> session.signRsa(session.find(name), tooLarge)))
                    .hasMessage("a block is below the modulus");
            assertThatThrownBy(() -> group.run(session -> session.signRsa(session.find(name), new byte[127])))
                    .hasMessage("a block is as long as the modulus, was 127");
            assertThatThrownBy(() -> group.runOnce(session -> session.importRsa(
                            TokenKeyTemplate.passing(TokenKeyType.RSA, 144, TokenKeyUse.SIGN), encoded)))
                    .hasMessage("the modulus has 128 bytes, not 144");
        }
    }

    /** RFC 8032, 7.1, test 2. */
    @Test
    void an_imported_ed25519_pair_signs_as_published() {
        TokenKeyName name = TokenKeyName.of("manifest");
        group.runOnce(session -> {
            try (SecretBytes seed =
                    TestTokens.secret("4CCD089B28FF96DA9DB6C346EC114E0F5B8A319F35ABA624DA8CF6ED4FB8A6FB")) {
                return session.importEd25519(
                        TokenKeyTemplate.lasting(name, TokenKeyType.ED25519, 32, TokenKeyUse.SIGN), seed);
            }
        });
        assertThatObject(group.run(
                        session -> session.ed25519PublicKey(session.find(name)).toHex()))
                .isEqualTo("3D4017C3E843895A92B70AA74D1B7EBC9C982CCF2EC4968CC0CD55F12AF4660C");
        assertThatObject(group.run(
                        session -> TestTokens.hex(session.signEd25519(session.find(name), new byte[] {0x72}))))
                .isEqualTo("92A009A9F0D4CAB8720E820B5F642540A2B27B5416503F8FB3762223EBDB69DA"
                        + "085AC1E43E15996E458F3613D0F11D8C387B2EAEB4302AEEB00D291612BB0C00");
        assertThatThrownBy(() -> group.run(session -> session.signEd25519(session.find(name), new byte[0])))
                .hasMessage("tokens do not sign an empty message, was 0");
        group.runOnce(session -> {
            session.delete(name);
            return true;
        });
        assertThatObject(group.run(session -> session.holds(name))).isEqualTo(false);
    }

    @Test
    void an_ed25519_pair_of_the_token_is_found_again_with_its_public_half() {
        TokenKeyName name = TokenKeyName.of("manifest");
        ByteString made = group.runOnce(session -> session.ed25519PublicKey(
                session.generateEd25519(TokenKeyTemplate.lasting(name, TokenKeyType.ED25519, 32, TokenKeyUse.SIGN))));
        assertThatObject(group.run(session -> session.ed25519PublicKey(session.find(name))))
                .isEqualTo(made);
        byte[] signature = group.run(session -> session.signEd25519(session.find(name), new byte[] {1}));
        assertThat(signature).hasSize(64);
    }

    @ParameterizedTest
    @CsvSource({"DES2, 15", "DES3, 16", "AES, 17", "GENERIC_SECRET, 0", "RSA, 96", "ED25519, 31"})
    void a_length_that_is_none_of_the_type_is_refused(TokenKeyType type, int bytes) {
        assertThatThrownBy(() -> TokenKeyTemplate.passing(type, bytes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a key of " + bytes + " bytes is no " + type + " key");
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 24})
    void a_value_of_another_length_than_the_template_is_refused(int bytes) {
        assertThatThrownBy(() -> group.run(session -> session.create(
                        TokenKeyTemplate.passing(TokenKeyType.DES2, 16), SecretBytes.adopt(new byte[bytes]))))
                .hasMessage("the key has " + bytes + " bytes, not 16");
    }

    @Test
    void wrong_lengths_are_refused_before_the_token_is_asked() {
        group.run(session -> {
            TokenKey aes = TestTokens.passing(session, TokenKeyType.AES, TDES, TokenKeyUse.values());
            TokenKey des = TestTokens.passing(session, TokenKeyType.DES2, TDES, TokenKeyUse.values());
            TokenKeyTemplate template = TokenKeyTemplate.passing(TokenKeyType.DES2, 16);
            byte[] iv = new byte[8];
            assertThatThrownBy(() -> session.encryptEcb(aes, iv)).hasMessage("whole blocks of 16 bytes, was 8");
            assertThatThrownBy(() -> session.decryptEcb(des, new byte[0])).hasMessage("whole blocks of 8 bytes, was 0");
            assertThatThrownBy(() -> session.encryptCbc(aes, iv, new byte[16]))
                    .hasMessage("an initial value of one block, was 8");
            assertThatThrownBy(() -> session.hmac(aes, iv)).hasMessageContaining("GENERIC_SECRET is needed, was AES");
            assertThatThrownBy(() -> session.derive(des, iv, template))
                    .hasMessage("data as long as the new key, was 8");
            assertThatThrownBy(() -> session.unwrap(aes, new byte[40], WrapMethod.keyWrap(), template))
                    .hasMessage("the wrapped key fits its type, was 40");
            assertThatThrownBy(() -> session.wrap(des, aes, WrapMethod.keyWrap()))
                    .hasMessage("AES key wrap needs an AES key, was DES2");
            assertThatThrownBy(() -> session.random(0)).hasMessage("1 to 65,536 random bytes, was 0");
            assertThatThrownBy(() -> session.checkValue(Method.AES_ONES, des))
                    .hasMessage("a check value AES_ONES does not fit a key of DES2");
            return true;
        });
        assertThatThrownBy(() -> TokenKeyTemplate.passing(TokenKeyType.RSA, 128, TokenKeyUse.WRAP))
                .hasMessage("the private half of a pair does not WRAP");
        assertThat(EnumSet.allOf(TokenKeyUse.class)).hasSize(7);
    }

    private void assertRefused(TokenKeyName name, Kind kind, String message) {
        assertThatThrownBy(() -> group.run(session -> session.find(name)))
                .isInstanceOfSatisfying(
                        SecurityModuleException.class,
                        refused -> assertThat(refused.kind()).isEqualTo(kind))
                .hasMessageContaining(message);
    }

    private static byte[] block(int bytes) {
        byte[] block = new byte[bytes];
        block[0] = 0x6A;
        block[bytes - 1] = (byte) 0xBC;
        return block;
    }

    private static RsaPrivateKey rsa() {
        RsaKeyRequest request = new RsaKeyRequest(1024, 3, false, RandomBytes.of(new SecureRandom()));
        return new RsaKeyGenerator(RsaEngine.scalar())
                .generate(List.of(request))
                .get(0);
    }
}
