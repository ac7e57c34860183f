package org.cardwright.crypto.key;

import org.cardwright.formats.bytes.ByteString;

/**
 * A key under a key that is no key block: nothing in it says what the key is for.
 *
 * <p>Two old forms under 3DES, without any protection against change; two under AES that find every change. PCI PIN, 18-3 wants key
 * blocks instead; these are for partners that cannot.
 */
public enum KeyCryptogram {
    /** Each 8 bytes on their own. ANSI X9.17. */
    TDES_ECB,
    /** Chained, initial value zero. */
    TDES_CBC,
    /** RFC 3394. */
    AES_KW,
    /** RFC 5649. */
    AES_KWP;

    private static final int DES_BYTES = 8;
    private static final int MAX_PARTS = 3;

    /** Does the form find out that it was changed, or is under another key? Where it does not, the check value alone can. */
    public boolean isAuthenticated() {
        return this == AES_KW || this == AES_KWP;
    }

    /** What the wrapping key is a key of. */
    public KeyAlgorithm wrappingAlgorithm() {
        return isAuthenticated() ? KeyAlgorithm.AES : KeyAlgorithm.TDES;
    }

    /**
     * The clear key, to be closed by the caller.
     *
     * @param wrappingKey 3DES for the first two, AES for the others
     * @throws KeyRefusedException when the length is that of no key, or an authenticated form was altered
     */
    public SecretBytes open(ByteString cryptogram, SecretBytes wrappingKey) {
        try (KeyCipher cipher = KeyCipher.of(wrappingAlgorithm(), wrappingKey)) {
            return open(cryptogram, cipher);
        }
    }

    /**
     * The same with a wrapping key that may be in a device; it stays open.
     *
     * @throws KeyRefusedException when the length is that of no key, or an authenticated form was altered
     */
    public SecretBytes open(ByteString cryptogram, KeyCipher wrappingKey) {
        if (wrappingKey.algorithm() != wrappingAlgorithm()) {
            throw new KeyRefusedException(this + " is under " + wrappingAlgorithm());
        }
        return switch (this) {
            case TDES_ECB, TDES_CBC -> underTdes(cryptogram, wrappingKey);
            case AES_KW -> AesKeyWrap.KW.unwrap(cryptogram, wrappingKey);
            case AES_KWP -> AesKeyWrap.KWP.unwrap(cryptogram, wrappingKey);
        };
    }

    private SecretBytes underTdes(ByteString cryptogram, KeyCipher wrappingKey) {
        int bytes = cryptogram.size();
        if (bytes == 0 || bytes % DES_BYTES != 0 || bytes > MAX_PARTS * DES_BYTES) {
            throw new KeyRefusedException("a cryptogram of " + bytes + " bytes holds no DES key");
        }
        byte[] in = cryptogram.toByteArray();
        return SecretBytes.adopt(this == TDES_ECB ? wrappingKey.decryptEcb(in) : wrappingKey.decryptCbc(in));
    }
}
