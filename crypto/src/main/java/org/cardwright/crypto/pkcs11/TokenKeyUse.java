package org.cardwright.crypto.pkcs11;

import org.xipki.pkcs11.wrapper.PKCS11Constants;

/** What a key on a token may be used for; whatever is not asked for is forbidden. PKCS #11 v3.0, 4.7 to 4.10. */
public enum TokenKeyUse {
    /** CKA_ENCRYPT. */
    ENCRYPT(PKCS11Constants.CKA_ENCRYPT, false),
    /** CKA_DECRYPT. */
    DECRYPT(PKCS11Constants.CKA_DECRYPT, true),
    /** CKA_SIGN, also for message authentication codes. */
    SIGN(PKCS11Constants.CKA_SIGN, true),
    /** CKA_VERIFY. */
    VERIFY(PKCS11Constants.CKA_VERIFY, false),
    /** CKA_WRAP: encrypts other keys. */
    WRAP(PKCS11Constants.CKA_WRAP, false),
    /** CKA_UNWRAP: decrypts other keys into the token. */
    UNWRAP(PKCS11Constants.CKA_UNWRAP, true),
    /** CKA_DERIVE. */
    DERIVE(PKCS11Constants.CKA_DERIVE, true);

    private final long attribute;
    private final boolean ofPrivateKeys;

    TokenKeyUse(long attribute, boolean ofPrivateKeys) {
        this.attribute = attribute;
        this.ofPrivateKeys = ofPrivateKeys;
    }

    long attribute() {
        return attribute;
    }

    /** Does this attribute exist for such keys? Private keys do not encrypt, verify or wrap. */
    boolean appliesTo(TokenKeyType type) {
        return ofPrivateKeys || type.isSecret();
    }
}
