package org.cardwright.crypto.pkcs11;

import java.util.Locale;

/**
 * What a token may be asked to do, each with a trial that does it with throw-away keys and looks at the result. What a token says of its
 * mechanisms (C_GetMechanismInfo) is not believed: SoftHSM 2.6.1 lists CKM_DES_ECB and wrapping with CKM_DES3_CBC and does neither.
 */
public enum TokenOperation {
    /** Random bytes. */
    RANDOM("C_GenerateRandom", CipherTrials::random),
    /** A 3DES key of 16 bytes made by the token. */
    GENERATE_TDES_16("CKM_DES2_KEY_GEN", session -> CipherTrials.generate(session, TokenKeyType.DES2, 16)),
    /** A 3DES key of 24 bytes made by the token. */
    GENERATE_TDES_24("CKM_DES3_KEY_GEN", session -> CipherTrials.generate(session, TokenKeyType.DES3, 24)),
    /** An AES key made by the token. */
    GENERATE_AES("CKM_AES_KEY_GEN", session -> CipherTrials.generate(session, TokenKeyType.AES, 32)),
    /** An HMAC key made by the token. */
    GENERATE_SECRET("CKM_GENERIC_SECRET_KEY_GEN", CipherTrials::generateSecret),
    /** 3DES with a key of 16 bytes, every block on its own. */
    TDES_ECB_16("CKM_DES3_ECB", session -> CipherTrials.ecb(session, TokenKeyType.DES2, 16)),
    /** 3DES with a key of 24 bytes, every block on its own. */
    TDES_ECB_24("CKM_DES3_ECB", session -> CipherTrials.ecb(session, TokenKeyType.DES3, 24)),
    /** 3DES with chaining. */
    TDES_CBC("CKM_DES3_CBC", session -> CipherTrials.cbc(session, TokenKeyType.DES2, 16)),
    /** Single DES, for parts of CVV keys and retail MACs. */
    DES_ECB("CKM_DES_ECB", CipherTrials::singleDes),
    /** 3DES with one part twice, which is single DES. */
    DES_DOUBLED("CKM_DES3_ECB, one part twice", CipherTrials::doubledDes),
    /** AES, every block on its own. */
    AES_ECB("CKM_AES_ECB", session -> CipherTrials.ecb(session, TokenKeyType.AES, 32)),
    /** AES with chaining. */
    AES_CBC("CKM_AES_CBC", session -> CipherTrials.cbc(session, TokenKeyType.AES, 16)),
    /** CMAC under 3DES. */
    TDES_CMAC("CKM_DES3_CMAC", session -> CipherTrials.cmac(session, TokenKeyType.DES2, 16)),
    /** CMAC under AES. */
    AES_CMAC("CKM_AES_CMAC", session -> CipherTrials.cmac(session, TokenKeyType.AES, 16)),
    /** HMAC with SHA-256. */
    HMAC_SHA256("CKM_SHA256_HMAC", CipherTrials::hmac),
    /** A 3DES key derived of a 3DES key. */
    DERIVE_TDES("CKM_DES3_ECB_ENCRYPT_DATA", session -> KeyTrials.derive(session, TokenKeyType.DES2)),
    /** An AES key derived of an AES key. */
    DERIVE_AES("CKM_AES_ECB_ENCRYPT_DATA", session -> KeyTrials.derive(session, TokenKeyType.AES)),
    /** A 3DES key out under an AES key, RFC 3394. */
    WRAP_KEY_WRAP("CKM_AES_KEY_WRAP", session -> KeyTrials.wrap(session, TokenKeyType.AES, WrapMethod.keyWrap())),
    /** A 3DES key in under an AES key, RFC 3394. */
    UNWRAP_KEY_WRAP("CKM_AES_KEY_WRAP", session -> KeyTrials.unwrap(session, TokenKeyType.AES, WrapMethod.keyWrap())),
    /** A 3DES key out under an AES key, RFC 5649. */
    WRAP_KEY_WRAP_PADDED(
            "CKM_AES_KEY_WRAP_PAD", session -> KeyTrials.wrap(session, TokenKeyType.AES, WrapMethod.keyWrapPadded())),
    /** A 3DES key in under an AES key, RFC 5649. */
    UNWRAP_KEY_WRAP_PADDED(
            "CKM_AES_KEY_WRAP_PAD", session -> KeyTrials.unwrap(session, TokenKeyType.AES, WrapMethod.keyWrapPadded())),
    /** A 3DES key out under an AES key with chaining. */
    WRAP_AES_CBC("CKM_AES_CBC", session -> KeyTrials.wrapCbc(session, TokenKeyType.AES)),
    /** A 3DES key in under an AES key with chaining. */
    UNWRAP_AES_CBC("CKM_AES_CBC", session -> KeyTrials.unwrapCbc(session, TokenKeyType.AES)),
    /** A 3DES key out under a 3DES key, as CPS has it. */
    WRAP_TDES_ECB("CKM_DES3_ECB", session -> KeyTrials.wrap(session, TokenKeyType.DES2, WrapMethod.ecb())),
    /** A 3DES key in under a 3DES key. */
    UNWRAP_TDES_ECB("CKM_DES3_ECB", session -> KeyTrials.unwrap(session, TokenKeyType.DES2, WrapMethod.ecb())),
    /** A 3DES key out under a 3DES key with chaining. */
    WRAP_TDES_CBC("CKM_DES3_CBC", session -> KeyTrials.wrapCbc(session, TokenKeyType.DES2)),
    /** A 3DES key in under a 3DES key with chaining. */
    UNWRAP_TDES_CBC("CKM_DES3_CBC", session -> KeyTrials.unwrapCbc(session, TokenKeyType.DES2)),
    /** An RSA pair made by the token, of a size and exponent that EMV uses, which signs. */
    RSA_GENERATE("CKM_RSA_PKCS_KEY_PAIR_GEN", PairTrials::rsaGenerate),
    /** An RSA pair brought to the token by its five parts and private exponent, which signs: CKM_RSA_X_509. */
    RSA_IMPORT("C_CreateObject, CKM_RSA_X_509", PairTrials::rsaImport),
    /** An RSA private key out under an AES key: one encoding, never the parts one by one as EMV CPS needs them. */
    RSA_WRAP("CKM_AES_KEY_WRAP_PAD", PairTrials::rsaWrap),
    /** An Ed25519 pair made by the token, which signs. */
    ED25519_GENERATE("CKM_EC_EDWARDS_KEY_PAIR_GEN", PairTrials::ed25519Generate),
    /** An Ed25519 pair brought to the token by its seed, which signs. */
    ED25519_IMPORT("C_CreateObject, CKM_EDDSA", PairTrials::ed25519Import),
    /** An Ed25519 private key out under an AES key. */
    ED25519_WRAP("CKM_AES_KEY_WRAP_PAD", PairTrials::ed25519Wrap);

    private final String mechanism;
    private final TokenWork<Boolean> trial;

    TokenOperation(String mechanism, TokenWork<Boolean> trial) {
        this.mechanism = mechanism;
        this.trial = trial;
    }

    /** Our name for it, as documents write it. */
    public String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What PKCS #11 calls it. */
    public String mechanism() {
        return mechanism;
    }

    /** True when it gave the right result. */
    TokenWork<Boolean> trial() {
        return trial;
    }
}
