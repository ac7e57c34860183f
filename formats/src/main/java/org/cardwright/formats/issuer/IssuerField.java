package org.cardwright.formats.issuer;

import org.cardwright.formats.card.DataClass;

/** The canonical names of what an issuer says about a card; layouts map their fields to them; each has its class. */
public enum IssuerField {
    /** The issuer's name of the order, unique per issuer; it names files. */
    ORDER_REFERENCE(DataClass.PUBLIC),
    /** Product profile. */
    PRODUCT(DataClass.PUBLIC),
    /** Customer segment of the product. */
    SEGMENT(DataClass.PUBLIC),
    /** NEW, RENEWAL or REPLACEMENT. */
    REASON(DataClass.PUBLIC),
    /** Application primary account number. */
    PAN(DataClass.CONFIDENTIAL),
    /** PAN sequence number. */
    PAN_SEQUENCE_NUMBER(DataClass.PUBLIC),
    /** Name as encoded, {@code SURNAME/FIRST}. */
    CARDHOLDER_NAME(DataClass.CONFIDENTIAL),
    /** Extra line of text on the card. */
    EMBOSS_LINE_1(DataClass.CONFIDENTIAL),
    /** Extra line of text on the card. */
    EMBOSS_LINE_2(DataClass.CONFIDENTIAL),
    /** Extra line of text on the card. */
    EMBOSS_LINE_3(DataClass.CONFIDENTIAL),
    /** Extra line of text on the card. */
    EMBOSS_LINE_4(DataClass.CONFIDENTIAL),
    /** First day of validity; {@code yyyy-MM-dd} in the record. */
    EFFECTIVE_DATE(DataClass.PUBLIC),
    /** Last month of validity; {@code yyyy-MM} in the record. */
    EXPIRATION_DATE(DataClass.CONFIDENTIAL),
    /** Service code of the stripe. */
    SERVICE_CODE(DataClass.CONFIDENTIAL),
    /** Whole track 1 from the format code on. */
    TRACK_1(DataClass.CONFIDENTIAL),
    /** Whole track 2 from the PAN on. */
    TRACK_2(DataClass.CONFIDENTIAL),
    /** Whole track 3. */
    TRACK_3(DataClass.CONFIDENTIAL),
    /** Discretionary data of track 1. */
    TRACK_1_DISCRETIONARY(DataClass.CONFIDENTIAL),
    /** Discretionary data of track 2. */
    TRACK_2_DISCRETIONARY(DataClass.CONFIDENTIAL),
    /** PIN block under the PIN key of KEK1. */
    PIN_BLOCK(DataClass.SECRET),
    /** ISO 9564-1 format of the PIN block: 0, 1, 3 or 4. */
    PIN_BLOCK_FORMAT(DataClass.PUBLIC),
    /** Further secret under the data key of KEK1. */
    SECRET_1(DataClass.SECRET),
    /** Further secret under the data key of KEK1. */
    SECRET_2(DataClass.SECRET),
    /** Further secret under the data key of KEK1. */
    SECRET_3(DataClass.SECRET),
    /** Further secret under the data key of KEK1. */
    SECRET_4(DataClass.SECRET),
    /** ISO 639-1 code. */
    LANGUAGE(DataClass.PUBLIC),
    /** Addressee or street line. */
    ADDRESS_LINE_1(DataClass.CONFIDENTIAL),
    /** Addressee or street line. */
    ADDRESS_LINE_2(DataClass.CONFIDENTIAL),
    /** Addressee or street line. */
    ADDRESS_LINE_3(DataClass.CONFIDENTIAL),
    /** Addressee or street line. */
    ADDRESS_LINE_4(DataClass.CONFIDENTIAL),
    /** Addressee or street line. */
    ADDRESS_LINE_5(DataClass.CONFIDENTIAL),
    /** Addressee or street line. */
    ADDRESS_LINE_6(DataClass.CONFIDENTIAL),
    /** Postal code. */
    POSTAL_CODE(DataClass.CONFIDENTIAL),
    /** City. */
    CITY(DataClass.CONFIDENTIAL),
    /** ISO 3166-1 alpha-2 code. */
    COUNTRY(DataClass.CONFIDENTIAL);

    private final DataClass dataClass;

    IssuerField(DataClass dataClass) {
        this.dataClass = dataClass;
    }

    /** How it must be protected. */
    public DataClass dataClass() {
        return dataClass;
    }

    /** True for a field that arrives encrypted under KEK1; it is bytes, never text. */
    public boolean isSecret() {
        return dataClass.isSecret();
    }
}
