package org.cardwright.crypto.derive;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyCipher;
import org.cardwright.crypto.key.KeyMac;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.formats.bytes.ByteString;

/**
 * Keys from a key by a pseudo-random function in counter mode. NIST SP 800-108r1, 4.1.
 *
 * <p>The counter i has one byte and begins with 1: K(i) = PRF(key, before | i | after), the result is the leftmost bytes of K(1) |
 * K(2) ... Where the counter stands differs: in front for KDF3, in the middle for GlobalPlatform Amendment D, 4.1.5.
 */
public final class CounterModeKdf {

    /** The counter has one byte. */
    private static final int MAX_BLOCKS = 255;

    private CounterModeKdf() {}

    /**
     * The input beside the counter.
     *
     * @param before in front of it, may be empty
     * @param after behind it
     */
    public record FixedInput(ByteString before, ByteString after) {

        /** The counter first, as most have it. */
        public static FixedInput behindCounter(ByteString input) {
            return new FixedInput(ByteString.EMPTY, input);
        }

        /** Label | 00 | context | L in 4 bytes, the counter first. NIST SP 800-108r1, 4, step 4 c. */
        static FixedInput labelled(String label, ByteString context, int bits) {
            return behindCounter(ByteString.concat(
                    ByteString.of(label.getBytes(StandardCharsets.US_ASCII)),
                    ByteString.ofByte(0),
                    context,
                    ByteString.ofUnsigned(bits, 4)));
        }
    }

    /**
     * With AES-CMAC. NIST SP 800-38B, 6.2.
     *
     * @param key AES
     * @param bytes length of the result, 1 to 255 cipher blocks
     * @throws KeyRefusedException when the key is not for AES
     */
    public static SecretBytes cmac(KeyCipher key, FixedInput input, int bytes) {
        if (key.algorithm() != KeyAlgorithm.AES) {
            throw new KeyRefusedException("the counter mode with CMAC needs an AES key");
        }
        return derive(key::cmac, key.blockBytes(), input, bytes);
    }

    /**
     * With HMAC-SHA-256. FIPS 198-1.
     *
     * @param bytes length of the result, 1 to 255 times 32
     */
    public static SecretBytes hmacSha256(KeyMac key, FixedInput input, int bytes) {
        return derive(key::compute, KeyMac.BYTES, input, bytes);
    }

    private static SecretBytes derive(UnaryOperator<byte[]> function, int blockBytes, FixedInput input, int bytes) {
        if (bytes < 1 || bytes > MAX_BLOCKS * blockBytes) {
            throw new IllegalArgumentException("a derived key has 1 to " + MAX_BLOCKS * blockBytes + " bytes");
        }
        byte[] message = ByteString.concat(input.before(), ByteString.ofByte(0), input.after())
                .toByteArray();
        byte[] key = new byte[bytes];
        for (int at = 0; at < bytes; at += blockBytes) {
            message[input.before().size()]++;
            byte[] block = function.apply(message);
            System.arraycopy(block, 0, key, at, Math.min(blockBytes, bytes - at));
            Arrays.fill(block, (byte) 0);
        }
        return SecretBytes.adopt(key);
    }
}
