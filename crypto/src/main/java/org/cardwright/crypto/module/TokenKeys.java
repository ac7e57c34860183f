package org.cardwright.crypto.module;

import static org.cardwright.crypto.pkcs11.TokenKeyUse.DECRYPT;
import static org.cardwright.crypto.pkcs11.TokenKeyUse.DERIVE;
import static org.cardwright.crypto.pkcs11.TokenKeyUse.ENCRYPT;
import static org.cardwright.crypto.pkcs11.TokenKeyUse.SIGN;
import static org.cardwright.crypto.pkcs11.TokenKeyUse.UNWRAP;
import static org.cardwright.crypto.pkcs11.TokenKeyUse.WRAP;

import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyAttributes;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.crypto.pkcs11.TokenKeyName;
import org.cardwright.crypto.pkcs11.TokenKeyTemplate;
import org.cardwright.crypto.pkcs11.TokenKeyType;
import org.cardwright.crypto.pkcs11.TokenKeyUse;

/**
 * How keys stand on a token: their names, kinds and what a token lets them do. PKCS #11 v3.0, 4.7 to 4.10.
 *
 * <p>The token holds the uses too, so that a key cannot be misused behind the back of this module. All block ciphers encrypt: their
 * check values are computed so.
 */
final class TokenKeys {

    private static final int DES_BYTES = 8;
    private static final int TRIPLE_LENGTH_BITS = 168;

    private TokenKeys() {}

    /** Where the key stands; a token that holds another key there refuses it by its check value. */
    static TokenKeyName name(KeyAttributes key) {
        return TokenKeyName.of(label(key.name())).checked(key.checkValue());
    }

    /** Where the left half of a double-length key stands, for steps of single DES. */
    static TokenKeyName leftHalf(KeyName name) {
        return TokenKeyName.of(label(name) + "#left");
    }

    static String label(KeyName name) {
        return name.label() + "/" + name.version();
    }

    /** Length of the key, or of its modulus. */
    static int bytes(KeyAttributes key) {
        return switch (key.algorithm()) {
            // a single-length key is kept as two equal halves
            case TDES -> key.bits() == TRIPLE_LENGTH_BITS ? 24 : 16;
            case ED25519, HMAC -> 32;
            case AES, RSA -> key.bits() / 8;
        };
    }

    /** What the token is told of a key. */
    static TokenKeyTemplate template(KeyAttributes key) {
        TokenKeyType type = TokenKeyType.of(key.algorithm(), bytes(key));
        return TokenKeyTemplate.lasting(name(key), type, bytes(key), uses(key));
    }

    /** What the token is told of the left half of a key. */
    static TokenKeyTemplate leftHalfTemplate(KeyAttributes key) {
        return TokenKeyTemplate.lasting(leftHalf(key.name()), TokenKeyType.DES, DES_BYTES, ENCRYPT);
    }

    /** Is the left half of the key used on its own? Visa and Mastercard rule for card verification values. */
    static boolean hasLeftHalf(KeyAttributes key) {
        return key.purpose() == KeyPurpose.CVK;
    }

    private static TokenKeyUse[] uses(KeyAttributes key) {
        return switch (key.purpose()) {
            case IMK_AC, IMK_SMC, IMK_SMI, IMK_IDN -> of(ENCRYPT, DERIVE);
            case IMK_CVC3, IMK_DAC, CVK, PVK_PVV, PVK_IBM -> of(ENCRYPT);
            case CARD_MASTER, CHIP_MASTER -> key.algorithm() == KeyAlgorithm.AES ? of(ENCRYPT, SIGN) : of(ENCRYPT);
            case KEY_DERIVATION -> key.algorithm() == KeyAlgorithm.AES ? of(ENCRYPT, SIGN) : of(SIGN);
            // SIGN is the CMAC by which key blocks derive their keys
            case KEK -> of(ENCRYPT, DECRYPT, SIGN, WRAP, UNWRAP);
            case KEY_BLOCK_PROTECTION -> of(ENCRYPT, SIGN);
            case PIN_ENCRYPTION, DATA_ENCRYPTION, PIN_STORAGE -> of(ENCRYPT, DECRYPT);
            case ISSUER_RSA, CA_RSA, MANIFEST_SIGNING, RECORD_MAC, TEST_RANDOM_SEED -> of(SIGN);
            case BATCH_DATA, KEY_PAIR_STORAGE ->
                throw new KeyRefusedException("data keys of batches and pools do not stay on a token");
        };
    }

    private static TokenKeyUse[] of(TokenKeyUse... uses) {
        return uses;
    }
}
