package org.cardwright.formats.issuer;

/** The canonical names of what an issuer says about a card; layouts map their fields to them. */
public enum IssuerField {
    /** The issuer's name of the order, unique per issuer; it names files. */
    ORDER_REFERENCE,
    /** Product profile. */
    PRODUCT,
    /** Customer segment of the product. */
    SEGMENT,
    /** NEW, RENEWAL or REPLACEMENT. */
    REASON,
    /** Application primary account number. */
    PAN,
    /** PAN sequence number. */
    PAN_SEQUENCE_NUMBER,
    /** Name as encoded, {@code SURNAME/FIRST}. */
    CARDHOLDER_NAME,
    /** Extra line of text on the card. */
    EMBOSS_LINE_1,
    /** Extra line of text on the card. */
    EMBOSS_LINE_2,
    /** Extra line of text on the card. */
    EMBOSS_LINE_3,
    /** Extra line of text on the card. */
    EMBOSS_LINE_4,
    /** First day of validity; {@code yyyy-MM-dd} in the record. */
    EFFECTIVE_DATE,
    /** Last month of validity; {@code yyyy-MM} in the record. */
    EXPIRATION_DATE,
    /** Service code of the stripe. */
    SERVICE_CODE,
    /** Whole track 1 from the format code on. */
    TRACK_1,
    /** Whole track 2 from the PAN on. */
    TRACK_2,
    /** Whole track 3. */
    TRACK_3,
    /** Discretionary data of track 1. */
    TRACK_1_DISCRETIONARY,
    /** Discretionary data of track 2. */
    TRACK_2_DISCRETIONARY,
    /** PIN block under the PIN key of KEK1. */
    PIN_BLOCK(true),
    /** ISO 9564-1 format of the PIN block: 0, 1, 3 or 4. */
    PIN_BLOCK_FORMAT,
    /** Further secret under the data key of KEK1. */
    SECRET_1(true),
    /** Further secret under the data key of KEK1. */
    SECRET_2(true),
    /** Further secret under the data key of KEK1. */
    SECRET_3(true),
    /** Further secret under the data key of KEK1. */
    SECRET_4(true),
    /** ISO 639-1 code. */
    LANGUAGE,
    /** Addressee or street line. */
    ADDRESS_LINE_1,
    /** Addressee or street line. */
    ADDRESS_LINE_2,
    /** Addressee or street line. */
    ADDRESS_LINE_3,
    /** Addressee or street line. */
    ADDRESS_LINE_4,
    /** Addressee or street line. */
    ADDRESS_LINE_5,
    /** Addressee or street line. */
    ADDRESS_LINE_6,
    /** Postal code. */
    POSTAL_CODE,
    /** City. */
    CITY,
    /** ISO 3166-1 alpha-2 code. */
    COUNTRY;

    private final boolean secret;

    IssuerField() {
        this(false);
    }

    IssuerField(boolean secret) {
        this.secret = secret;
    }

    /** True for a field that arrives encrypted under KEK1; it is bytes, never text. */
    public boolean isSecret() {
        return secret;
    }
}
