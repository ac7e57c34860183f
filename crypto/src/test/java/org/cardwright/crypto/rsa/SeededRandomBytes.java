package org.cardwright.crypto.rsa;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * A test key source: bytes that depend on a seed and a reference only. Never for production.
 *
 * <p>Block i is HMAC-SHA-256(seed, reference | i), i being 8 bytes from 0 on. Not safe for use by several threads; make one
 * per key.
 */
public final class SeededRandomBytes implements RandomBytes {

    private final HMac hmac;
    private final byte[] reference;
    private final byte[] block;
    private int used;
    private long counter;

    /**
     * A stream of its own.
     *
     * @param seed seed of the test key source
     * @param reference what the bytes are for, {@code A-000017/9F46}
     */
    public SeededRandomBytes(byte[] seed, String reference) {
        this.hmac = new HMac(new SHA256Digest());
        this.hmac.init(new KeyParameter(seed));
        this.reference = reference.getBytes(StandardCharsets.UTF_8);
        this.block = new byte[hmac.getMacSize()];
        this.used = block.length;
    }

    @Override
    public void fill(byte[] target) {
        for (int i = 0; i < target.length; i++) {
            if (used == block.length) {
                nextBlock();
            }
            target[i] = block[used++];
        }
    }

    private void nextBlock() {
        hmac.update(reference, 0, reference.length);
        hmac.update(ByteBuffer.allocate(Long.BYTES).putLong(counter++).array(), 0, Long.BYTES);
        hmac.doFinal(block, 0);
        used = 0;
    }
}
