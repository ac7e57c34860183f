package org.cardwright.crypto.prepare;

/** Why an imported issuer certificate is refused; the ids are stable. EMV 4.4 Book 2, 5.3 and 6.3. */
enum CertificateRule {
    AUTHORITY_UNKNOWN("C-101", "no public key of authority"),
    REFUSED_BY_TERMINALS("C-102", "a terminal refuses it"),
    OTHER_IDENTIFIER("C-103", "its issuer identifier is not that of the profile"),
    OTHER_EXPIRATION("C-104", "its expiration date is not that of the profile"),
    OTHER_SERIAL_NUMBER("C-105", "its serial number is not that of the profile"),
    OTHER_KEY("C-106", "its public key is not that of key");

    private final String id;
    private final String text;

    CertificateRule(String id, String text) {
        this.id = id;
        this.text = text;
    }

    /** The stable id, {@code C-101}. */
    String id() {
        return id;
    }

    /** The reason in plain words; some are followed by a name. */
    String text() {
        return text;
    }
}
