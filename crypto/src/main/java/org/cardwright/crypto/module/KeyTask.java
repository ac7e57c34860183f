package org.cardwright.crypto.module;

/** What a batch does with a key, in the words of who is told that it cannot be done. */
public enum KeyTask {
    /** Derives card keys from an issuer master key and gives their check values. EMV 4.4 Book 2, A1.4. */
    CARD_KEYS("to derive card keys from"),
    /** Sends card keys under a key of KEK2, and looks again at what was sent. */
    KEYS_OUT("to send card keys under"),
    /** Reads PIN blocks of the issuer under a key of KEK1. */
    PIN_IN("to read PIN blocks under"),
    /** Draws PINs, keeps them under a storage key and reads them again. */
    RANDOM_PIN("to make random PINs and keep them under"),
    /** Sends PIN blocks under a key of KEK2. */
    PIN_OUT("to send PIN blocks under"),
    /** Reads further secrets of the issuer under a key of KEK1. */
    SECRET_IN("to read secrets under"),
    /** Sends parts of RSA keys and further secrets under a key of KEK2. */
    SECRET_OUT("to send secrets under"),
    /** Card verification values. */
    CARD_VERIFICATION_VALUE("for card verification values under"),
    /** PIN verification values. */
    PIN_VERIFICATION_VALUE("for PIN verification values under"),
    /** IBM 3624 offsets. */
    PIN_OFFSET("for PIN offsets under"),
    /** Data authentication codes. */
    DATA_AUTHENTICATION_CODE("for data authentication codes under"),
    /** Vectors and values of contactless magnetic stripe mode. */
    CVC3("for CVC3 under"),
    /** Static data signatures. */
    STATIC_SIGNATURE("to sign static data with"),
    /** Certificates of card keys. */
    CARD_CERTIFICATE("to certify card keys with"),
    /** Issuer certificates of a test authority. */
    ISSUER_CERTIFICATE("to certify issuer keys with"),
    /** Authentication codes over records and rows. */
    RECORD_MAC("for authentication codes under"),
    /** Signature over the manifest. */
    MANIFEST_SIGNATURE("to sign manifests with");

    private final String words;

    KeyTask(String words) {
        this.words = words;
    }

    /** As the end of a sentence before the name of the key: {@code to sign static data with}. */
    public String words() {
        return words;
    }
}
