package org.cardwright.crypto.key;

import java.util.Arrays;

/**
 * A block cipher set up with one key, used for a whole batch and closed at its end.
 *
 * <p>Single DES, triple DES (16 or 24 bytes, NIST SP 800-67) and AES (FIPS 197) in ECB and CBC mode (NIST SP 800-38A) and
 * CMAC (NIST SP 800-38B). The key may stand in this process ({@link #of}) or in a device that encrypts for us; only ECB is
 * demanded of a device, the modes follow from it. Not safe for several threads: every batch has its own.
 */
public abstract class KeyCipher implements AutoCloseable {

    private static final byte MARK = (byte) 0x80;
    private static final int R64 = 0x1B;
    private static final int R128 = 0x87;

    /**
     * A cipher for a clear key of a block cipher.
     *
     * @throws KeyRefusedException when the length does not fit the algorithm
     */
    public static KeyCipher of(KeyAlgorithm algorithm, SecretBytes key) {
        return ClearKeyCipher.with(algorithm, key);
    }

    /** Triple DES with a clear key. */
    public static KeyCipher tdes(SecretBytes key) {
        return of(KeyAlgorithm.TDES, key);
    }

    /** AES with a clear key. */
    public static KeyCipher aes(SecretBytes key) {
        return of(KeyAlgorithm.AES, key);
    }

    /** Single DES with the left half of a clear double-length key, a step of CVV and of the retail MAC. */
    public static KeyCipher leftHalf(SecretBytes doubleLengthKey) {
        return ClearKeyCipher.withLeftHalf(doubleLengthKey);
    }

    /** TDES or AES. */
    public abstract KeyAlgorithm algorithm();

    /** Length of the key in bytes. */
    public abstract int keyBytes();

    /** Encrypts every block on its own; the length must be a whole number of blocks. */
    public abstract byte[] encryptEcb(byte[] clear);

    /** Decrypts every block on its own. */
    public abstract byte[] decryptEcb(byte[] cryptogram);

    /** Ends the use of the key; what this process holds of it is wiped. */
    @Override
    public abstract void close();

    /** Length of a cipher block, 8 or 16 bytes. */
    public final int blockBytes() {
        return algorithm().blockBytes();
    }

    /** Encrypts with chaining, initial value zero. */
    public final byte[] encryptCbc(byte[] clear) {
        return encryptCbc(clear, new byte[blockBytes()]);
    }

    /** Encrypts with chaining from the given initial value of one block. */
    public byte[] encryptCbc(byte[] clear, byte[] initialValue) {
        int size = wholeBlocks(clear.length);
        byte[] out = new byte[clear.length];
        byte[] chain = initialValue.clone();
        for (int at = 0; at < clear.length; at += size) {
            xorInto(chain, clear, at);
            encryptBlock(chain);
            System.arraycopy(chain, 0, out, at, size);
        }
        return out;
    }

    /** Decrypts with chaining, initial value zero. */
    public final byte[] decryptCbc(byte[] cryptogram) {
        return decryptCbc(cryptogram, new byte[blockBytes()]);
    }

    /** Decrypts with chaining from the given initial value of one block. */
    public byte[] decryptCbc(byte[] cryptogram, byte[] initialValue) {
        byte[] out = decryptEcb(cryptogram);
        int size = blockBytes();
        for (int i = 0; i < out.length; i++) {
            out[i] ^= i < size ? initialValue[i] : cryptogram[i - size];
        }
        return out;
    }

    /** Encrypts or decrypts in counter mode from the given first counter block; any length. NIST SP 800-38A, 6.5. */
    byte[] counter(byte[] text, byte[] first) {
        int size = blockBytes();
        byte[] counter = first.clone();
        byte[] stream = new byte[size];
        byte[] out = text.clone();
        for (int at = 0; at < out.length; at += size) {
            System.arraycopy(counter, 0, stream, 0, size);
            encryptBlock(stream);
            for (int i = at; i < Math.min(at + size, out.length); i++) {
                out[i] ^= stream[i - at];
            }
            increment(counter);
        }
        Arrays.fill(stream, (byte) 0);
        return out;
    }

    /** Plus one, over the whole block. NIST SP 800-38A, B.1. */
    private static void increment(byte[] counter) {
        for (int i = counter.length - 1; i >= 0; i--) {
            counter[i]++;
            if (counter[i] != 0) {
                return;
            }
        }
    }

    /** CMAC over the message, one cipher block long. NIST SP 800-38B, 6.2. */
    public byte[] cmac(byte[] message) {
        int size = blockBytes();
        byte[] chain = new byte[size];
        // step 1 of 6.1: L, then K1; K2 when the last block is not whole
        byte[] subkey = new byte[size];
        encryptBlock(subkey);
        boolean whole = message.length > 0 && message.length % size == 0;
        doubleInField(subkey);
        if (!whole) {
            doubleInField(subkey);
        }
        // steps 2 to 6 of 6.2
        int last = whole ? message.length - size : message.length / size * size;
        for (int at = 0; at < last; at += size) {
            xorInto(chain, message, at);
            encryptBlock(chain);
        }
        for (int i = last; i < message.length; i++) {
            chain[i - last] ^= message[i];
        }
        if (!whole) {
            chain[message.length - last] ^= MARK;
        }
        xorInto(chain, subkey, 0);
        encryptBlock(chain);
        Arrays.fill(subkey, (byte) 0);
        return chain;
    }

    /** Times two in the field of the block length. NIST SP 800-38B, 5.3. */
    private static void doubleInField(byte[] value) {
        int carry = 0;
        for (int i = value.length - 1; i >= 0; i--) {
            int shifted = (value[i] & 0xFF) << 1 | carry;
            value[i] = (byte) shifted;
            carry = shifted >> 8;
        }
        value[value.length - 1] ^= (byte) (-carry & (value.length == 8 ? R64 : R128));
    }

    /** Encrypts one block where it stands. */
    void encryptBlock(byte[] block) {
        replace(block, encryptEcb(block));
    }

    /** Decrypts one block where it stands. */
    void decryptBlock(byte[] block) {
        replace(block, decryptEcb(block));
    }

    private static void replace(byte[] block, byte[] by) {
        System.arraycopy(by, 0, block, 0, block.length);
        Arrays.fill(by, (byte) 0);
    }

    /**
     * The same cipher with every byte of its key changed by xor, as old key blocks derive their keys. ANSI X9.143, 7.1.
     *
     * @throws KeyRefusedException when the key does not stand in this process
     */
    KeyCipher variant(int change) {
        throw new KeyRefusedException(
                "key blocks of versions A and C need a key that can be changed; this one is in a device");
    }

    /** The length of a cipher block, when the text has a whole number of them. */
    final int wholeBlocks(int length) {
        int size = blockBytes();
        if (length % size != 0) {
            throw new IllegalArgumentException("not a whole number of cipher blocks, bytes " + length);
        }
        return size;
    }

    private static void xorInto(byte[] target, byte[] source, int from) {
        for (int i = 0; i < target.length; i++) {
            target[i] ^= source[from + i];
        }
    }
}
