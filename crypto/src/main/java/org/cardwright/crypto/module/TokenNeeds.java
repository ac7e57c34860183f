package org.cardwright.crypto.module;

import java.util.List;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.pkcs11.TokenOperation;

/**
 * What a token must be able to do for a piece of work: every one of the lists, of each any member.
 *
 * <p>Under custody STRICT card keys are derived, wrapped and unwrapped inside; under TRANSIT the token encrypts and decrypts what is clear
 * in this process. Secrets that no token can keep inside are refused under STRICT whatever it can do, and need nothing here.
 */
record TokenNeeds(Custody custody) {

    private static final String TDES_24 = "TDES-168";

    List<List<TokenOperation>> of(KeyWork work) {
        boolean strict = custody == Custody.STRICT;
        return switch (work.task()) {
            case CARD_KEYS -> strict ? derivation(work) : List.of(ecb(work));
            case KEYS_OUT -> strict ? wrapping(work) : List.of(cipher(work));
            case PIN_IN, RANDOM_PIN, PIN_OUT, SECRET_IN, SECRET_OUT -> strict ? List.of() : List.of(cipher(work));
            case CARD_VERIFICATION_VALUE ->
                List.of(ecb(work), List.of(TokenOperation.DES_DOUBLED, TokenOperation.DES_ECB));
            case PIN_VERIFICATION_VALUE, PIN_OFFSET, DATA_AUTHENTICATION_CODE, CVC3 -> List.of(ecb(work));
            case STATIC_SIGNATURE, CARD_CERTIFICATE, ISSUER_CERTIFICATE ->
                List.of(List.of(TokenOperation.RSA_IMPORT, TokenOperation.RSA_GENERATE));
            case RECORD_MAC -> List.of(List.of(TokenOperation.HMAC_SHA256));
            case MANIFEST_SIGNATURE -> List.of(List.of(TokenOperation.ED25519_IMPORT, TokenOperation.ED25519_GENERATE));
        };
    }

    /** With check values: 3DES over zeros, CMAC under AES. */
    private static List<List<TokenOperation>> derivation(KeyWork work) {
        return isAes(work)
                ? List.of(List.of(TokenOperation.DERIVE_AES), List.of(TokenOperation.AES_CMAC))
                : List.of(List.of(TokenOperation.DERIVE_TDES), ecb(work));
    }

    /** Wrapped for the card, unwrapped by the verification. A single block of AES is the same in both modes. */
    private static List<List<TokenOperation>> wrapping(KeyWork work) {
        if (isAes(work)) {
            return List.of(List.of(TokenOperation.WRAP_AES_CBC), List.of(TokenOperation.UNWRAP_AES_CBC));
        }
        return work.mode() == WrapUnder.Mode.CBC
                ? List.of(List.of(TokenOperation.WRAP_TDES_CBC), List.of(TokenOperation.UNWRAP_TDES_CBC))
                : List.of(List.of(TokenOperation.WRAP_TDES_ECB), List.of(TokenOperation.UNWRAP_TDES_ECB));
    }

    private static List<TokenOperation> cipher(KeyWork work) {
        if (work.mode() == WrapUnder.Mode.ECB) {
            return ecb(work);
        }
        return List.of(isAes(work) ? TokenOperation.AES_CBC : TokenOperation.TDES_CBC);
    }

    private static List<TokenOperation> ecb(KeyWork work) {
        if (isAes(work)) {
            return List.of(TokenOperation.AES_ECB);
        }
        boolean triple = work.key().algorithm().equals(TDES_24);
        return List.of(triple ? TokenOperation.TDES_ECB_24 : TokenOperation.TDES_ECB_16);
    }

    private static boolean isAes(KeyWork work) {
        return work.key().family() == KeyAlgorithm.AES;
    }
}
