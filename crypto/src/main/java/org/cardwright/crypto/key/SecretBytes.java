package org.cardwright.crypto.key;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.security.auth.Destroyable;

/**
 * The clear bytes of a key or passphrase while they are used, wiped when closed.
 *
 * <p>The content is reachable through {@link ClearKeyAccess} only. JDK keys are not used because their {@code destroy()}
 * fails and their copies cannot be wiped.
 */
public final class SecretBytes implements Destroyable, AutoCloseable {

    private final byte[] bytes;
    private volatile boolean destroyed;

    private SecretBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Takes the array over without a copy: the caller must not touch it again. */
    public static SecretBytes adopt(byte[] bytes) {
        return new SecretBytes(bytes);
    }

    /** A copy of the bytes; the caller wipes its own. */
    public static SecretBytes copyOf(byte[] bytes) {
        return new SecretBytes(bytes.clone());
    }

    /** The UTF-8 bytes of a passphrase; the caller wipes the characters. */
    public static SecretBytes ofPassphrase(char[] characters) {
        ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(characters));
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        Arrays.fill(encoded.array(), (byte) 0);
        return new SecretBytes(bytes);
    }

    /** Number of bytes. */
    public int size() {
        return bytes.length;
    }

    /** The array itself; for {@link ClearKeyAccess} alone. */
    byte[] bytes() {
        if (destroyed) {
            throw new IllegalStateException("a secret is used after it was wiped");
        }
        return bytes;
    }

    /** Overwrites the bytes with zeros; a second call does nothing. */
    @Override
    public void destroy() {
        destroyed = true;
        Arrays.fill(bytes, (byte) 0);
    }

    @Override
    public boolean isDestroyed() {
        return destroyed;
    }

    /** The same as {@link #destroy()}. */
    @Override
    public void close() {
        destroy();
    }

    /** Compares without telling by its duration where the difference is. */
    @Override
    public boolean equals(Object other) {
        return other instanceof SecretBytes that && MessageDigest.isEqual(bytes(), that.bytes());
    }

    /** The same for all secrets of one length: a hash of the content would give it away. */
    @Override
    public int hashCode() {
        return bytes.length;
    }

    /** The length only, never the content. */
    @Override
    public String toString() {
        return "SecretBytes(" + bytes.length + ")";
    }
}
