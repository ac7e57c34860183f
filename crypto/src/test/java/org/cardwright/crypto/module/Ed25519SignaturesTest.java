package org.cardwright.crypto.module;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Random;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.cardwright.formats.bytes.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signing and verifying a message as it is written, against RFC 8032, 7.1, and against the library. */
class Ed25519SignaturesTest {

    private static final String TEST_1 = "9D61B19DEFFD5A60BA844AF492EC2CC44449C5697B326919703BAC031CAE7F60,"
            + "D75A980182B10AB7D54BFED3C964073A0EE172F3DAA62325AF021A68F707511A,'',"
            + "E5564300C360AC729086E2CC806E828A84877F1EB8E5D974D873E065224901555FB8821590A33BACC61E39701CF9B46BD25BF5F0595BBE24655141438E7A100B";
    private static final String TEST_2 = "4CCD089B28FF96DA9DB6C346EC114E0F5B8A319F35ABA624DA8CF6ED4FB8A6FB,"
            + "3D4017C3E843895A92B70AA74D1B7EBC9C982CCF2EC4968CC0CD55F12AF4660C,72,"
            + "92A009A9F0D4CAB8720E820B5F642540A2B27B5416503F8FB3762223EBDB69DA085AC1E43E15996E458F3613D0F11D8C387B2EAEB4302AEEB00D291612BB0C00";

    private static SignedMessage message(ByteString data) {
        return out -> out.write(data.toByteArray());
    }

    private static ByteString publicKey(byte[] seed) {
        byte[] key = new byte[Ed25519.PUBLIC_KEY_SIZE];
        Ed25519.generatePublicKey(seed, 0, key, 0);
        return ByteString.of(key);
    }

    @ParameterizedTest
    @CsvSource({TEST_1, TEST_2})
    void signs_and_verifies_the_published_messages(String seed, String key, String data, String signature)
            throws IOException {
        SignedMessage message = message(ByteString.fromHex(data));
        ByteString publicKey = ByteString.fromHex(key);
        ByteString expected = ByteString.fromHex(signature);

        assertThat(Ed25519Signatures.sign(ByteString.fromHex(seed).toByteArray(), message))
                .isEqualTo(expected);
        assertThat(Ed25519Signatures.verify(publicKey, message, expected)).isTrue();
        assertThat(Ed25519Signatures.verify(publicKey, message(ByteString.ofByte(0x73)), expected))
                .isFalse();
    }

    @Test
    void agrees_with_the_library_on_any_key_message_and_damaged_signature() throws IOException {
        Random random = new Random(20260101L);
        for (int round = 0; round < 40; round++) {
            byte[] seed = bytes(random, 32);
            byte[] data = bytes(random, random.nextInt(300));
            ByteString publicKey = publicKey(seed);
            byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
            Ed25519.sign(seed, 0, data, 0, data.length, signature, 0);
            SignedMessage message = message(ByteString.of(data));
            assertThat(Ed25519Signatures.sign(seed, message)).isEqualTo(ByteString.of(signature));

            signature[random.nextInt(signature.length)] ^= (byte) (random.nextBoolean() ? 0 : 1 << random.nextInt(8));
            byte[] key = publicKey.toByteArray();
            key[random.nextInt(key.length)] ^= (byte) (random.nextInt(4) > 0 ? 0 : 1 << random.nextInt(8));
            assertThat(Ed25519Signatures.verify(ByteString.of(key), message, ByteString.of(signature)))
                    .as("round %d", round)
                    .isEqualTo(Ed25519Signatures.verify(
                            ByteString.of(key), ByteString.of(data), ByteString.of(signature)));
        }
    }

    /** S + L makes the same point, but there is only one signature. RFC 8032, 5.1.7, step 1. */
    @Test
    void accepts_no_second_form_of_a_signature() throws IOException {
        byte[] seed = bytes(new Random(1), 32);
        SignedMessage message = message(ByteString.ofByte(1));
        ByteString signature = Ed25519Signatures.sign(seed, message);
        ByteString second = plusOrder(signature.slice(32));

        assertThat(Ed25519Signatures.verify(publicKey(seed), message, signature))
                .isTrue();
        assertThat(Ed25519Signatures.verify(
                        publicKey(seed), message, signature.slice(0, 32).plus(second)))
                .isFalse();
    }

    /** Neutral element, order 2, order 4, order 8, y not below the prime, x = 0 with a sign, no point, wrong lengths. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0100000000000000000000000000000000000000000000000000000000000000",
                "ECFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF7F",
                "0000000000000000000000000000000000000000000000000000000000000000",
                "26E8958FC2B227B045C3F489F2EF98F0D5DFAC05D3C63339B13802886D53FC05",
                "EDFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF7F",
                "0100000000000000000000000000000000000000000000000000000000000080",
                "0200000000000000000000000000000000000000000000000000000000000000",
                "",
                "01"
            })
    void accepts_no_key_that_is_none(String key) throws IOException {
        assertThat(Ed25519Signatures.verify(
                        ByteString.fromHex(key), message(ByteString.EMPTY), ByteString.repeat(0, 64)))
                .isFalse();
    }

    /** Adds the order of the group to a little-endian number of 32 bytes. */
    private static ByteString plusOrder(ByteString scalar) {
        BigInteger order = BigInteger.ONE.shiftLeft(252).add(new BigInteger("27742317777372353535851937790883648493"));
        byte[] sum =
                new BigInteger(1, reversed(scalar.toByteArray())).add(order).toByteArray();
        byte[] padded = new byte[32];
        System.arraycopy(
                sum, Math.max(0, sum.length - 32), padded, Math.max(0, 32 - sum.length), Math.min(32, sum.length));
        return ByteString.of(reversed(padded));
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] out = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            out[i] = bytes[bytes.length - 1 - i];
        }
        return out;
    }

    private static byte[] bytes(Random random, int count) {
        byte[] out = new byte[count];
        random.nextBytes(out);
        return out;
    }
}
