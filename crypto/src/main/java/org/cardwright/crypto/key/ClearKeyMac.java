package org.cardwright.crypto.key;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * HMAC-SHA-256 with a clear key, over the hash of the JDK, which uses the instructions of the processor. FIPS 198-1, 4.
 *
 * <p>The key stands in the two pads only; closing overwrites them and what the hash holds.
 */
final class ClearKeyMac implements KeyMac {

    private static final int BLOCK_BYTES = 64;
    private static final byte INNER = 0x36;
    private static final byte OUTER = 0x5C;

    private final MessageDigest hash = sha256();
    private final byte[] inner = new byte[BLOCK_BYTES];
    private final byte[] outer = new byte[BLOCK_BYTES];

    ClearKeyMac(SecretBytes secret) {
        byte[] key = ClearKeyAccess.open(secret);
        // steps 1 to 3: a key longer than a block is hashed, then filled with zeros
        byte[] block = new byte[BLOCK_BYTES];
        byte[] whole = key.length > BLOCK_BYTES ? hash.digest(key) : key.clone();
        System.arraycopy(whole, 0, block, 0, whole.length);
        Arrays.fill(whole, (byte) 0);
        for (int i = 0; i < BLOCK_BYTES; i++) {
            inner[i] = (byte) (block[i] ^ INNER);
            outer[i] = (byte) (block[i] ^ OUTER);
        }
        Arrays.fill(block, (byte) 0);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }

    @Override
    public byte[] compute(byte[]... parts) {
        hash.update(inner);
        for (byte[] part : parts) {
            hash.update(part);
        }
        byte[] first = hash.digest();
        hash.update(outer);
        hash.update(first);
        Arrays.fill(first, (byte) 0);
        return hash.digest();
    }

    @Override
    public void close() {
        Arrays.fill(inner, (byte) 0);
        Arrays.fill(outer, (byte) 0);
        hash.reset();
    }
}
