package org.cardwright.crypto.module;

import static org.cardwright.crypto.module.Refusal.require;

import java.util.HashMap;
import java.util.Map;
import org.cardwright.crypto.key.KeyAttributes;
import org.cardwright.crypto.key.KeyBlock;
import org.cardwright.crypto.key.KeyCipher;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.rsa.RsaPrivateKey;

/**
 * The keys of one batch of operations: each opened once, checked at every use, all wiped at the end.
 *
 * <p>Not safe for several threads; every batch has its own.
 */
final class KeySession implements AutoCloseable {

    private final KeyVault vault;
    private final KeySource source;
    private final boolean test;
    private final Map<KeyName, SecretBytes> keys = new HashMap<>();
    private final Map<KeyName, KeyCipher> ciphers = new HashMap<>();
    private final Map<KeyName, RsaPrivateKey> rsaKeys = new HashMap<>();

    KeySession(KeyVault vault, KeySource source, boolean test) {
        this.vault = vault;
        this.source = source;
        this.test = test;
    }

    /** Randomness of cards. */
    KeySource source() {
        return source;
    }

    /** What is known of a key that meets the need; {@link org.cardwright.crypto.key.KeyRefusedException} when not. */
    KeyAttributes attributes(KeyName name, KeyNeed need) {
        return block(name, need).attributes();
    }

    /** What a key is for, before any need is checked. */
    KeyPurpose purpose(KeyName name) {
        return vault.block(name).attributes().purpose();
    }

    private KeyBlock block(KeyName name, KeyNeed need) {
        KeyBlock block = vault.block(name);
        need.requireMet(block.attributes());
        require(test || !block.attributes().test(), name + " is a published test key, refused in production");
        return block;
    }

    /** The clear key, closed with the session. */
    SecretBytes key(KeyName name, KeyNeed need) {
        KeyBlock block = block(name, need);
        return keys.computeIfAbsent(name, missing -> vault.open(block));
    }

    /** An RSA key, closed with the session. */
    RsaPrivateKey rsaKey(KeyName name, KeyNeed need) {
        SecretBytes encoded = key(name, need);
        return rsaKeys.computeIfAbsent(name, missing -> decoded(name, encoded));
    }

    private static RsaPrivateKey decoded(KeyName name, SecretBytes encoded) {
        try {
            return RsaPrivateKey.fromPkcs1(encoded);
        } catch (IllegalArgumentException malformed) {
            throw new KeyRefusedException(name + " is no RSA key pair");
        }
    }

    /** A cipher with the key, closed with the session. */
    KeyCipher cipher(KeyName name, KeyNeed need) {
        SecretBytes key = key(name, need);
        return ciphers.computeIfAbsent(
                name, missing -> KeyCipher.of(vault.block(name).attributes().algorithm(), key));
    }

    @Override
    public void close() {
        rsaKeys.values().forEach(RsaPrivateKey::close);
        ciphers.values().forEach(KeyCipher::close);
        keys.values().forEach(SecretBytes::close);
    }
}
