package org.cardwright.crypto.module;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
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
 * <p>The cipher is the JDK's, which encrypts with the instructions of the processor: every card is sealed and opened several times. A
 * call has a cipher to itself, which is made to forget the key behind it and only then serves another call; finding a cipher costs more
 * than a card. The key schedule and the rest of the last text cannot be wiped in place, and go with the next garbage collection.
 */
final class SoftBatchCipher implements BatchKeys.BatchCipher {

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;
    private static final SecretKey ZEROS = new BorrowedKey(new byte[32]);

    private final SecretBytes key;
    private final SecureRandom random = new SecureRandom();
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

    /** Ciphers without a key; at most one for each thread that was ever at work here at the same time. */
    private final Queue<Gcm> idle = new ConcurrentLinkedQueue<>();

    /** Takes the key over. */
    SoftBatchCipher(SecretBytes key) {
        this.key = key;
    }

    @Override
    public ByteString seal(String place, ByteString plain) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            return ByteString.of(nonce).plus(run(Cipher.ENCRYPT_MODE, nonce, place, plain));
        } catch (AEADBadTagException impossible) {
            throw new IllegalStateException("encryption checks no tag", impossible);
        }
    }

    @Override
    public ByteString open(String place, ByteString sealed) {
        if (sealed.size() < NONCE_BYTES + TAG_BYTES) {
            throw altered();
        }
        try {
            byte[] nonce = sealed.slice(0, NONCE_BYTES).toByteArray();
            return run(Cipher.DECRYPT_MODE, nonce, place, sealed.slice(NONCE_BYTES));
        } catch (AEADBadTagException different) {
            throw altered();
        }
    }

    /** The lock keeps close() from wiping the key under a running operation, which would then seal under zeros. */
    private ByteString run(int mode, byte[] nonce, String place, ByteString in) throws AEADBadTagException {
        lock.readLock().lock();
        try {
            BorrowedKey borrowed = new BorrowedKey(ClearKeyAccess.open(key).clone());
            try {
                Gcm gcm = idleOrNew();
                gcm.cipher.init(mode, borrowed, new GCMParameterSpec(8 * TAG_BYTES, nonce));
                try {
                    gcm.cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
                    return through(gcm.cipher, in);
                } finally {
                    gcm.forgetKey();
                    idle.add(gcm);
                }
            } finally {
                borrowed.destroy();
            }
        } catch (AEADBadTagException different) {
            throw different;
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java platform has AES-GCM", missing);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** The ciphers that wait for a call; none of them has a key of this batch. */
    List<Cipher> idle() {
        return idle.stream().map(gcm -> gcm.cipher).toList();
    }

    private Gcm idleOrNew() throws GeneralSecurityException {
        Gcm gcm = idle.poll();
        return gcm == null ? new Gcm(Cipher.getInstance("AES/GCM/NoPadding")) : gcm;
    }

    /** A cipher that one call has at a time. */
    private static final class Gcm {

        private final Cipher cipher;
        private long keysForgotten;

        Gcm(Cipher cipher) {
            this.cipher = cipher;
        }

        /**
         * A cipher keeps the last key it encrypted with, to refuse it with the same nonce, and overwrites it when it gets another: the
         * zeros, each time with another nonce.
         */
        void forgetKey() throws GeneralSecurityException {
            byte[] nonce = new byte[NONCE_BYTES];
            ByteBuffer.wrap(nonce).putLong(keysForgotten++);
            cipher.init(Cipher.ENCRYPT_MODE, ZEROS, new GCMParameterSpec(8 * TAG_BYTES, nonce));
        }
    }

    private static ByteString through(Cipher gcm, ByteString in) throws GeneralSecurityException {
        byte[] from = in.toByteArray();
        byte[] out = new byte[gcm.getOutputSize(from.length)];
        try {
            int done = gcm.doFinal(from, 0, from.length, out, 0);
            return ByteString.copyOf(out, 0, done);
        } finally {
            Arrays.fill(from, (byte) 0);
            Arrays.fill(out, (byte) 0);
        }
    }

    /** A copy of the key in the form that the JDK asks for, which can be wiped, unlike the one of {@code SecretKeySpec}. */
    private static final class BorrowedKey implements SecretKey {

        private static final long serialVersionUID = 1L;

        private final transient byte[] bytes;

        /** Takes the array over. */
        BorrowedKey(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public String getAlgorithm() {
            return "AES";
        }

        @Override
        public String getFormat() {
            return "RAW";
        }

        /** A copy, which the cipher takes over. */
        @Override
        public byte[] getEncoded() {
            return bytes.clone();
        }

        @Override
        public void destroy() {
            Arrays.fill(bytes, (byte) 0);
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
