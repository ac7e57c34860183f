package org.cardwright.formats.profile.lint;

/** The rules of the linter; an id keeps its meaning for ever. */
public enum LintRule {
    // L-1xx: AIP against data. EMV 4.4 Book 3, 10.3.
    METHOD_WITHOUT_DATA("L-101", Severity.ERROR, "put the named elements into a record that is read on this interface"),
    DATA_WITHOUT_METHOD("L-102", Severity.WARNING, "ask for the method, or leave the element out"),
    REMAINDER_WITHOUT_PLACE("L-103", Severity.ERROR, "put the remainder into the record beside its exponent"),
    KEY_WITHOUT_PLACE("L-104", Severity.ERROR, "add rsa-parts for the key to the data groupings"),
    METHOD_NOT_ASKED("L-105", Severity.ERROR, "announce only methods that the authentication has"),
    DDOL_MISSING("L-106", Severity.WARNING, "place 9F49, normally 9F3704"),
    DDOL_WITHOUT_UNPREDICTABLE_NUMBER("L-107", Severity.ERROR, "let 9F49 contain 9F3704"),
    SDA_TAG_LIST_NOT_AIP("L-108", Severity.ERROR, "let 9F4A be 82"),
    AIP_NOT_SIGNED("L-109", Severity.WARNING, "place 9F4A with 82 in a signed record"),
    NOTHING_SIGNED("L-110", Severity.ERROR, "mark the record with 5A and 5F24 as signed"),
    SIGNED_WITHOUT_METHOD("L-111", Severity.WARNING, "ask for a method, or sign nothing"),
    INTERFACES_SIGN_DIFFERENT_DATA(
            "L-112", Severity.ERROR, "let both interfaces read the same signed records and announce the same AIP"),

    // L-2xx: key lengths and chip. EMV 4.4 Book 2, annex D.
    CARD_KEY_LONGER_THAN_ISSUER_KEY("L-201", Severity.ERROR, "shorten the key of the card, or use a longer issuer key"),
    KEY_TOO_LONG_FOR_RECORD("L-202", Severity.ERROR, "use keys of at most 247 bytes (248 for an issuer with SDA only)"),
    CDA_KEY_TOO_LONG("L-203", Severity.ERROR, "shorten the ICC key or the issuer application data"),
    CHIP_WITHOUT_RSA("L-204", Severity.ERROR, "choose a chip with RSA, or leave DDA, CDA and enciphered PIN out"),
    CHIP_RSA_TOO_SHORT("L-205", Severity.ERROR, "shorten the key of the card, or choose another chip"),
    CHIP_WITHOUT_AES("L-206", Severity.ERROR, "derive by option A or B, or choose a chip with AES"),
    CHIP_WITHOUT_ANTENNA("L-207", Severity.ERROR, "choose a contactless chip, or leave the interface out"),
    CHIP_WITHOUT_FAMILY("L-208", Severity.ERROR, "choose a chip whose applets understand the application"),
    CHIP_MEMORY("L-209", Severity.ERROR, "choose a chip with more memory"),

    // L-3xx: cardholder verification. EMV 4.4 Book 3, 10.5 and annex C3.
    OFFLINE_PIN_WITHOUT_PIN(
            "L-301", Severity.ERROR, "place the PIN (8010) and its counter (9010), or change the CVM list"),
    PIN_WITHOUT_USE("L-302", Severity.WARNING, "let the CVM list use the PIN, or leave it out of the chip"),
    ENCIPHERED_PIN_WITHOUT_KEY(
            "L-303", Severity.ERROR, "give the card an ICC key or a PIN encipherment key with certificate"),
    AMOUNT_WITHOUT_CURRENCY("L-304", Severity.ERROR, "place 9F42 in a record"),
    PIN_COUNTER_MISSING("L-305", Severity.ERROR, "place the PIN try counter (9010)"),
    PIN_TRIES("L-306", Severity.ERROR, "let counter, limit and risk parameter agree, 1 to 15"),

    // L-4xx: data object lists and cryptograms. EMV 4.4 Book 3, 5.4 and 9.2.
    CDOL_INCOMPLETE("L-401", Severity.ERROR, "add the missing elements to the list"),
    CDA_WITHOUT_UNPREDICTABLE_NUMBER("L-402", Severity.ERROR, "let CDOL1 and CDOL2 contain 9F3704"),
    DOL_LENGTH("L-403", Severity.ERROR, "ask for the element in the length it has"),
    CDOL1_LENGTH_DIFFERS("L-404", Severity.ERROR, "let C7 be the number of bytes CDOL1 asks for"),
    CRYPTOGRAM_VERSION_OPTION("L-405", Severity.ERROR, "use the derivation option of the cryptogram version"),
    DOL_MALFORMED("L-406", Severity.ERROR, "write tags, each with a length"),

