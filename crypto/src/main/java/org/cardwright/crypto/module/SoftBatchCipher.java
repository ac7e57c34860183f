package org.cardwright.crypto.module;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.modes.GCMModeCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.cardwright.crypto.key.ClearKeyAccess;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.formats.bytes.ByteString;

/**
 * AES-256-GCM with the place as additional data. NIST SP 800-38D.
 *
 * <p>Every seal draws a fresh nonce of 96 random bits (8.2.2). A nonce made from the place would repeat when a place is sealed
 * again with other content after a crash, and one repeated nonce gives away both texts and the authentication key. Random
 * ones repeat with a probability below 2^-32 for up to 2^32 seals under one key (8.3); a batch of a million cards makes some
 * 2^24.
 *
 * <p>Each call has an engine of its own: what Bouncy Castle keeps in one, the schedule of the key and the rest of the last text,
 * cannot be wiped in place, and goes with the next garbage collection.
 */
final class SoftBatchCipher implements BatchKeys.BatchCipher {

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;

    private final SecretBytes key;
    private final SecureRandom random = new SecureRandom();
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

    /** Takes the key over. */
    SoftBatchCipher(SecretBytes key) {
        this.key = key;
    }

    @Override
    public ByteString seal(String place, ByteString plain) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            return ByteString.of(nonce).plus(run(true, nonce, place, plain));
        } catch (InvalidCipherTextException impossible) {
            throw new IllegalStateException("encryption checks no tag", impossible);
        }
    }

    @Override
    public ByteString open(String place, ByteString sealed) {
        if (sealed.size() < NONCE_BYTES + TAG_BYTES) {
            throw altered();
        }
        try {
            return run(false, sealed.slice(0, NONCE_BYTES).toByteArray(), place, sealed.slice(NONCE_BYTES));
        } catch (InvalidCipherTextException different) {
            throw altered();
        }
    }

    /** The lock keeps close() from wiping the key under a running operation, which would then seal under zeros. */
    private ByteString run(boolean encrypt, byte[] nonce, String place, ByteString in)
            throws InvalidCipherTextException {
        lock.readLock().lock();
        try {
            KeyParameter parameter = new KeyParameter(ClearKeyAccess.open(key));
            try {
                byte[] bound = place.getBytes(StandardCharsets.UTF_8);
                return gcm(encrypt, new AEADParameters(parameter, 8 * TAG_BYTES, nonce, bound), in);
            } finally {
                Arrays.fill(parameter.getKey(), (byte) 0);
            }
        } finally {
            lock.readLock().unlock();
        }
    }

    private static ByteString gcm(boolean encrypt, AEADParameters parameters, ByteString in)
            throws InvalidCipherTextException {
        GCMModeCipher gcm = GCMBlockCipher.newInstance(AESEngine.newInstance());
        gcm.init(encrypt, parameters);
        byte[] from = in.toByteArray();
        byte[] out = new byte[gcm.getOutputSize(from.length)];
        try {
            int done = gcm.processBytes(from, 0, from.length, out, 0);
            done += gcm.doFinal(out, done);
            return ByteString.copyOf(out, 0, done);
        } finally {
            Arrays.fill(from, (byte) 0);
            Arrays.fill(out, (byte) 0);
        }
    }

    private static SecurityModuleException altered() {
        return new SecurityModuleException(
                SecurityModuleException.Kind.WRONG_RESULT,
                "sealed data were altered or belong to another place or batch");
    }

    /** Waits for running operations, then wipes. */
    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            key.close();
        } finally {
            lock.writeLock().unlock();
        }
    }
}
