package org.cardwright.crypto.certification;

/** Why a key request is refused; the ids are stable. */
enum RequestRule {
    /** The file is not as long as its fields. */
    SHAPE("C-301"),
    /** A byte that is always the same is another one, or a number or date is none. */
    CONTENT("C-302"),
    /** The hash is not that of what stands before it. FIPS 180-4. */
    HASH("C-303"),
    /** The self-signature was not made with the key in the request. RFC 8017, 8.2.2. */
    SIGNATURE("C-304"),
    /** The key is none that a payment system certifies. EMV 4.4 Book 2, 5.1. */
    KEY("C-305");

    private final String id;

    RequestRule(String id) {
        this.id = id;
    }

    /** The stable id, {@code C-301}. */
    String id() {
        return id;
    }
}
