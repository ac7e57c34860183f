package org.cardwright.crypto.rsa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.cardwright.crypto.key.ClearKeyAccess;
import org.cardwright.crypto.key.KeyCipher;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.KeyInventory.RsaPublicKey;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.sample.PublishedVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RsaPrivateKeyTest {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final PublishedVector ICC =
            PublishedVector.named("mrautio test RSA key ICC 1024 (PAN 1234560012345608)");

    static List<PublishedVector> publishedKeys() {
        List<PublishedVector> keys = new ArrayList<>(PublishedVector.startingWith("mrautio test RSA key"));
        keys.addAll(PublishedVector.all().stream()
                .filter(vector -> vector.name().matches("javaemvreader test .* RSA key pair .*"))
                .toList());
        return keys;
    }

    @Test
    void knows_all_published_keys() {
        assertThat(publishedKeys()).hasSize(5);
    }

    @ParameterizedTest
    @MethodSource("publishedKeys")
    void computes_the_published_parts(PublishedVector vector) {
        RsaPrivateKey key = key(vector, "p", "q");

        assertThat(hex(key, CrtPart.P)).isEqualTo(vector.input("p"));
        assertThat(hex(key, CrtPart.Q)).isEqualTo(vector.input("q"));
        assertThat(hex(key, CrtPart.D_P)).isEqualTo(anyOf(vector, "dP", "dp"));
        assertThat(hex(key, CrtPart.D_Q)).isEqualTo(anyOf(vector, "dQ", "dq"));
        assertThat(hex(key, CrtPart.Q_INVERSE)).isEqualTo(anyOf(vector, "qInv", "qinv"));
    }

    @ParameterizedTest
    @MethodSource("publishedKeys")
    void agrees_with_the_private_exponent(PublishedVector vector) {
        RsaPrivateKey key = key(vector, "p", "q");
        BigInteger modulus = new BigInteger(vector.input("n"), 16);
        BigInteger block = modulus.shiftRight(1);

        byte[] result = RsaEngine.scalar()
                .privateOperations(List.of(new PrivateOperation(
                        key, ByteString.of(UnsignedBytes.leftFilled(block, key.modulusBits() / 8)))))
                .get(0);

        assertThat(new BigInteger(1, result)).isEqualTo(block.modPow(new BigInteger(vector.input("d"), 16), modulus));
    }

    @Test
    void swaps_factors_in_the_wrong_order() {
        assertThat(hex(key(ICC, "q", "p"), CrtPart.Q_INVERSE)).isEqualTo(hex(key(ICC, "p", "q"), CrtPart.Q_INVERSE));
    }

    @Test
    void refuses_factors_of_another_modulus() {
        PublishedVector other = PublishedVector.named("mrautio test RSA key issuer 1408 (IIN 123456)");

        assertThatThrownBy(() ->
                        RsaPrivateKey.ofFactors(publicKey(ICC), secret(other.input("p")), secret(other.input("q"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the factors are not those of the modulus");
    }

    @Test
    void refuses_factors_that_are_not_prime() {
        BigInteger p = new BigInteger(ICC.input("p"), 16);
        BigInteger composite = p.subtract(BigInteger.ONE);
        byte[] modulus = UnsignedBytes.leftFilled(p.multiply(composite), 128);
        RsaPublicKey publicKey = new RsaPublicKey(ByteString.of(modulus), ByteString.fromHex("03"));

        assertThatThrownBy(() -> RsaPrivateKey.ofFactors(
                        publicKey, secret(ICC.input("p")), SecretBytes.adopt(composite.toByteArray())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a factor is not prime");
    }

    @Test
    void comes_back_from_its_encoding() {
        RsaPrivateKey key = key(ICC, "p", "q");

        try (SecretBytes encoded = key.toPkcs1()) {
            RsaPrivateKey again = RsaPrivateKey.fromPkcs1(encoded);
            assertThat(again.publicKey()).isEqualTo(key.publicKey());
            for (CrtPart part : CrtPart.values()) {
                assertThat(hex(again, part)).as(part.name()).isEqualTo(hex(key, part));
            }
        }
    }

    @Test
    void believes_no_number_of_an_encoding_that_does_not_fit_the_factors() throws IOException {
        RsaPrivateKey key = key(ICC, "p", "q");
        BigInteger exponent = new BigInteger(1, key.publicKey().exponent().toByteArray());
        RSAPrivateKey wrong = new RSAPrivateKey(
                key.number(CrtPart.P).multiply(key.number(CrtPart.Q)),
                exponent,
                BigInteger.ONE.shiftLeft(40),
                key.number(CrtPart.P),
                key.number(CrtPart.Q),
                key.number(CrtPart.D_P).add(BigInteger.TWO),
                key.number(CrtPart.D_Q).add(key.number(CrtPart.Q)).subtract(BigInteger.ONE),
                key.number(CrtPart.Q_INVERSE).subtract(BigInteger.ONE));

        RsaPrivateKey read = RsaPrivateKey.fromPkcs1(SecretBytes.adopt(wrong.getEncoded()));

        for (CrtPart part : CrtPart.values()) {
            assertThat(hex(read, part)).as(part.name()).isEqualTo(hex(key, part));
        }
    }

    @Test
    void refuses_a_damaged_encoding_without_quoting_it() {
        try (SecretBytes encoded = key(ICC, "p", "q").toPkcs1()) {
            byte[] damaged = ClearKeyAccess.open(encoded).clone();
            damaged[40] ^= 1;
            assertThatThrownBy(() -> RsaPrivateKey.fromPkcs1(SecretBytes.adopt(damaged)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the factors are not those of the modulus");
            byte[] cut = Arrays.copyOf(ClearKeyAccess.open(encoded), 100);
            assertThatThrownBy(() -> RsaPrivateKey.fromPkcs1(SecretBytes.adopt(cut)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("not an RSA private key, length 100")
                    .hasNoCause();
        }
    }

    @Test
    void wipes_its_parts_when_closed() {
        RsaPrivateKey key = key(ICC, "p", "q");
        byte[] inside = ClearKeyAccess.open(key.part(CrtPart.P));

        key.close();

        assertThat(inside).containsOnly(0);
        assertThatThrownBy(() -> key.number(CrtPart.P)).isInstanceOf(IllegalStateException.class);
        assertThat(key.publicKey()).isEqualTo(publicKey(ICC));
        assertThat(key).hasToString("RsaPrivateKey(1024)");
    }

    @Test
    void takes_blocks_of_its_length_below_its_modulus_only() {
        RsaPrivateKey key = key(ICC, "p", "q");

        assertThatThrownBy(() -> new PrivateOperation(key, ByteString.repeat(0x6A, 127)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PrivateOperation(key, key.publicKey().modulus()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(new PrivateOperation(key, ByteString.repeat(0x6A, 128)).key())
                .isSameAs(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ECB", "CBC"})
    void encrypts_padded_parts_as_published(String mode) {
        PublishedVector vector =
                PublishedVector.named("ICC RSA CRT components encrypted under KEK, 80-padding, 3DES-" + mode);
        List<String> names = List.of("qinv_enc", "dq_enc", "dp_enc", "q_enc", "p_enc");
        List<SecretBytes> parts = PaddedParts.of(key(ICC, "p", "q"), 8, 0);
        try (KeyCipher cipher = KeyCipher.tdes(secret(vector.input("kek")))) {
            for (int i = 0; i < 5; i++) {
                byte[] clear = ClearKeyAccess.open(parts.get(i));
                byte[] encrypted = mode.equals("ECB") ? cipher.encryptEcb(clear) : cipher.encryptCbc(clear);
                assertThat(HEX.formatHex(encrypted)).isEqualTo(vector.output(names.get(i)));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 16})
    void finds_its_own_padded_parts_right_and_another_filler_wrong(int blockBytes) {
        for (int filler : List.of(0x00, 0xFF)) {
            List<SecretBytes> parts = PaddedParts.of(key(ICC, "p", "q"), blockBytes, filler);

            assertThat(PaddedParts.fit(parts, blockBytes, publicKey(ICC), filler))
                    .isTrue();
            assertThat(PaddedParts.fit(parts, blockBytes, publicKey(ICC), 0xFF - filler))
                    .isFalse();
        }
    }

    @Test
    void pads_parts_of_a_whole_number_of_blocks_with_a_whole_block() {
        List<SecretBytes> parts = PaddedParts.of(key(ICC, "p", "q"), 8, 0);

        assertThat(parts)
                .allSatisfy(part -> assertThat(HEX.formatHex(ClearKeyAccess.open(part)))
                        .hasSize(144)
                        .endsWith("8000000000000000"));
        assertThat(PaddedParts.of(key(ICC, "p", "q"), 8, 0xFF))
                .allSatisfy(part ->
                        assertThat(HEX.formatHex(ClearKeyAccess.open(part))).endsWith("80FFFFFFFFFFFFFF"));
    }

    /** Every byte of every part matters. */
    @Test
    void finds_one_wrong_bit_in_any_part_or_padding() {
        List<SecretBytes> parts = PaddedParts.of(key(ICC, "p", "q"), 8, 0);
        for (int part = 0; part < 5; part++) {
            for (int at = 0; at < 72; at++) {
                List<SecretBytes> wrong = new ArrayList<>(parts);
                byte[] changed = ClearKeyAccess.open(parts.get(part)).clone();
                changed[at] ^= 0x10;
                wrong.set(part, SecretBytes.adopt(changed));
                assertThat(PaddedParts.fit(wrong, 8, publicKey(ICC), 0))
                        .as("part %d byte %d", part, at)
                        .isFalse();
            }
        }
    }

    @Test
    void finds_parts_in_the_wrong_order_or_number_and_another_public_key() {
        List<SecretBytes> parts = PaddedParts.of(key(ICC, "p", "q"), 8, 0);
        List<SecretBytes> swapped = List.of(parts.get(0), parts.get(1), parts.get(2), parts.get(4), parts.get(3));
        RsaPublicKey otherExponent = new RsaPublicKey(publicKey(ICC).modulus(), ByteString.fromHex("010001"));
        RsaPublicKey otherModulus = key(
                        PublishedVector.named("mrautio test RSA key issuer 1408 (IIN 123456)"), "p", "q")
                .publicKey();

        assertThat(PaddedParts.fit(swapped, 8, publicKey(ICC), 0)).isFalse();
        assertThat(PaddedParts.fit(parts.subList(0, 4), 8, publicKey(ICC), 0)).isFalse();
        assertThat(PaddedParts.fit(parts, 16, publicKey(ICC), 0)).isFalse();
        assertThat(PaddedParts.fit(parts, 8, otherExponent, 0)).isFalse();
        assertThat(PaddedParts.fit(parts, 8, otherModulus, 0)).isFalse();
    }

    private static RsaPrivateKey key(PublishedVector vector, String one, String other) {
        return RsaPrivateKey.ofFactors(publicKey(vector), secret(vector.input(one)), secret(vector.input(other)));
    }

    private static RsaPublicKey publicKey(PublishedVector vector) {
        return new RsaPublicKey(ByteString.fromHex(vector.input("n")), ByteString.fromHex(vector.input("e")));
    }

    private static SecretBytes secret(String hex) {
        return SecretBytes.adopt(HEX.parseHex(hex));
    }

    private static String hex(RsaPrivateKey key, CrtPart part) {
        return HEX.formatHex(ClearKeyAccess.open(key.part(part)));
    }

    private static String anyOf(PublishedVector vector, String name, String otherwise) {
        return vector.inputs().getOrDefault(name, vector.inputs().getOrDefault(otherwise, "absent"));
    }
}
