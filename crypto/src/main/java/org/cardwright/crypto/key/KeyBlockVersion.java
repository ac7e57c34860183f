package org.cardwright.crypto.key;

/** How a key block protects its key. ANSI X9.143, 5.3 and 7 (A to D); ISO 20038, annex A (E). */
public enum KeyBlockVersion {
    /** 3DES, keys are variants, the MAC is over the cryptogram; read only, because PCI PIN, 18-3 retired it. */
    A(KeyAlgorithm.TDES, 4, false),
    /** 3DES, keys are derived, the MAC is over the clear payload. */
    B(KeyAlgorithm.TDES, 8, true),
    /** The same as A under another letter; read only. */
    C(KeyAlgorithm.TDES, 4, false),
    /** AES in CBC mode, keys are derived, the MAC is over the clear payload. */
    D(KeyAlgorithm.AES, 16, true),
    /** The same as D in counter mode: the payload needs no filling. */
    E(KeyAlgorithm.AES, 16, true);

    private final KeyAlgorithm cipher;
    private final int macBytes;
    private final boolean written;

    KeyBlockVersion(KeyAlgorithm cipher, int macBytes, boolean written) {
        this.cipher = cipher;
        this.macBytes = macBytes;
        this.written = written;
    }

    /**
     * The version of a letter.
     *
     * @throws KeyRefusedException when there is none
     */
    public static KeyBlockVersion ofLetter(char letter) {
        for (KeyBlockVersion version : values()) {
            if (version.name().charAt(0) == letter) {
                return version;
            }
        }
        throw new KeyRefusedException("a key block has version A, B, C, D or E");
    }

    /** The first character of the block. */
    public char letter() {
        return name().charAt(0);
    }

    /** Cipher of the protection key. */
    public KeyAlgorithm cipher() {
        return cipher;
    }

    /** May new blocks have this version? */
    public boolean isWritten() {
        return written;
    }

    /** Length of the MAC, bytes. */
    int macBytes() {
        return macBytes;
    }

    /** The payload is a multiple of this, bytes: a cipher block, but in counter mode any length serves. */
    int payloadUnit() {
        return this == E ? 1 : cipher.blockBytes();
    }
}
