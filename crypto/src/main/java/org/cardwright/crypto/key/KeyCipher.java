package org.cardwright.crypto.key;

import java.util.Arrays;
import org.bouncycastle.crypto.BlockCipher;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.engines.DESEngine;
import org.bouncycastle.crypto.engines.DESedeEngine;
import org.bouncycastle.crypto.params.KeyParameter;
import org.jspecify.annotations.Nullable;

/**
 * A block cipher set up with one clear key, used for a whole batch and closed at its end.
 *
 * <p>Single DES, triple DES (16 or 24 bytes, NIST SP 800-67) and AES (FIPS 197) in ECB and CBC mode (NIST SP 800-38A) and
 * CMAC (NIST SP 800-38B). Not safe for several threads: every batch has its own. Setting up costs ten times what a block
 * costs, hence the reuse.
 *
 * <p>The copy of the key is wiped by {@link #close()}. The key schedules inside the engines are private to Bouncy Castle and cannot
 * be overwritten in place: closing lets go of them, and they are gone with the next garbage collection. So there are as few as
 * possible: one for each direction that is used, none for a MAC.
 */
public final class KeyCipher implements AutoCloseable {

    private static final byte MARK = (byte) 0x80;
    private static final int R64 = 0x1B;
    private static final int R128 = 0x87;

    private final KeyAlgorithm algorithm;
    private final KeyParameter key;
    private final BlockCipher encryptor;
    private @Nullable BlockCipher decryptor;
    private final boolean singleDes;

    private KeyCipher(KeyAlgorithm algorithm, boolean singleDes, KeyParameter key) {
        this.algorithm = algorithm;
        this.singleDes = singleDes;
        this.key = key;
        this.encryptor = engine();
        encryptor.init(true, key);
    }

    /**
     * A cipher for a key of a block cipher.
     *
     * @throws KeyRefusedException when the length does not fit the algorithm
     */
    public static KeyCipher of(KeyAlgorithm algorithm, SecretBytes key) {
        int bytes = key.size();
        boolean fits = switch (algorithm) {
            case TDES -> bytes == 16 || bytes == 24;
            case AES -> bytes == 16 || bytes == 24 || bytes == 32;
            default -> false;
        };
        if (!fits) {
            throw new KeyRefusedException("a key of " + bytes + " bytes is no " + algorithm + " key");
        }
        return new KeyCipher(algorithm, false, new KeyParameter(ClearKeyAccess.open(key)));
    }

    /** Triple DES. */
    public static KeyCipher tdes(SecretBytes key) {
        return of(KeyAlgorithm.TDES, key);
    }

    /** AES. */
    public static KeyCipher aes(SecretBytes key) {
        return of(KeyAlgorithm.AES, key);
    }

    /** Single DES with 8 bytes from {@code offset} of a double-length key, a step of CVV and of the retail MAC. */
    public static KeyCipher desPart(SecretBytes doubleLengthKey, int offset) {
        return new KeyCipher(
                KeyAlgorithm.TDES, true, new KeyParameter(ClearKeyAccess.open(doubleLengthKey), offset, 8));
    }

    private BlockCipher engine() {
        if (algorithm == KeyAlgorithm.AES) {
            return AESEngine.newInstance();
        }
        return singleDes ? new DESEngine() : new DESedeEngine();
    }

    /** TDES or AES. */
    public KeyAlgorithm algorithm() {
        return algorithm;
    }

    /** Length of the key in bytes. */
    public int keyBytes() {
        return key.getKeyLength();
    }

    /** Length of a cipher block, 8 or 16 bytes. */
    public int blockBytes() {
        return algorithm.blockBytes();
    }

    /** Encrypts every block on its own; the length must be a whole number of blocks. */
    public byte[] encryptEcb(byte[] clear) {
        return ecb(encryptor, clear);
    }

    /** Decrypts every block on its own. */
    public byte[] decryptEcb(byte[] cryptogram) {
        return ecb(decryptor(), cryptogram);
    }

    /** Encrypts with chaining, initial value zero. */
    public byte[] encryptCbc(byte[] clear) {
        return encryptCbc(clear, new byte[blockBytes()]);
    }

    /** Encrypts with chaining from the given initial value of one block. */
    public byte[] encryptCbc(byte[] clear, byte[] initialValue) {
        int size = wholeBlocks(clear.length);
        byte[] out = new byte[clear.length];
        byte[] chain = initialValue.clone();
        for (int at = 0; at < clear.length; at += size) {
            xorInto(chain, clear, at);
            encryptor.processBlock(chain, 0, out, at);
            System.arraycopy(out, at, chain, 0, size);
        }
        return out;
    }

    /** Decrypts with chaining, initial value zero. */
    public byte[] decryptCbc(byte[] cryptogram) {
        return decryptCbc(cryptogram, new byte[blockBytes()]);
    }

    /** Decrypts with chaining from the given initial value of one block. */
    public byte[] decryptCbc(byte[] cryptogram, byte[] initialValue) {
        byte[] out = ecb(decryptor(), cryptogram);
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
            encryptor.processBlock(counter, 0, stream, 0);
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
        encryptor.processBlock(block, 0, block, 0);
    }

    /** Decrypts one block where it stands. */
    void decryptBlock(byte[] block) {
        decryptor().processBlock(block, 0, block, 0);
    }

    /** Wipes the key and lets go of the key schedules. */
    @Override
    public void close() {
        Arrays.fill(key.getKey(), (byte) 0);
        encryptor.init(true, key);
        if (decryptor != null) {
            decryptor.init(false, key);
        }
    }

    /** Set up when it is needed first: most ciphers only encrypt, and setting up is what costs. */
    private BlockCipher decryptor() {
        BlockCipher engine = decryptor;
        if (engine == null) {
            engine = engine();
            engine.init(false, key);
            decryptor = engine;
        }
        return engine;
    }

    private byte[] ecb(BlockCipher engine, byte[] in) {
        int size = wholeBlocks(in.length);
        byte[] out = new byte[in.length];
        for (int at = 0; at < in.length; at += size) {
            engine.processBlock(in, at, out, at);
        }
        return out;
    }

    private int wholeBlocks(int length) {
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
