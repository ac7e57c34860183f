package org.cardwright.crypto.module;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.cardwright.crypto.key.ClearKeyAccess;
import org.cardwright.crypto.key.KeyAttributes;
import org.cardwright.crypto.key.KeyCipher;
import org.cardwright.crypto.key.KeyMac;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.rsa.RsaPrivateKey;
import org.cardwright.formats.bytes.ByteString;

/** Keys of a vault, each opened once and all wiped at the end. */
final class OpenedVaultKeys implements OpenedKeys {

    private final KeyVault vault;
    private final Map<KeyName, SecretBytes> keys = new HashMap<>();
    private final Map<KeyName, KeyCipher> ciphers = new HashMap<>();
    private final Map<KeyName, RsaPrivateKey> rsaKeys = new HashMap<>();

    OpenedVaultKeys(KeyVault vault) {
        this.vault = vault;
    }

    @Override
    public SecretBytes clear(KeyAttributes key) {
        return keys.computeIfAbsent(key.name(), name -> vault.open(vault.block(name)));
    }

    @Override
    public KeyCipher cipher(KeyAttributes key) {
        return ciphers.computeIfAbsent(key.name(), missing -> ownCipher(key));
    }

    @Override
    public KeyCipher ownCipher(KeyAttributes key) {
        return KeyCipher.of(key.algorithm(), clear(key));
    }

    @Override
    public KeyCipher leftHalf(KeyAttributes key) {
        return KeyCipher.leftHalf(clear(key));
    }

    @Override
    public KeyMac mac(KeyAttributes key) {
        return KeyMac.of(clear(key));
    }

    @Override
    public RsaPrivateKey rsaKey(KeyAttributes key) {
        return rsaKeys.computeIfAbsent(key.name(), name -> decoded(name, clear(key)));
    }

    private static RsaPrivateKey decoded(KeyName name, SecretBytes encoded) {
        try {
            return RsaPrivateKey.fromPkcs1(encoded);
        } catch (IllegalArgumentException malformed) {
            throw new KeyRefusedException(name + " is no RSA key pair");
        }
    }

    @Override
    public MessageSigner signer(KeyAttributes key) {
        return new SeedSigner(clear(key));
    }

    @Override
    public DeviceDerivation derivation() {
        throw new KeyRefusedException("a vault derives in this process only");
    }

    /** Signs with a clear seed, which stays its session's. */
    private record SeedSigner(SecretBytes seed) implements MessageSigner {

        @Override
        public ByteString publicKey() {
            return NewKey.ed25519PublicKey(seed);
        }

        @Override
        public ByteString sign(SignedMessage message) throws IOException {
            return Ed25519Signatures.sign(ClearKeyAccess.open(seed), message);
        }
    }

    @Override
    public void close() {
        rsaKeys.values().forEach(RsaPrivateKey::close);
        ciphers.values().forEach(KeyCipher::close);
        keys.values().forEach(SecretBytes::close);
    }
}
