package org.cardwright.crypto.key;

/** What a key is a key of, with its letter in a key block. ANSI X9.143, 6.3.2. */
public enum KeyAlgorithm {
    /** Triple DES with 16 or 24 bytes. */
    TDES('T'),
    /** AES with 16, 24 or 32 bytes. */
    AES('A'),
    /** HMAC-SHA-256 with 32 bytes. */
    HMAC('H'),
    /** Ed25519 with a seed of 32 bytes (RFC 8032, 5.1.5). */
    ED25519('E'),
    /** An encoded RSA private key. */
    RSA('R');

    private final char letter;

    KeyAlgorithm(char letter) {
        this.letter = letter;
    }

    /** The letter in the header of a key block. */
    public char letter() {
        return letter;
    }

    /**
     * The algorithm of a letter.
     *
     * @throws KeyRefusedException when no key here has such an algorithm
     */
    public static KeyAlgorithm ofLetter(char letter) {
        for (KeyAlgorithm algorithm : values()) {
            if (algorithm.letter == letter) {
                return algorithm;
            }
        }
        throw new KeyRefusedException("the key block is for an algorithm that is not used here");
    }

    /** Is this a block cipher, so that its keys can encrypt? */
    public boolean isBlockCipher() {
        return this == TDES || this == AES;
    }

    /** Length of a cipher block, 8 or 16 bytes; {@link IllegalStateException} when it is no block cipher. */
    public int blockBytes() {
        return switch (this) {
            case TDES -> 8;
            case AES -> 16;
            default -> throw new IllegalStateException(this + " is no block cipher");
        };
    }

    /** How a key is named to people: {@code TDES-112}, {@code DES-56}, {@code AES-128}, {@code RSA-1408}. */
    public String describe(int bits) {
        return switch (this) {
            case TDES -> (bits == SingleLength.BITS ? "DES-" : "TDES-") + bits;
            case AES, RSA -> name() + "-" + bits;
            case HMAC -> "HMAC-SHA-256";
            case ED25519 -> "ED25519";
        };
    }

    /** Strength in bits of a symmetric key of this length, parity bits of DES not counted; RSA counts its modulus instead. */
    public int bits(int keyBytes) {
        return this == TDES ? 7 * keyBytes : 8 * keyBytes;
    }

    /**
     * Security strength in bits of a key, by which the protecting key is held against the protected one. NIST SP 800-57 part 1,
     * 5.6.1.1, table 2.
     *
     * @param bits as {@link KeyAttributes#bits()} has them
     */
    public int strength(int bits) {
        return switch (this) {
            case TDES -> bits <= SingleLength.BITS ? bits : bits <= 112 ? 80 : 112;
            case AES, HMAC -> bits;
            case ED25519 -> 128;
            case RSA -> bits < 2048 ? 80 : bits < 3072 ? 112 : 128;
        };
    }
}
