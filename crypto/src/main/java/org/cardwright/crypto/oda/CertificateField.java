package org.cardwright.crypto.oda;

/** The fields of everything that is signed. EMV 4.4 Book 2, Tables 2, 3, 6, 7, 11, 14, 15, 17, 18, 22. */
public enum CertificateField {
    /** Recovered data header. */
    HEADER,
    /** Certificate format or signed data format. */
    FORMAT,
    /** Issuer identifier. */
    ISSUER_IDENTIFIER,
    /** Application PAN. */
    PAN,
    /** Certificate expiration date. */
    EXPIRY,
    /** Certificate serial number. */
    SERIAL,
    /** Hash algorithm indicator. */
    HASH_ALGORITHM,
    /** Public key algorithm indicator. */
    KEY_ALGORITHM,
    /** Length of the certified modulus. */
    KEY_LENGTH,
    /** Length of the certified exponent. */
    EXPONENT_LENGTH,
    /** The certified modulus or its leftmost digits. */
    KEY_LEFT_DIGITS,
    /** Data authentication code. */
    DATA_AUTHENTICATION_CODE,
    /** Length of the ICC dynamic data. */
    DYNAMIC_DATA_LENGTH,
    /** ICC dynamic data. */
    DYNAMIC_DATA,
    /** Nothing but filler. */
    PAD_PATTERN,
    /** Hash result. */
    HASH,
    /** Recovered data trailer. */
    TRAILER
}
