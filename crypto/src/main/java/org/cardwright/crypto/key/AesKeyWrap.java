package org.cardwright.crypto.key;

import java.security.MessageDigest;
import java.util.Arrays;
import org.cardwright.formats.bytes.ByteString;

/**
 * Wraps one key under an AES key. RFC 3394 (KW, whole blocks of 8 bytes) and RFC 5649 (KWP, any length).
 *
 * <p>Written over {@link KeyCipher} in place, because the library's engines leave the clear key in buffers that nobody can wipe.
 */
public enum AesKeyWrap {
    /** RFC 3394, 2.2: 16 bytes or more, a multiple of 8. */
    KW,
    /** RFC 5649, 4: 1 byte or more. */
    KWP;

    private static final int HALF = 8;
    private static final int BLOCK = 2 * HALF;
    private static final int ROUNDS = 6;

    /** RFC 3394, 2.2.3.1. */
    private static final long INITIAL_VALUE = 0xA6A6A6A6A6A6A6A6L;

    /** RFC 5649, 3: before the length of the key in bytes. */
    private static final int ALTERNATIVE_INITIAL_VALUE = 0xA65959A6;

    /** Longer than any key; keeps the length of KWP and the step counter in their fields. */
    private static final int MAX_BYTES = 1 << 16;

    /**
     * The wrapped key, 8 to 15 bytes longer than the key.
     *
     * @throws KeyRefusedException when the key has not a length that the method can wrap
     */
    public ByteString wrap(SecretBytes key, SecretBytes wrappingKey) {
        int bytes = key.size();
        boolean fits = this == KW ? bytes >= BLOCK && bytes % HALF == 0 : bytes > 0;
        if (!fits || bytes > MAX_BYTES) {
            throw new KeyRefusedException(this + " cannot wrap a key of " + bytes + " bytes");
        }
        try (KeyCipher cipher = KeyCipher.aes(wrappingKey)) {
            byte[] all = joined(initialValue(bytes), key);
            if (all.length == BLOCK) {
                cipher.encryptBlock(all);
            } else {
                wrapRounds(cipher, all);
            }
            return ByteString.of(all);
        }
    }

    /**
     * The clear key, to be closed by the caller.
     *
     * @throws KeyRefusedException when it was altered or is under another key
     */
    public SecretBytes unwrap(ByteString wrapped, SecretBytes wrappingKey) {
        try (KeyCipher cipher = KeyCipher.aes(wrappingKey)) {
            return unwrap(wrapped, cipher);
        }
    }

    /**
     * The same with an AES key that may be in a device; it stays open.
     *
     * @throws KeyRefusedException when it was altered or is under another key
     */
    public SecretBytes unwrap(ByteString wrapped, KeyCipher wrappingKey) {
        if (wrappingKey.algorithm() != KeyAlgorithm.AES) {
            throw new KeyRefusedException(this + " is under AES");
        }
        int least = this == KW ? BLOCK + HALF : BLOCK;
        if (wrapped.size() < least || wrapped.size() % HALF != 0 || wrapped.size() > MAX_BYTES + BLOCK) {
            throw altered();
        }
        byte[] all = wrapped.toByteArray();
        try {
            if (all.length == BLOCK) {
                wrappingKey.decryptBlock(all);
            } else {
                unwrapRounds(wrappingKey, all);
            }
            return SecretBytes.adopt(Arrays.copyOfRange(all, HALF, HALF + keyBytes(all)));
        } finally {
            Arrays.fill(all, (byte) 0);
        }
    }

    /** A | R[1] .. R[n], with zeros behind the key up to a whole half block. */
    private static byte[] joined(byte[] initialValue, SecretBytes key) {
        byte[] all = new byte[HALF + (key.size() + HALF - 1) / HALF * HALF];
        System.arraycopy(initialValue, 0, all, 0, HALF);
        System.arraycopy(ClearKeyAccess.open(key), 0, all, HALF, key.size());
        return all;
    }

    private byte[] initialValue(int keyBytes) {
        long value = this == KW ? INITIAL_VALUE : (long) ALTERNATIVE_INITIAL_VALUE << 32 | keyBytes;
        byte[] bytes = new byte[HALF];
        for (int i = 0; i < HALF; i++) {
            bytes[i] = (byte) (value >> (8 * (HALF - 1 - i)));
        }
        return bytes;
    }

    /** Length of the key, after the initial value and the zeros behind the key were checked; all of them, whatever the first says. */
    private int keyBytes(byte[] all) {
        int room = all.length - HALF;
        int bytes = this == KW ? room : announced(all);
        boolean possible = bytes > room - HALF && bytes <= room;
        int length = possible ? bytes : room;
        int filling = 0;
        for (int i = HALF + length; i < all.length; i++) {
            filling |= all[i];
        }
        boolean same = MessageDigest.isEqual(initialValue(length), Arrays.copyOf(all, HALF));
        if (!possible || !same || filling != 0) {
            throw altered();
        }
        return bytes;
    }

    /** The length in an alternative initial value; negative when it is no length. RFC 5649, 3. */
    private static int announced(byte[] all) {
        int length = 0;
        for (int i = Integer.BYTES; i < HALF; i++) {
            length = length << 8 | (all[i] & 0xFF);
        }
        return length;
    }

    /** RFC 3394, 2.2.1, index based. */
    private static void wrapRounds(KeyCipher cipher, byte[] all) {
        byte[] block = Arrays.copyOf(all, BLOCK);
        int halves = all.length / HALF - 1;
        for (int step = 0; step < ROUNDS * halves; step++) {
            int at = HALF * (step % halves + 1);
            System.arraycopy(all, at, block, HALF, HALF);
            cipher.encryptBlock(block);
            System.arraycopy(block, HALF, all, at, HALF);
            count(block, step + 1);
        }
        System.arraycopy(block, 0, all, 0, HALF);
        Arrays.fill(block, (byte) 0);
    }

    /** RFC 3394, 2.2.2, index based. */
    private static void unwrapRounds(KeyCipher cipher, byte[] all) {
        byte[] block = Arrays.copyOf(all, BLOCK);
        int halves = all.length / HALF - 1;
        for (int step = ROUNDS * halves - 1; step >= 0; step--) {
            int at = HALF * (step % halves + 1);
            count(block, step + 1);
            System.arraycopy(all, at, block, HALF, HALF);
            cipher.decryptBlock(block);
            System.arraycopy(block, HALF, all, at, HALF);
        }
        System.arraycopy(block, 0, all, 0, HALF);
        Arrays.fill(block, (byte) 0);
    }

    /** The number of the step goes into the right end of A. */
    private static void count(byte[] block, int step) {
        for (int i = 0; i < Integer.BYTES; i++) {
            block[HALF - 1 - i] ^= (byte) (step >> (8 * i));
        }
    }

    private static KeyRefusedException altered() {
        return new KeyRefusedException("the wrapped key is altered, or under another key");
    }
}
