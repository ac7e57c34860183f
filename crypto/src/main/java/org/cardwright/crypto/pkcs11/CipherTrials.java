package org.cardwright.crypto.pkcs11;

import java.util.Arrays;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;
import org.cardwright.crypto.key.ClearKeyAccess;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyCipher;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.key.SingleLength;

/** Trials of ciphers and codes: a throw-away key on the token and in software must give the same. */
final class CipherTrials {

    private static final int PART = 8;
    private static final int DATA = 48;
    private static final int HMAC_KEY = 32;

    private CipherTrials() {}

    /** What is known of a throw-away key on both sides. */
    @FunctionalInterface
    interface Comparison {
        boolean isRight(TokenKey key, KeyCipher software, byte[] data);
    }

    static boolean random(TokenSession session) {
        return !Arrays.equals(session.random(DATA), session.random(DATA));
    }

    static boolean generate(TokenSession session, TokenKeyType type, int bytes) {
        TokenKey key = session.generate(TokenKeyTemplate.passing(type, bytes, TokenKeyUse.ENCRYPT));
        byte[] zeros = new byte[type.blockBytes()];
        return !Arrays.equals(session.encryptEcb(key, zeros), zeros);
    }

    static boolean generateSecret(TokenSession session) {
        TokenKey key =
                session.generate(TokenKeyTemplate.passing(TokenKeyType.GENERIC_SECRET, HMAC_KEY, TokenKeyUse.SIGN));
        return session.hmac(key, new byte[DATA]).length == HMAC_KEY;
    }

    static boolean ecb(TokenSession session, TokenKeyType type, int bytes) {
        return compare(
                session,
                TokenKeyTemplate.passing(type, bytes, TokenKeyUse.ENCRYPT, TokenKeyUse.DECRYPT),
                (key, software, data) -> {
                    byte[] cryptogram = session.encryptEcb(key, data);
                    return Arrays.equals(cryptogram, software.encryptEcb(data))
                            && Arrays.equals(session.decryptEcb(key, cryptogram), data);
                });
    }

    static boolean cbc(TokenSession session, TokenKeyType type, int bytes) {
        return compare(
                session,
                TokenKeyTemplate.passing(type, bytes, TokenKeyUse.ENCRYPT, TokenKeyUse.DECRYPT),
                (key, software, data) -> {
                    byte[] initialValue = session.random(type.blockBytes());
                    byte[] cryptogram = session.encryptCbc(key, initialValue, data);
                    return Arrays.equals(cryptogram, software.encryptCbc(data, initialValue))
                            && Arrays.equals(session.decryptCbc(key, initialValue, cryptogram), data);
                });
    }

    static boolean cmac(TokenSession session, TokenKeyType type, int bytes) {
        return compare(
                session,
                TokenKeyTemplate.passing(type, bytes, TokenKeyUse.SIGN),
                (key, software, data) -> Arrays.equals(session.cmac(key, data), software.cmac(data)));
    }

    /** Asks for it as such, not for what stands in for it. */
    static boolean singleDes(TokenSession session) {
        session.trySingleDes();
        return true;
    }

    static boolean doubledDes(TokenSession session) {
        try (SecretBytes part = SecretBytes.adopt(session.random(PART));
                SecretBytes twice = SingleLength.doubled(part);
                KeyCipher single = KeyCipher.leftHalf(twice)) {
            TokenKey key =
                    session.create(TokenKeyTemplate.passing(TokenKeyType.DES2, 2 * PART, TokenKeyUse.ENCRYPT), twice);
            byte[] data = session.random(DATA);
            return Arrays.equals(session.encryptEcb(key, data), single.encryptEcb(data));
        }
    }

    static boolean hmac(TokenSession session) {
        try (SecretBytes value = SecretBytes.adopt(session.random(HMAC_KEY))) {
            TokenKey key = session.create(
                    TokenKeyTemplate.passing(TokenKeyType.GENERIC_SECRET, HMAC_KEY, TokenKeyUse.SIGN), value);
            byte[] data = session.random(DATA);
            HMac software = new HMac(new SHA256Digest());
            software.init(new KeyParameter(ClearKeyAccess.open(value)));
            software.update(data, 0, data.length);
            byte[] expected = new byte[software.getMacSize()];
            software.doFinal(expected, 0);
            return Arrays.equals(session.hmac(key, data), expected);
        }
    }

    private static boolean compare(TokenSession session, TokenKeyTemplate template, Comparison comparison) {
        KeyAlgorithm algorithm = template.type().isDes() ? KeyAlgorithm.TDES : KeyAlgorithm.AES;
        try (SecretBytes value = SecretBytes.adopt(session.random(template.bytes()));
                KeyCipher software = KeyCipher.of(algorithm, value)) {
            return comparison.isRight(session.create(template, value), software, session.random(DATA));
        }
    }
}
