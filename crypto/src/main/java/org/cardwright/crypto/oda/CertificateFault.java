package org.cardwright.crypto.oda;

/** Why a terminal refuses a certificate or signature. EMV 4.4 Book 2, 5.3, 5.4, 6.3, 6.4, 6.5.2. */
public enum CertificateFault {
    /** It is not as long as the modulus of the key that signed it, or not below that modulus. */
    LENGTH,
    /** The recovered data do not begin with 6A. */
    HEADER,
    /** The recovered data do not end with BC. */
    TRAILER,
    /** The format byte is another one. */
    FORMAT,
    /** The hash algorithm is not 01 (SHA-1). */
    HASH_ALGORITHM,
    /** The public key algorithm is not 01 (RSA). */
    KEY_ALGORITHM,
    /** The hash differs: certificate, remainder, exponent or static data were altered. */
    HASH,
    /** A length byte contradicts remainder, exponent or block. */
    KEY_LENGTH,
    /** The issuer identifier is not 3 to 8 digits padded with F, or not the beginning of the PAN. */
    ISSUER_IDENTIFIER,
    /** The PAN is malformed or that of another card. */
    PAN,
    /** The certificate has expired or its date is malformed. */
    EXPIRY
}
