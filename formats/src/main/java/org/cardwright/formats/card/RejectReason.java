package org.cardwright.formats.card;

/**
 * Why an ordered card is not made: the rules with their stable ids.
 *
 * <p>An id keeps its meaning for ever and is never used again: issuers build their answers on it. R-1xx is reading, R-2xx
 * the fields of the order, R-3xx preparation, R-4xx other orders. The texts never hold a value of the record.
 *
 * <p>R-302, R-304 and R-404 are retired: nothing ever raised them. An order reference is unique within its file; many issuers
 * number each file from 1, and that no card is made twice is the matter of.
 */
public enum RejectReason {
    // Reading: the record does not have the shape of its layout.
    COLUMN_COUNT("R-101", "", "the record has more or fewer columns than the layout"),
    RECORD_LENGTH("R-102", "", "the record is shorter or longer than the layout"),
    NOT_IN_CHARSET("R-103", "", "the bytes are not text in the agreed character set"),
    CONTROL_CHARACTER("R-104", "", "control characters are not allowed"),
    FIELD_TOO_LONG("R-105", "", "the field is longer than the layout allows"),
    FIELD_LENGTH("R-106", "", "the field does not have the length of the layout"),
    NOT_DIGITS("R-107", "", "only digits are allowed"),
    NOT_A_DATE("R-108", "", "this is not a date of the agreed form"),
    NOT_HEXADECIMAL("R-109", "", "an even number of hexadecimal digits is expected"),
    NOT_BASE64("R-110", "", "this is not Base64"),
    NOT_PACKED_DECIMAL("R-111", "", "this is not an unsigned packed decimal number"),
    NOT_ZONED_DECIMAL("R-112", "", "this is not an unsigned zoned decimal number"),
    VALUE_NOT_MAPPED("R-113", "", "the layout does not know this code"),
    VALUE_NOT_CONSTANT("R-114", "", "the field must have the fixed value of the layout"),
    FIELD_UNKNOWN("R-115", "", "the record has a field that the layout does not know"),
    FIELD_TWICE("R-116", "", "the field is there twice"),
    FIELD_MISSING("R-117", "", "a required field is missing or empty"),
    RECORD_MALFORMED("R-118", "", "the record does not have the form of its layout"),
    MORE_THAN_ONE_CARD("R-119", "", "the record asks for more than one card"),

