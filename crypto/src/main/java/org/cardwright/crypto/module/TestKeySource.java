package org.cardwright.crypto.module;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;
import org.cardwright.crypto.key.ClearKeyAccess;
import org.cardwright.crypto.key.SecretBytes;

/**
 * Repeatable randomness for tests: the same order gets the same bytes, whatever the batch, the chunk or the thread.
 *
 * <p>Block i of a stream is HMAC-SHA-256(seed, length of reference | reference | i). The seed is published; a production
 * policy cannot reach this class.
 */
final class TestKeySource implements KeySource {

    private final SecretBytes seed;

    /** Takes the seed over. */
    TestKeySource(SecretBytes seed) {
        this.seed = seed;
    }

    @Override
    public SecureRandom forCard(String cardReference) {
        HMac hmac = new HMac(new SHA256Digest());
        hmac.init(new KeyParameter(ClearKeyAccess.open(seed)));
        return new Stream(hmac, cardReference.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        seed.close();
    }

    /** One stream; every way to draw from a {@link SecureRandom} ends in {@link #nextBytes}. */
    private static final class Stream extends SecureRandom {

        private static final long serialVersionUID = 1L;
        private static final int BLOCK_BYTES = 32;

        private final transient HMac hmac;
        private final byte[] reference;
        private final byte[] block = new byte[BLOCK_BYTES];
        private int used = BLOCK_BYTES;
        private int counter;

        Stream(HMac hmac, byte[] reference) {
            this.hmac = hmac;
            this.reference = reference;
        }

        @Override
        public synchronized void nextBytes(byte[] target) {
            for (int i = 0; i < target.length; i++) {
                if (used == BLOCK_BYTES) {
                    refill();
                }
                target[i] = block[used];
                block[used++] = 0;
            }
        }

        private void refill() {
            byte[] input = ByteBuffer.allocate(2 * Integer.BYTES + reference.length)
                    .putInt(reference.length)
                    .put(reference)
                    .putInt(counter++)
                    .array();
            hmac.update(input, 0, input.length);
            hmac.doFinal(block, 0);
            Arrays.fill(input, (byte) 0);
            used = 0;
        }
    }
}
