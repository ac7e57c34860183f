package org.cardwright.crypto.module;

import org.cardwright.formats.bytes.ByteString;

/**
 * One data key per batch for card data at rest. Destroying the wrapped key is how the data goes away.
 *
 * <p>AES-256-GCM; the wrapped key is an authenticated key block under the vault key.
 */
public interface BatchKeys {

    /** Makes a data key bound to the batch identity and returns it wrapped. */
    ByteString create(String batch);

    /**
     * Opens a wrapped data key for use.
     *
     * @throws SecurityModuleException when it belongs to another batch or was altered
     */
    BatchCipher open(String batch, ByteString wrappedKey);

    /** Encrypts and decrypts with one data key. Safe for several threads. */
    interface BatchCipher extends AutoCloseable {

        /**
         * Nonce, ciphertext and tag in one value.
         *
         * @param place unique per batch and bound to the result, {@code intake/17}
         */
        ByteString seal(String place, ByteString plain);

        /** The clear value; throws {@link SecurityModuleException} when place or bytes differ. */
        ByteString open(String place, ByteString sealed);

        /** Wipes the key. */
        @Override
        void close();
    }
}
