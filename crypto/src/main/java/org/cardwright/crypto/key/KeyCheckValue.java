package org.cardwright.crypto.key;

import java.util.Arrays;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.cardwright.formats.bytes.ByteString;

/**
 * A few bytes that identify a key without giving it away, with the name of the rule that made them.
 *
 * @param method how it was computed; guessing is unsafe, so it travels with the value
 * @param value 2 to 5 bytes, normally 3
 */
public record KeyCheckValue(Method method, ByteString value) {

    /** Length that is computed; a shorter or longer value that arrived is compared over what both have. */
    public static final int BYTES = 3;

    /** The rules in use. */
    public enum Method {
        /** Leftmost bytes of 3DES-ECB(key, 00 x 8). */
        TDES_ZEROS,
        /** Leftmost bytes of AES-ECB(key, 01 x 16): GlobalPlatform Amendment D 7.2.2, EMV CPS 2.0. */
        AES_ONES,
        /** Leftmost bytes of AES-CMAC(key, 00 x 16): ANSI X9.24-1:2017. */
        AES_CMAC,
        /** Leftmost bytes of SHA-256 over the public key or, for MAC keys, of HMAC-SHA-256(key, empty). */
        SHA256
    }

    /** Checks the length. */
    public KeyCheckValue {
        if (value.size() < 2 || value.size() > 5) {
            throw new IllegalArgumentException("a key check value has 2 to 5 bytes");
        }
    }

    /** The check value by the usual rule of the cipher: zeros for 3DES, ones for AES. */
    public static KeyCheckValue of(KeyCipher cipher) {
        return of(cipher.algorithm() == KeyAlgorithm.AES ? Method.AES_ONES : Method.TDES_ZEROS, cipher, BYTES);
    }

    /**
     * The check value of a block cipher key by the given rule.
     *
     * @throws KeyRefusedException when the rule is for another algorithm
     */
    public static KeyCheckValue of(Method method, KeyCipher cipher, int bytes) {
        KeyAlgorithm wanted = method == Method.TDES_ZEROS ? KeyAlgorithm.TDES : KeyAlgorithm.AES;
        if (cipher.algorithm() != wanted || method == Method.SHA256) {
            throw new KeyRefusedException("a check value " + method + " does not fit a key of " + cipher.algorithm());
        }
        byte[] result = switch (method) {
            case TDES_ZEROS -> cipher.encryptEcb(new byte[8]);
            case AES_ONES -> cipher.encryptEcb(ones());
            case AES_CMAC -> cipher.cmac(new byte[16]);
            case SHA256 -> throw new IllegalStateException("not a rule for ciphers");
        };
        return new KeyCheckValue(method, ByteString.copyOf(result, 0, bytes));
    }

    /** The check value of an HMAC key: HMAC-SHA-256 of nothing under the key. */
    public static KeyCheckValue of(KeyMac mac) {
        return new KeyCheckValue(Method.SHA256, ByteString.copyOf(mac.compute(), 0, BYTES));
    }

    /** The check value of a key pair: SHA-256 over its public key (RSA: modulus, then exponent). */
    public static KeyCheckValue ofPublicKey(ByteString publicKey) {
        SHA256Digest digest = new SHA256Digest();
        digest.update(publicKey.toByteArray(), 0, publicKey.size());
        byte[] out = new byte[digest.getDigestSize()];
        digest.doFinal(out, 0);
        return new KeyCheckValue(Method.SHA256, ByteString.copyOf(out, 0, BYTES));
    }

    /** Same rule and equal in all bytes that both have. */
    public boolean fits(KeyCheckValue other) {
        int common = Math.min(value.size(), other.value.size());
        return method == other.method && value.slice(0, common).equals(other.value.slice(0, common));
    }

    private static byte[] ones() {
        byte[] ones = new byte[16];
        Arrays.fill(ones, (byte) 1);
        return ones;
    }

    /** Upper-case hexadecimal. */
    public String toHex() {
        return value.toHex();
    }

    @Override
    public String toString() {
        return value.toHex();
    }
}
