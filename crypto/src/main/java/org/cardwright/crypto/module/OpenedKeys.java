package org.cardwright.crypto.module;

import org.cardwright.crypto.key.KeyAttributes;
import org.cardwright.crypto.key.KeyCipher;
import org.cardwright.crypto.key.KeyMac;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.rsa.RsaSigningKey;

/**
 * The keys of one batch of operations as a holder lends them. What it gives is closed with it, but for {@link #leftHalf} and
 * {@link #mac}, which their users close.
 *
 * <p>Not safe for several threads; every batch has its own.
 */
interface OpenedKeys extends AutoCloseable {

    /** A cipher of a key of a block cipher. */
    KeyCipher cipher(KeyAttributes key);

    /** Single DES with the left half of a double-length key. */
    KeyCipher leftHalf(KeyAttributes key);

    /** A second cipher of the key, for a user who closes it. */
    KeyCipher ownCipher(KeyAttributes key);

    /** HMAC-SHA-256. */
    KeyMac mac(KeyAttributes key);

    /** An RSA key. */
    RsaSigningKey rsaKey(KeyAttributes key);

    /** An Ed25519 key. */
    MessageSigner signer(KeyAttributes key);

    /** The clear key; {@link KeyRefusedException} when it never leaves its device. */
    SecretBytes clear(KeyAttributes key);

    /** Card keys made inside the device; {@link KeyRefusedException} when there is no device. */
    DeviceDerivation derivation();

    /** Wipes what was opened. */
    @Override
    void close();
}
