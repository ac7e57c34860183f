package org.cardwright.crypto.certification;

/** The fields of our own key request, in order; the table of the format. {@code docs/issuer-certificates.md}. */
enum RequestField {
    /** Says what the file is: CWKR. */
    HEADER("header", 4),
    /** Version of the layout. */
    VERSION("version", 1),
    /** Payment system. */
    RID("registered application provider identifier", 5),
    /** Leftmost 3 to 8 PAN digits, padded right with F. */
    ISSUER_IDENTIFIER("issuer identifier", 4),
    /** The issuer's number of its key. */
    KEY_INDEX("issuer key index", 3),
    /** Number of the request. */
    TRACKING_NUMBER("tracking number", 3),
    /** Which service the certificate is for. */
    SERVICE("service identifier", 4),
    /** Last month that is asked for, MMYY. */
    EXPIRATION("requested expiration date", 2),
    /** Length of the next field. */
    MODULUS_LENGTH("modulus length", 1),
    /** Issuer public key modulus. */
    MODULUS("modulus", RequestField.COUNTED),
    /** Length of the next field. */
    EXPONENT_LENGTH("exponent length", 1),
    /** Issuer public key exponent. */
    EXPONENT("exponent", RequestField.COUNTED),
    /** SHA-256 over everything before it. */
    HASH("hash", 32),
    /** RSASSA-PKCS1-v1_5 with SHA-256 over everything before it. RFC 8017, 8.2. */
    SIGNATURE("self-signature", RequestField.MODULUS_BYTES);

    /** As many bytes as the byte before it says. */
    static final int COUNTED = 0;

    /** As long as the modulus. */
    static final int MODULUS_BYTES = -1;

    private final String words;
    private final int bytes;

    RequestField(String words, int bytes) {
        this.words = words;
        this.bytes = bytes;
    }

    /** The name in words. */
    String words() {
        return words;
    }

    /** Its length, or how it is known. */
    int bytes() {
        return bytes;
    }
}
