package org.cardwright.crypto.certification;

/** The fields of what payment systems send back, by the names that errors and documents use. EMV 4.4 Book 2, 5.1. */
public enum ResponseField {
    /** Says what the file is. */
    HEADER("header"),
    /** Which service the certificate is for. */
    SERVICE("service identifier"),
    /** Leftmost 3 to 8 digits of the PANs, padded right with F. */
    ISSUER_IDENTIFIER("issuer identifier"),
    /** The issuer's number of its key. */
    KEY_INDEX("issuer key index"),
    /** Unique per CA key. */
    SERIAL("certificate serial number"),
    /** MMYY. */
    EXPIRATION("certificate expiration date"),
    /** Length of the next field. */
    REMAINDER_LENGTH("remainder length"),
    /** Tag 92. */
    REMAINDER("issuer key remainder"),
    /** Length of the next field. */
    EXPONENT_LENGTH("exponent length"),
    /** Tag 9F32. */
    EXPONENT("issuer key exponent"),
    /** Tag 8F. */
    CA_INDEX("CA public key index"),
    /** Tag 90. */
    CERTIFICATE("issuer public key certificate"),
    /** Over everything before it, the certificate in clear. */
    SIGNATURE("detached signature");

    private final String words;

    ResponseField(String words) {
        this.words = words;
    }

    /** The name in words. */
    public String words() {
        return words;
    }
}
