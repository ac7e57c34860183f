package org.cardwright.crypto.key;

/** What a key may be used for; a key refuses every other use. Codes: ANSI X9.143, 6.3.1. */
public enum KeyPurpose {
    /** Issuer master key for application cryptograms (E0). */
    IMK_AC("E0", KeyHierarchy.CARD_KEYS),
    /** Issuer master key for script confidentiality (E1). */
    IMK_SMC("E1", KeyHierarchy.CARD_KEYS),
    /** Issuer master key for script integrity (E2). */
    IMK_SMI("E2", KeyHierarchy.CARD_KEYS),
    /** Issuer master key for ICC dynamic numbers (E4). */
    IMK_IDN("E4", KeyHierarchy.CARD_KEYS),
    /** Issuer master key for dynamic card verification codes (E6). */
    IMK_CVC3("E6", KeyHierarchy.CARD_KEYS),
    /** Card verification key (C0). */
    CVK("C0", KeyHierarchy.CARD_DATA),
    /** PIN verification key, Visa PVV (V2). */
    PVK_PVV("V2", KeyHierarchy.PINS),
    /** PIN verification key, IBM 3624 (V1). */
    PVK_IBM("V1", KeyHierarchy.PINS),
    /** Encrypts keys in transit: KEK1 or KEK2, role K0. */
    KEK("K0", KeyHierarchy.KEYS),
    /** Encrypts PIN blocks in transit: KEK1 or KEK2, role P0. */
    PIN_ENCRYPTION("P0", KeyHierarchy.PINS),
    /** Encrypts data in transit: KEK1 or KEK2, role D0. */
    DATA_ENCRYPTION("D0", KeyHierarchy.ISSUER_SECRETS),
    /** RSA private key of the issuer that certifies cards (S0). */
    ISSUER_RSA("S0", KeyHierarchy.AUTHENTICITY),
    /** RSA private key of a test payment-system certification authority (S1). */
    CA_RSA("S1", KeyHierarchy.AUTHENTICITY),
    /** Ed25519 private key that signs manifests (S2, own use). */
    MANIFEST_SIGNING("S2", KeyHierarchy.AUTHENTICITY),
    /** HMAC-SHA-256 key over card records, fingerprints and salts (M7). */
    RECORD_MAC("M7", KeyHierarchy.AUTHENTICITY),
    /** AES-256 key that encrypts staged card data of one batch (D1). */
    BATCH_DATA("D1", KeyHierarchy.CARD_DATA),
    /** Published seed of the test key source (10, own use). */
    TEST_RANDOM_SEED("10", KeyHierarchy.TEST),
    /** Key from which the data authentication code of a card is computed (E3); no card key is derived of it. */
    IMK_DAC("E3", KeyHierarchy.CARD_DATA),
    /** Protects key blocks in transit and nothing else: KEK1 or KEK2 (K1). */
    KEY_BLOCK_PROTECTION("K1", KeyHierarchy.KEYS),
    /** Master key of the card maker from which the keys of the secure channel are diversified: KMC (E5). */
    CARD_MASTER("E5", KeyHierarchy.CARD_KEYS),
    /** Master key M(IC) of a chip maker from which the key of each chip comes (11, own use). */
    CHIP_MASTER("11", KeyHierarchy.CARD_KEYS),
    /** Key derivation key of a method that no other purpose stands for (B3). */
    KEY_DERIVATION("B3", KeyHierarchy.CARD_KEYS),
    /** AES-256 key under which key pairs of cards wait in a pool (12, own use). */
    KEY_PAIR_STORAGE("12", KeyHierarchy.KEYS),
    /** AES-256 key under which PINs that were made here wait for their cards (13, own use). */
    PIN_STORAGE("13", KeyHierarchy.PINS);

    private final String usage;
    private final KeyHierarchy hierarchy;

    KeyPurpose(String usage, KeyHierarchy hierarchy) {
        this.usage = usage;
        this.hierarchy = hierarchy;
    }

    /** What such a key stands guard over. */
    public KeyHierarchy hierarchy() {
        return hierarchy;
    }

    /**
     * The purpose of a key usage.
     *
     * @throws KeyRefusedException when no key here has such a usage
     */
    public static KeyPurpose ofUsage(String usage) {
        for (KeyPurpose purpose : values()) {
            if (purpose.usage.equals(usage)) {
                return purpose;
            }
        }
        throw new KeyRefusedException("the key usage is not one that is used here");
    }

    /** Is this a master key of which card keys are derived? */
    public boolean isIssuerMasterKey() {
        return switch (this) {
            case IMK_AC, IMK_SMC, IMK_SMI, IMK_IDN, IMK_CVC3 -> true;
            default -> false;
        };
    }

    /** Is this a key of KEK1 or KEK2, which has a direction? */
    public boolean isTransport() {
        return switch (this) {
            case KEK, KEY_BLOCK_PROTECTION, PIN_ENCRYPTION, DATA_ENCRYPTION -> true;
            default -> false;
        };
    }

    /** The two-character key usage of a key block. */
    public String usage() {
        return usage;
    }
}
