package org.cardwright.crypto.mac;

import java.util.Arrays;
import org.cardwright.crypto.key.KeyCipher;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.crypto.key.SecretBytes;

/**
 * The MAC of ISO/IEC 9797-1 algorithm 3 with DES: single DES chaining, triple DES on the last block.
 *
 * <p>EMV 4.4 Book 2, A1.2.1. For a batch; not safe for several threads.
 */
public final class RetailMac implements AutoCloseable {

    /** Length of the result. */
    public static final int BYTES = 8;

    private final KeyCipher left;
    private final KeyCipher whole;

    /** How the message is filled up to whole blocks. */
    public enum Padding {
        /** Zeros, none when the blocks are whole. ISO/IEC 9797-1 padding method 1. */
        ZEROS,
        /** 80, then zeros, always. ISO/IEC 9797-1 padding method 2. */
        MANDATORY_80
    }

    /**
     * A MAC under a double-length key.
     *
     * @throws KeyRefusedException when the key has not 16 bytes
     */
    public RetailMac(SecretBytes key) {
        if (key.size() != 16) {
            throw new KeyRefusedException("a retail MAC needs a double-length key");
        }
        this.left = KeyCipher.leftHalf(key);
        this.whole = KeyCipher.tdes(key);
    }

    /** Eight bytes over the message. */
    public byte[] compute(Padding padding, byte[] message) {
        byte[] padded = pad(padding, message);
        int last = padded.length - BYTES;
        // all blocks but the last: CBC under the left half
        byte[] chain = new byte[BYTES];
        if (last > 0) {
            byte[] chained = left.encryptCbc(Arrays.copyOf(padded, last));
            System.arraycopy(chained, last - BYTES, chain, 0, BYTES);
        }
        // last block: under the left half, back under the right, again under the left; that is EDE
        for (int i = 0; i < BYTES; i++) {
            chain[i] ^= padded[last + i];
        }
        return whole.encryptEcb(chain);
    }

    static byte[] pad(Padding padding, byte[] message) {
        int minimum = padding == Padding.MANDATORY_80 ? message.length + 1 : Math.max(message.length, 1);
        byte[] padded = Arrays.copyOf(message, (minimum + BYTES - 1) / BYTES * BYTES);
        if (padding == Padding.MANDATORY_80) {
            padded[message.length] = (byte) 0x80;
        }
        return padded;
    }

    /** Wipes the key. */
    @Override
    public void close() {
        left.close();
        whole.close();
    }
}
