package org.cardwright.formats.profile;

/** Under which role of KEK2 a data grouping stands in the record; the class is that of the content, not of the number. */
public enum SecretClass {
    /** Not encrypted. */
    CLEAR,
    /** Card keys and private keys, under the key-encryption key. */
    KEY,
    /** Reference PIN, under the PIN key. */
    PIN,
    /** Further secrets of the issuer, under the data key. */
    DATA
}
