package org.cardwright.crypto.pkcs11;

import java.util.Arrays;
import org.bouncycastle.crypto.Wrapper;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.engines.RFC3394WrapEngine;
import org.bouncycastle.crypto.engines.RFC5649WrapEngine;
import org.bouncycastle.crypto.params.KeyParameter;
import org.cardwright.crypto.key.ClearKeyAccess;
import org.cardwright.crypto.key.DesParity;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyCipher;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.formats.bytes.ByteString;

/** Trials of keys under keys: what the token makes of throw-away keys must be what software makes of them. */
final class KeyTrials {

    private static final int BYTES = 16;

    private KeyTrials() {}

    /** A key of the same type, whose cryptogram tells whether it is the right one. */
    static boolean derive(TokenSession session, TokenKeyType type) {
        KeyAlgorithm algorithm = algorithm(type);
        byte[] data = session.random(BYTES);
        try (SecretBytes value = random(session, type);
                KeyCipher master = KeyCipher.of(algorithm, value);
                SecretBytes expected = SecretBytes.adopt(master.encryptEcb(data));
                KeyCipher software = KeyCipher.of(algorithm, expected)) {
            TokenKey key = session.create(TokenKeyTemplate.passing(type, BYTES, TokenKeyUse.DERIVE), value);
            TokenKey derived = session.derive(key, data, TokenKeyTemplate.passing(type, BYTES, TokenKeyUse.ENCRYPT));
            return Arrays.equals(session.encryptEcb(derived, data), software.encryptEcb(data));
        }
    }

    static boolean wrapCbc(TokenSession session, TokenKeyType kek) {
        return wrap(session, kek, WrapMethod.cbc(ByteString.of(session.random(kek.blockBytes()))));
    }

    static boolean unwrapCbc(TokenSession session, TokenKeyType kek) {
        return unwrap(session, kek, WrapMethod.cbc(ByteString.of(session.random(kek.blockBytes()))));
    }

    /** A 3DES key out. */
    static boolean wrap(TokenSession session, TokenKeyType kekType, WrapMethod method) {
        try (SecretBytes kekValue = random(session, kekType);
                SecretBytes value = random(session, TokenKeyType.DES2)) {
            TokenKey kek = session.create(TokenKeyTemplate.passing(kekType, BYTES, TokenKeyUse.WRAP), kekValue);
            TokenKey key = session.create(
                    TokenKeyTemplate.passing(TokenKeyType.DES2, BYTES).withExtraction(), value);
            return Arrays.equals(session.wrap(kek, key, method), inSoftware(kekType, kekValue, value, method));
        }
    }

    /** A 3DES key in, whose cryptogram tells whether it is the right one. */
    static boolean unwrap(TokenSession session, TokenKeyType kekType, WrapMethod method) {
        byte[] data = session.random(BYTES);
        try (SecretBytes kekValue = random(session, kekType);
                SecretBytes value = random(session, TokenKeyType.DES2);
                KeyCipher software = KeyCipher.tdes(value)) {
            TokenKey kek = session.create(TokenKeyTemplate.passing(kekType, BYTES, TokenKeyUse.UNWRAP), kekValue);
            TokenKey key = session.unwrap(
                    kek,
                    inSoftware(kekType, kekValue, value, method),
                    method,
                    TokenKeyTemplate.passing(TokenKeyType.DES2, BYTES, TokenKeyUse.ENCRYPT));
            return Arrays.equals(session.encryptEcb(key, data), software.encryptEcb(data));
        }
    }

    private static byte[] inSoftware(TokenKeyType kekType, SecretBytes kek, SecretBytes value, WrapMethod method) {
        byte[] clear = ClearKeyAccess.open(value);
        try (KeyCipher cipher = KeyCipher.of(algorithm(kekType), kek)) {
            return switch (method.mode()) {
                case ECB -> cipher.encryptEcb(clear);
                case CBC -> cipher.encryptCbc(clear, method.initialValue().toByteArray());
                case KEY_WRAP -> keyWrapped(new RFC3394WrapEngine(AESEngine.newInstance()), kek, clear);
                case KEY_WRAP_PADDED -> keyWrapped(new RFC5649WrapEngine(AESEngine.newInstance()), kek, clear);
            };
        }
    }

    private static byte[] keyWrapped(Wrapper engine, SecretBytes kek, byte[] clear) {
        engine.init(true, new KeyParameter(ClearKeyAccess.open(kek)));
        return engine.wrap(clear, 0, clear.length);
    }

    /** Random bytes, with odd parity where DES is meant. */
    private static SecretBytes random(TokenSession session, TokenKeyType type) {
        SecretBytes random = SecretBytes.adopt(session.random(BYTES));
        return type.isDes() ? DesParity.adjusted(random) : random;
    }

    private static KeyAlgorithm algorithm(TokenKeyType type) {
        return type.isDes() ? KeyAlgorithm.TDES : KeyAlgorithm.AES;
    }
}
