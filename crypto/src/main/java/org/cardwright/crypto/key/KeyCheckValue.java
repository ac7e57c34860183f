package org.cardwright.crypto.key;

import org.cardwright.formats.bytes.ByteString;

/**
 * A few bytes that identify a key without giving it away, with the name of the rule that made them.
 *
 * @param method how it was computed; guessing is unsafe, so it travels with the value
 * @param value 2 to 5 bytes, normally 3
 */
public record KeyCheckValue(Method method, ByteString value) {

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

    /** Upper-case hexadecimal. */
    public String toHex() {
        return value.toHex();
    }

    @Override
    public String toString() {
        return value.toHex();
    }
}