    // L-5xx: issuer certificate. EMV 4.4 Book 2, 5.3 and 6.3.
    CERTIFICATE_EXPIRED("L-501", Severity.ERROR, "get a new issuer certificate"),
    CERTIFICATE_ENDS_BEFORE_CARDS(
            "L-502", Severity.WARNING, "get a longer certificate, or shorten the validity of the cards"),
    IDENTIFIER_NOT_OF_BIN("L-503", Severity.ERROR, "use a certificate for the BINs of the product"),
    RID_NOT_OF_AID("L-504", Severity.ERROR, "use a certificate of the payment system of the AID"),

    // L-6xx: data elements. EMV 4.4 Book 3, 7.2 and annex A.
    MANDATORY_ELEMENT_MISSING("L-601", Severity.ERROR, "place the element in a record"),
    ELEMENT_TWICE("L-602", Severity.ERROR, "place the element once"),
    ELEMENT_LENGTH("L-603", Severity.ERROR, "write the value in the format and length of its data element"),
    ELEMENT_UNKNOWN("L-604", Severity.WARNING, "check the tag"),
    ELEMENT_IN_WRONG_TEMPLATE("L-605", Severity.WARNING, "put the element where terminals look for it"),
    TERMINAL_ELEMENT_ON_CARD("L-606", Severity.ERROR, "leave the element out; the terminal has it"),
    ELEMENT_OF_LOWER_CLASS(
            "L-607", Severity.WARNING, "put the field into an element of its class; what is public is shown"),

    // L-7xx: records. EMV 4.4 Book 3, 5.3.2 and 10.3.
    TRACK_DATA_SIGNED("L-701", Severity.WARNING, "put 57 into a record that is not signed"),
    RECORD_TOO_LONG("L-702", Severity.ERROR, "spread the elements over two records"),
    SIGNED_RECORD_OUTSIDE_EMV_FILES("L-703", Severity.WARNING, "put signed records into SFI 1 to 10"),
    SIGNED_BEHIND_UNSIGNED("L-704", Severity.WARNING, "put the signed records of a file first"),

    // L-8xx: data groupings. EMV CPS, section 3 of the record.
    POSITIONAL_LENGTH("L-801", Severity.ERROR, "write the value in the length of the field"),
    CLEAR_IN_SECRET_RANGE("L-802", Severity.WARNING, "check the number; it holds keys or PINs on most applets"),
    RESERVED_NUMBER("L-803", Severity.ERROR, "use another number"),
    CHECK_VALUES_MISSING("L-804", Severity.WARNING, "add check-values for the keys"),
    CHECK_VALUES_BEFORE_KEYS("L-805", Severity.WARNING, "put the keys before their check values"),
    INSTRUCTION_WITHOUT_DGI("L-806", Severity.ERROR, "name only data groupings of the application"),
    SEVERAL_RECIPIENTS("L-807", Severity.ERROR, "use transport keys of the one personalizer that makes the cards"),

    // L-9xx: keys. EMV 4.4 Book 2, A1.4.
    SCRIPT_KEYS_INCOMPLETE("L-901", Severity.ERROR, "give the application its AC, SMI and SMC keys in this order"),
    KEY_OF_OTHER_ALGORITHM("L-902", Severity.ERROR, "use a key of the algorithm that the option needs"),
    KEY_UNKNOWN("L-903", Severity.ERROR, "bring the key into the vault, or correct the label"),
    ISSUER_KEY_LENGTH("L-904", Severity.ERROR, "correct issuer-bits, or use the certificate of this key"),
    KEY_OF_OTHER_PURPOSE("L-905", Severity.ERROR, "use a key that was made for this"),
    CERTIFICATE_OF_OTHER_KEY("L-906", Severity.ERROR, "name the key of the certificate, or import that of this key"),
    SECRET_NOT_WHOLE_BLOCKS(
            "L-907", Severity.ERROR, "agree a length of whole cipher blocks with the issuer, 16 bytes under AES"),
    SECRET_LEAVES_CUSTODY(
            "L-908", Severity.ERROR, "let the job declare custody transit, or order a product without it"),
    KEY_OF_EVERY_CARD(
            "L-909", Severity.ERROR, "derive the keys of each card with card-keys, or let the issuer send them"),

