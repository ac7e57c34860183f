package org.cardwright.crypto.module;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import org.cardwright.crypto.key.KeyMac;

/**
 * Repeatable randomness for tests: the same order gets the same bytes, whatever the batch, the chunk or the thread.
 *
 * <p>Block i of a stream is HMAC-SHA-256(seed, length of reference | reference | i). The seed is published; a production
 * policy cannot reach this class.
 */
final class TestKeySource implements KeySource {

    private final Seed seed;

    /** Takes the seed over. */
    TestKeySource(Seed seed) {
        this.seed = seed;
    }

    /** The published seed, wherever it lies. */
    interface Seed extends AutoCloseable {

        /** HMAC-SHA-256 under the seed, one for each stream. */
        KeyMac mac();

        @Override
        void close();
    }

    @Override
    public synchronized SecureRandom forCard(String cardReference) {
        return new Stream(seed.mac(), cardReference.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public synchronized void close() {
        seed.close();
    }

    /** One stream; every way to draw from a {@link SecureRandom} ends in {@link #nextBytes}. */
    private static final class Stream extends SecureRandom {

        private static final long serialVersionUID = 1L;
        private static final int BLOCK_BYTES = KeyMac.BYTES;

        private final transient KeyMac mac;
        private final byte[] reference;
        private byte[] block = new byte[BLOCK_BYTES];
        private int used = BLOCK_BYTES;
        private int counter;

        Stream(KeyMac mac, byte[] reference) {
            this.mac = mac;
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
            block = mac.compute(input);
            Arrays.fill(input, (byte) 0);
            used = 0;
        }
    }
}
