package org.cardwright.crypto.key;

/**
 * What is known of a key beside its bytes; in a key block all of it is bound to the key by the MAC. ANSI X9.143 (usage);
 * NIST SP 800-57 part 1, 7 (state).
 *
 * @param name label and version
 * @param purpose the only use
 * @param algorithm what it is a key of
 * @param bits strength: 112 or 168 for 3DES, 56 for single DES, the modulus for RSA
 * @param direction of a transport key, else NONE
 * @param state where it stands in its life
 * @param test true for a published test key
 * @param checkValue key check value with its rule
 * @param custody whose it is and who may have it
 */
public record KeyAttributes(
        KeyName name,
        KeyPurpose purpose,
        KeyAlgorithm algorithm,
        int bits,
        KeyDirection direction,
        KeyState state,
        boolean test,
        KeyCheckValue checkValue,
        KeyCustody custody) {

    /** Checks that purpose, direction and algorithm belong together; {@link KeyRefusedException} when not. */
    public KeyAttributes {
        if (purpose.isTransport() == (direction == KeyDirection.NONE)) {
            throw new KeyRefusedException(name + ": a transport key, and no other, has a direction");
        }
        if (!suits(purpose, algorithm, bits)
                || (isSingleLength(algorithm, bits) && !mayBeSingleLength(purpose, direction))) {
            throw new KeyRefusedException(name + ": no " + algorithm + " key of " + bits + " bits is for " + purpose);
        }
    }

    /** The same key in another state. */
    public KeyAttributes in(KeyState other) {
        return new KeyAttributes(name, purpose, algorithm, bits, direction, other, test, checkValue, custody);
    }

    /** {@code TDES-112}, {@code AES-128}, {@code RSA-1408}. */
    public String describeAlgorithm() {
        return algorithm.describe(bits);
    }

    private static boolean suits(KeyPurpose purpose, KeyAlgorithm algorithm, int bits) {
        boolean doubleLength = algorithm == KeyAlgorithm.TDES && bits == 112;
        return switch (purpose) {
            case IMK_AC, IMK_SMC, IMK_SMI, IMK_IDN, CARD_MASTER, CHIP_MASTER ->
                doubleLength || algorithm == KeyAlgorithm.AES;
            case IMK_CVC3, IMK_DAC, CVK, PVK_PVV, PVK_IBM -> doubleLength;
            case KEK, KEY_BLOCK_PROTECTION, PIN_ENCRYPTION, DATA_ENCRYPTION -> algorithm.isBlockCipher();
            case ISSUER_RSA, CA_RSA -> algorithm == KeyAlgorithm.RSA;
            case MANIFEST_SIGNING -> algorithm == KeyAlgorithm.ED25519;
            case KEY_DERIVATION -> algorithm == KeyAlgorithm.AES || algorithm == KeyAlgorithm.HMAC;
            case RECORD_MAC, TEST_RANDOM_SEED -> algorithm == KeyAlgorithm.HMAC;
            case BATCH_DATA -> algorithm == KeyAlgorithm.AES && bits == 256;
        };
    }

    private static boolean isSingleLength(KeyAlgorithm algorithm, int bits) {
        return algorithm == KeyAlgorithm.TDES && bits == SingleLength.BITS;
    }

    /** A key of 56 bits reads what comes in and protects nothing. */
    private static boolean mayBeSingleLength(KeyPurpose purpose, KeyDirection direction) {
        return direction == KeyDirection.ISSUER_TO_DATA_PREPARATION && purpose != KeyPurpose.KEY_BLOCK_PROTECTION;
    }

    /** Name and check value. */
    @Override
    public String toString() {
        return name + " " + checkValue;
    }
}
