package org.cardwright.crypto.pkcs11;

import iaik.pkcs.pkcs11.wrapper.CK_KEY_DERIVATION_STRING_DATA;
import iaik.pkcs.pkcs11.wrapper.CK_MECHANISM;
import org.jspecify.annotations.Nullable;
import org.xipki.pkcs11.wrapper.PKCS11Constants;

/** Which mechanism does what with which key. PKCS #11 Current Mechanisms v3.0, 2.1 (RSA), 2.3 (EdDSA), 2.8 to 2.16 (AES, DES), 2.42 (derive). */
final class Mechanisms {

    private Mechanisms() {}

    static CK_MECHANISM of(long mechanism) {
        return of(mechanism, null);
    }

    static CK_MECHANISM of(long mechanism, @Nullable Object parameter) {
        CK_MECHANISM made = new CK_MECHANISM();
        made.mechanism = mechanism;
        made.pParameter = parameter;
        return made;
    }

    static CK_MECHANISM ecb(TokenKeyType type) {
        return of(
                switch (type) {
                    case DES -> PKCS11Constants.CKM_DES_ECB;
                    case DES2, DES3 -> PKCS11Constants.CKM_DES3_ECB;
                    case AES -> PKCS11Constants.CKM_AES_ECB;
                    default -> throw noCipher(type);
                });
    }

    static CK_MECHANISM cbc(TokenKeyType type, byte[] initialValue) {
        return of(
                switch (type) {
                    case DES -> PKCS11Constants.CKM_DES_CBC;
                    case DES2, DES3 -> PKCS11Constants.CKM_DES3_CBC;
                    case AES -> PKCS11Constants.CKM_AES_CBC;
                    default -> throw noCipher(type);
                },
                initialValue);
    }

    static CK_MECHANISM cmac(TokenKeyType type) {
        return of(
                switch (type) {
                    case DES2, DES3 -> PKCS11Constants.CKM_DES3_CMAC;
                    case AES -> PKCS11Constants.CKM_AES_CMAC;
                    default -> throw noCipher(type);
                });
    }

    static CK_MECHANISM generate(TokenKeyType type) {
        return of(
                switch (type) {
                    case DES -> PKCS11Constants.CKM_DES_KEY_GEN;
                    case DES2 -> PKCS11Constants.CKM_DES2_KEY_GEN;
                    case DES3 -> PKCS11Constants.CKM_DES3_KEY_GEN;
                    case AES -> PKCS11Constants.CKM_AES_KEY_GEN;
                    case GENERIC_SECRET -> PKCS11Constants.CKM_GENERIC_SECRET_KEY_GEN;
                    case RSA -> PKCS11Constants.CKM_RSA_PKCS_KEY_PAIR_GEN;
                    case ED25519 -> PKCS11Constants.CKM_EC_EDWARDS_KEY_PAIR_GEN;
                });
    }

    /** The derived key is the data, encrypted block by block under the master key. */
    static CK_MECHANISM derive(TokenKeyType master, byte[] data) {
        CK_KEY_DERIVATION_STRING_DATA parameter = new CK_KEY_DERIVATION_STRING_DATA();
        parameter.pData = data.clone();
        return of(
                switch (master) {
                    case DES2, DES3 -> PKCS11Constants.CKM_DES3_ECB_ENCRYPT_DATA;
                    case AES -> PKCS11Constants.CKM_AES_ECB_ENCRYPT_DATA;
                    default -> throw noCipher(master);
                },
                parameter);
    }

    static CK_MECHANISM wrap(TokenKeyType kek, WrapMethod method) {
        return switch (method.mode()) {
            case KEY_WRAP -> of(aesOnly(kek, PKCS11Constants.CKM_AES_KEY_WRAP));
            case KEY_WRAP_PADDED -> of(aesOnly(kek, PKCS11Constants.CKM_AES_KEY_WRAP_PAD));
            case ECB -> ecb(kek);
            case CBC -> cbc(kek, method.initialValue().toByteArray());
        };
    }

    private static long aesOnly(TokenKeyType kek, long mechanism) {
        if (kek != TokenKeyType.AES) {
            throw new IllegalArgumentException("AES key wrap needs an AES key, was " + kek);
        }
        return mechanism;
    }

    private static IllegalArgumentException noCipher(TokenKeyType type) {
        return new IllegalArgumentException("not with a key of type " + type);
    }
}