    // L-Axx: agreement between parameters.
    SERVICE_CODE_AGAINST_USAGE("L-A01", Severity.WARNING, "let usage control and service codes agree"),
    SERVICE_CODE_WITHOUT_CHIP("L-A02", Severity.ERROR, "use service codes that begin with 2 or 6"),
    CURRENCY_NOT_OF_COUNTRY("L-A03", Severity.WARNING, "check currency and country"),
    CURRENCY_EXPONENT("L-A04", Severity.ERROR, "use the exponent of ISO 4217"),
    PARAMETER_DIFFERS("L-A05", Severity.ERROR, "leave the element to the risk parameter"),
    LIMITS_CROSSED("L-A06", Severity.ERROR, "let the lower limit not exceed the upper one"),
    STRIPE_VALUE_ON_CHIP("L-A07", Severity.WARNING, "use ICVV on the chip, so that a copy to a stripe is found out"),
    TRACK_TOO_LONG("L-A08", Severity.WARNING, "shorten the discretionary data"),
    DECIMALISATION_TABLE(
            "L-A09", Severity.ERROR, "use a table of at least eight different digits, none more than four times"),

    // L-Bxx: directories. EMV 4.4 Book 1, 12.2; Book B, 3.3.
    DIRECTORY_INCOMPLETE("L-B01", Severity.WARNING, "add an entry for the application"),
    DIRECTORY_NAMES_ABSENT("L-B02", Severity.ERROR, "name only applications that are there on the interface"),
    DIRECTORY_WITHOUT_FILE("L-B03", Severity.ERROR, "place 88 in the FCI of the PSE and the record it names"),
    CONTACTLESS_WITHOUT_DIRECTORY("L-B04", Severity.WARNING, "add a PPSE with an entry for the application"),

    // L-Cxx: the outside of the card. ISO/IEC 7811-1, 7811-2.
    SURFACE_UNKNOWN("L-C01", Severity.ERROR, "name a layout of the surfaces, or bring it there"),
    FONT_UNKNOWN("L-C02", Severity.ERROR, "name a font of the fonts, or bring its table there"),
    FONT_NOT_OF_SURFACE(
            "L-C03",
            Severity.ERROR,
            "let the characters of the surface's font contain those of the font, or take another"),
    PRINTED_VALUE_NOT_OF_SURFACE(
            "L-C04", Severity.ERROR, "place CVV2 on the surface of a product with a printed value, and only there"),
    TRACKS_NOT_OF_SURFACE("L-C05", Severity.ERROR, "let the surface write the tracks of the stripe, and no other"),
    PRINTED_VALUE_RAISED(
            "L-C06",
            Severity.WARNING,
            "indent or engrave CVV2 on the back; what is raised comes through on an imprint"),

    // L-Dxx: BIN ranges. ISO/IEC 7812-1, 4.
    BIN_RANGE_PART_OF_BIN(
            "L-D01", Severity.ERROR, "let the range hold for the whole BIN, or give the part a product of its own"),
    BIN_RANGE_SOME_BINS(
            "L-D02", Severity.ERROR, "let the range hold for all BINs of the product, or make two products"),
    BIN_RANGES_CROSS("L-D03", Severity.ERROR, "let one range lie inside the other, or keep them apart"),
    BIN_RANGE_UNUSED("L-D04", Severity.WARNING, "give the BIN to a product, or take the range away");

    private final String id;
    private final Severity severity;
    private final String fix;

    LintRule(String id, Severity severity, String fix) {
        this.id = id;
        this.severity = severity;
        this.fix = fix;
    }

    /** The stable id, {@code L-101}. */
    public String id() {
        return id;
    }

    /** True when the keys, not the product, may be what is wrong: one is missing or unfit, or under a custody that is too strict. */
    public boolean isAboutVault() {
        return switch (this) {
            case KEY_UNKNOWN,
                    KEY_OF_OTHER_ALGORITHM,
                    ISSUER_KEY_LENGTH,
                    KEY_OF_OTHER_PURPOSE,
                    CERTIFICATE_OF_OTHER_KEY,
                    SECRET_NOT_WHOLE_BLOCKS,
                    SECRET_LEAVES_CUSTODY -> true;
            default -> false;
        };
    }

    /** How bad it is. */
    public Severity severity() {
        return severity;
    }

    /** What to do about it. */
    public String fix() {
        return fix;
    }
}
