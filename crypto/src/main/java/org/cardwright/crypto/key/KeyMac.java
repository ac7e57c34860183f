package org.cardwright.crypto.key;

/**
 * HMAC-SHA-256 under one key, many times over. FIPS 198-1, 4.
 *
 * <p>The key may stand in this process ({@link #of}) or in a device. Not safe for several threads.
 */
public interface KeyMac extends AutoCloseable {

    /** Length of a result. */
    int BYTES = 32;

    /** The MAC over the parts, one behind the other; to be wiped by the caller when it is a secret. */
    byte[] compute(byte[]... parts);

    /** Ends the use of the key; what this process holds of it is wiped. */
    @Override
    void close();

    /** With a clear key, which stays the caller's. */
    static KeyMac of(SecretBytes key) {
        return new ClearKeyMac(key);
    }
}
