package org.cardwright.crypto.certification;

/** Why a response of a payment system is refused; the ids are stable. */
public enum ResponseRule {
    /** The file is not as long as its fields. */
    SHAPE("C-201"),
    /** A byte that is always the same is another one, or a date or number is none. */
    CONTENT("C-202"),
    /** No terminal has such a CA public key. */
    AUTHORITY_UNKNOWN("C-203"),
    /** A terminal would not recover the certificate. EMV 4.4 Book 2, 5.3. */
    REFUSED_BY_TERMINALS("C-204"),
    /** The clear part says something else than the certificate. */
    OTHER_THAN_CERTIFICATE("C-205"),
    /** The certified key is not the one of the request. */
    OTHER_KEY("C-206"),
    /** The last day of the certificate has passed. EMV 4.4 Book 2, 5.3, step 9. */
    EXPIRED("C-207"),
    /** The detached signature is none, or one over something else. RFC 8017, 8.2.2. */
    SIGNATURE("C-208"),
    /** It answers another request. */
    OTHER_REQUEST("C-209"),
    /** The lengths of the keys do not go together. EMV 4.4 Book 2, 5.1, annex D. */
    KEY_LENGTHS("C-210");

    private final String id;

    ResponseRule(String id) {
        this.id = id;
    }

    /** The stable id, {@code C-201}. */
    public String id() {
        return id;
    }
}