    // The fields of the order.
    ORDER_REFERENCE_SHAPE(
            "R-201",
            "ORDER_REFERENCE",
            "an order reference is 1 to 32 letters, digits, '.', '_' or '-', begins with a letter or digit and has no '..'"),
    ORDER_REFERENCE_SHOWS_PAN("R-202", "ORDER_REFERENCE", "an order reference must not contain a card number"),
    PRODUCT_UNKNOWN("R-203", "PRODUCT", "there is no such product or segment on this day"),
    REASON_UNKNOWN("R-204", "REASON", "the reason is NEW, RENEWAL or REPLACEMENT"),
    PAN_SHAPE("R-205", "PAN", "a card number has 13 to 19 digits"),
    PAN_CHECK_DIGIT("R-206", "PAN", "the check digit of the card number is wrong"),
    BIN_NOT_OF_PRODUCT("R-207", "PAN", "the card number does not belong to the product"),
    PAN_SEQUENCE_NUMBER_SHAPE("R-208", "PAN_SEQUENCE_NUMBER", "a PAN sequence number is 00 to 99"),
    NAME_MISSING("R-209", "CARDHOLDER_NAME", "the product needs a cardholder name"),
    NAME_LENGTH("R-210", "CARDHOLDER_NAME", "a cardholder name has 2 to 26 characters"),
    NAME_CHARACTER("R-211", "CARDHOLDER_NAME", "the name has a character that track 1 or the chip cannot carry"),
    FONT_CHARACTER("R-212", "", "the font of the machine neither has nor replaces a character of the text"),
    FONT_WIDTH("R-213", "", "the text is wider than its line on the card"),
    FONT_UNKNOWN("R-214", "", "the product asks for a font without a table"),
    EFFECTIVE_DATE_SHAPE("R-215", "EFFECTIVE_DATE", "this is not a day"),
    EXPIRATION_DATE_SHAPE("R-216", "EXPIRATION_DATE", "this is not a month of the years 2000 to 2099"),
    EXPIRED("R-217", "EXPIRATION_DATE", "the card has already expired"),
    EXPIRES_AFTER_CERTIFICATE("R-218", "EXPIRATION_DATE", "the card would outlive a certificate or key of its product"),
    VALIDITY_TOO_LONG("R-219", "EXPIRATION_DATE", "the card would be valid for longer than the product allows"),
    EFFECTIVE_AFTER_EXPIRATION("R-220", "EFFECTIVE_DATE", "the card expires before it becomes valid"),
    SERVICE_CODE_SHAPE("R-221", "SERVICE_CODE", "a service code has three digits"),
    SERVICE_CODE_NOT_ALLOWED("R-222", "SERVICE_CODE", "the product does not allow the service code"),
    TRACK_MISSING("R-223", "", "the product needs track data from the issuer"),
    TRACK_SHAPE("R-224", "", "the track does not have the form of its standard"),
    TRACK_CONTRADICTS_ORDER("R-225", "", "the track says something else than the order"),
    PIN_BLOCK_MISSING("R-226", "PIN_BLOCK", "the product needs a PIN block"),
    PIN_BLOCK_FORMAT_UNKNOWN("R-227", "PIN_BLOCK_FORMAT", "the PIN block format is 0, 1, 3 or 4"),
    PIN_BLOCK_LENGTH("R-228", "PIN_BLOCK", "the PIN block does not have the length of its format"),
    SECRET_MISSING("R-229", "", "the product needs this secret"),
    SECRET_LENGTH("R-230", "", "the secret does not have the length the product needs"),
    LANGUAGE_UNKNOWN("R-231", "LANGUAGE", "this is not an ISO 639-1 language of the product"),
    COUNTRY_UNKNOWN("R-232", "COUNTRY", "this is not an ISO 3166-1 alpha-2 country"),
    FORMULA_START("R-233", "", "a text must not begin with '=', '+', '-' or '@'"),
    TEXT_TOO_LONG("R-234", "", "the text is too long"),
    PIN_BLOCK_FORMAT_NOT_OF_KEY(
            "R-235",
            "PIN_BLOCK_FORMAT",
            "the issuer's PIN key is not for this format: format 4 needs an AES key, the others a TDES key"),
    PIN_BLOCK_NOT_EXPECTED("R-236", "PIN_BLOCK", "the product has no PIN, so the order must not have one"),
    FIELD_WITHOUT_PLACE("R-237", "", "the product has no place for this field"),

    // Preparation: found with the keys at hand.
    PIN_BLOCK_WITHOUT_PIN("R-301", "PIN_BLOCK", "there is no PIN in the PIN block for this card number"),
    CERTIFICATE_SHORTER_THAN_CARD("R-303", "EXPIRATION_DATE", "the issuer certificate ends before the card"),
    CARD_VERIFICATION_VALUE_DIFFERS("R-305", "", "a verification value of the issuer is not the computed one"),
    ELEMENT_LENGTH("R-306", "", "the value does not fit into its data element"),
    RECORD_TOO_LARGE("R-307", "", "the card's data do not fit into the chip or the record"),
    PIN_LENGTH("R-308", "PIN_BLOCK", "the PIN does not have the number of digits of the product"),

    // Other orders: each card once.
    DUPLICATE_ORDER_REFERENCE("R-401", "ORDER_REFERENCE", "an earlier record has the same order reference"),
    DUPLICATE_CARD_IN_BATCH("R-402", "PAN", "an earlier record orders the same card"),
    CARD_ALREADY_PRODUCED("R-403", "PAN", "the card was already produced in another batch");

    private final String id;
    private final String field;
    private final String text;

    RejectReason(String id, String field, String text) {
        this.id = id;
        this.field = field;
        this.text = text;
    }

    /** The stable id, {@code R-101} and up. */
    public String id() {
        return id;
    }

    /** The field the rule is always about; empty for a rule about any field or the whole record. */
    public String field() {
        return field;
    }

    /** One plain sentence: what is wrong or what is required. Never a value of the record. */
    public String text() {
        return text;
    }
}
