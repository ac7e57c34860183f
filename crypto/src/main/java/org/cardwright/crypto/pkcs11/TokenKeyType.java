package org.cardwright.crypto.pkcs11;

import org.cardwright.crypto.key.KeyAlgorithm;
import org.jspecify.annotations.Nullable;
import org.xipki.pkcs11.wrapper.PKCS11Constants;

/** What kind of key stands on a token. PKCS #11 v3.0, 4.7 (CKK), and Current Mechanisms. */
public enum TokenKeyType {
    /** One part of a double-length key: CKK_DES, or CKK_DES2 of the part twice where single DES does not work. */
    DES(PKCS11Constants.CKK_DES, 8, 8),
    /** Triple DES with 16 bytes. */
    DES2(PKCS11Constants.CKK_DES2, 16, 16),
    /** Triple DES with 24 bytes. */
    DES3(PKCS11Constants.CKK_DES3, 24, 24),
    /** AES with 16, 24 or 32 bytes. */
    AES(PKCS11Constants.CKK_AES, 16, 32),
    /** Bytes for HMAC or to be transported: up to 64. */
    GENERIC_SECRET(PKCS11Constants.CKK_GENERIC_SECRET, 1, 64),
    /** An RSA pair; its size is that of the modulus. */
    RSA(PKCS11Constants.CKK_RSA, 128, 512),
    /** An Ed25519 pair (RFC 8032), CKK_EC_EDWARDS. */
    ED25519(PKCS11Constants.CKK_EC_EDWARDS, 32, 32);

    private final long code;
    private final int minBytes;
    private final int maxBytes;

    TokenKeyType(long code, int minBytes, int maxBytes) {
        this.code = code;
        this.minBytes = minBytes;
        this.maxBytes = maxBytes;
    }

    /** The type for a key of that algorithm and length: 3DES by its length, HMAC as a generic secret. */
    public static TokenKeyType of(KeyAlgorithm algorithm, int bytes) {
        return switch (algorithm) {
            case TDES -> bytes == DES.minBytes ? DES : bytes == DES2.minBytes ? DES2 : DES3;
            case AES -> AES;
            case HMAC -> GENERIC_SECRET;
            case ED25519 -> ED25519;
            case RSA -> RSA;
        };
    }

    /** The type of a CKK value; {@code null} for keys that are not used here. */
    static @Nullable TokenKeyType ofCode(long code) {
        if (code == PKCS11Constants.CKK_SHA256_HMAC) {
            return GENERIC_SECRET;
        }
        for (TokenKeyType type : values()) {
            if (type.code == code) {
                return type;
            }
        }
        return null;
    }

    long code() {
        return code;
    }

    /** Is this one key, and not a pair? */
    public boolean isSecret() {
        return this != RSA && this != ED25519;
    }

    /** DES or triple DES? */
    public boolean isDes() {
        return this == DES || this == DES2 || this == DES3;
    }

    /** Can it encrypt blocks? */
    public boolean isBlockCipher() {
        return isDes() || this == AES;
    }

    /** Length of a cipher block; {@link IllegalArgumentException} when there is none. */
    public int blockBytes() {
        if (!isBlockCipher()) {
            throw new IllegalArgumentException(this + " is no block cipher");
        }
        return this == AES ? 16 : 8;
    }

    /** Does the token ask for CKA_VALUE_LEN? The other types have one length, and the attribute is refused for them. */
    boolean hasValueLength() {
        return this == AES || this == GENERIC_SECRET;
    }

    boolean takes(int bytes) {
        return bytes >= minBytes && bytes <= maxBytes && (this != AES || bytes % 8 == 0);
    }

    /** The one length of keys of this type, or 0 where there are several. */
    int onlyBytes() {
        return minBytes == maxBytes ? minBytes : 0;
    }
}
