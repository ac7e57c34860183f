package org.cardwright.crypto.derive;

import java.util.Arrays;
import org.cardwright.crypto.key.KeyMac;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.formats.bytes.ByteString;

/**
 * An AES-256 key that wraps something under the PIN or passphrase of a person: PBKDF2 with HMAC-SHA-256. RFC 8018, 5.2.
 *
 * <p>What a guess costs is not left to the caller: at least 100,000 iterations and a salt of at least 16 bytes (NIST SP 800-132, 5.1
 * and 5.2, asks for the same salt). A PIN of a few digits stays guessable all the same; so neither the key nor a check value of it
 * stands anywhere that others can read.
 */
public final class PinDerivedKey {

    /** Fewest iterations. */
    public static final int MIN_ITERATIONS = 100_000;

    /** Most iterations: an altered header must not be able to ask for hours. */
    public static final int MAX_ITERATIONS = 10_000_000;

    /** Shortest salt. */
    public static final int MIN_SALT_BYTES = 16;

    private static final int MAX_SALT_BYTES = 64;
    private static final int KEY_BYTES = 32;

    private PinDerivedKey() {}

    /**
     * The key of 32 bytes; the caller closes both secrets.
     *
     * @param secret PIN digits or passphrase, not empty
     * @param salt 16 to 64 random bytes, kept beside what is wrapped
     * @param iterations 100,000 to 10,000,000
     * @throws KeyRefusedException when a bound is not met, saying which
     */
    public static SecretBytes derive(SecretBytes secret, ByteString salt, int iterations) {
        require(
                iterations >= MIN_ITERATIONS && iterations <= MAX_ITERATIONS,
                "a key from a PIN takes 100,000 to 10,000,000 iterations, not " + iterations);
        require(
                salt.size() >= MIN_SALT_BYTES && salt.size() <= MAX_SALT_BYTES,
                "a key from a PIN takes a salt of 16 to 64 bytes, not " + salt.size());
        require(!isOneByteRepeated(salt), "the salt is one byte repeated: two persons would share it");
        require(secret.size() > 0, "an empty PIN gives no key");
        return firstBlock(secret, salt, iterations);
    }

    /** T(1) of RFC 8018, 5.2, step 3; as long as the key, so that there is no other block. No bounds, for published vectors. */
    static SecretBytes firstBlock(SecretBytes secret, ByteString salt, int iterations) {
        byte[] key = new byte[KEY_BYTES];
        try (KeyMac hmac = KeyMac.of(secret)) {
            byte[] u = salt.plus(ByteString.ofUnsigned(1, 4)).toByteArray();
            for (int i = 0; i < iterations; i++) {
                byte[] next = hmac.compute(u);
                Arrays.fill(u, (byte) 0);
                u = next;
                for (int at = 0; at < KEY_BYTES; at++) {
                    key[at] ^= u[at];
                }
            }
            Arrays.fill(u, (byte) 0);
        }
        return SecretBytes.adopt(key);
    }

    private static boolean isOneByteRepeated(ByteString bytes) {
        return bytes.equals(ByteString.repeat(bytes.unsignedAt(0), bytes.size()));
    }

    private static void require(boolean met, String rule) {
        if (!met) {
            throw new KeyRefusedException(rule);
        }
    }
}
