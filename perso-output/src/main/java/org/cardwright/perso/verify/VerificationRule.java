package org.cardwright.perso.verify;

/** What is checked, each rule with a stable id. */
public enum VerificationRule {
    /** The manifest can be read. */
    MANIFEST_READABLE("V-101", "the manifest must be complete, well-formed JSON"),
    /** RFC 8032 over the RFC 8785 form. */
    MANIFEST_SIGNATURE("V-102", "the signature must be that of the public key over the manifest"),
    /** The key is the bureau's. */
    MANIFEST_KEY("V-103", "the public key must be the one expected"),
    /** Every file of the manifest is there. */
    FILE_MISSING("V-104", "every file of the manifest must be there, regular and inside the directory"),
    /** No file that the manifest does not name. */
    FILE_UNKNOWN("V-105", "there must be nothing that the manifest does not name"),
    /** Length and SHA-256. */
    FILE_ALTERED("V-106", "length and hash of a file must be those of the manifest"),
    /** in = good + rejected + held + remade, and the records counted. */
    COUNTS("V-107", "the counts of the manifest must be those of its records and files"),
    /** Index from 1 without gaps. */
    RECORD_INDEX("V-108", "records must be numbered from 1 without gaps"),
    /** Records back to back over the whole file. */
    RECORD_PLACE("V-109", "records must follow each other and fill their file"),
    /** RFC 9162 root over the leaves. */
    MERKLE_ROOT("V-110", "the root must be that of the tree over all leaves"),
    /** RFC 9162 leaf of the card on the disk. */
    LEAF("V-111", "the leaf must be that of the card's files"),
    /** Every order once. */
    ORDER_TWICE("V-112", "an order must be in the batch once"),
    /** Every card once. */
    CARD_TWICE("V-113", "PAN, sequence number and expiration date must be in the batch once"),
    /** No key pair for two cards. */
    KEY_TWICE("V-114", "an ICC key must belong to one card"),
    /** Certificate serial numbers. */
    SERIAL_TWICE("V-115", "a certificate serial number must be used once per issuer key"),
    /** rejects.csv. */
    REJECTS_FILE("V-116", "the file of rejects must have its header and one line per rejected order"),
    /** Embossing record with the chip record as a module. */
    COMBINED_RECORD("V-117", "the combined record must be the embossing record with the chip record"),
    /** The manifest against the ledger that made it. */
    LEDGER("V-118", "issuer, file, counts and every card's place must be those of the ledger"),
    /** Line locations at the head of embossing files. */
    FORMAT_RECORD("V-119", "a file of embossing records must begin with lines and foils of the surface layout"),

    /** EMV CPS, personalization record. */
    RECORD_SHAPE("V-201", "the personalization record must have the shape of EMV CPS"),
    /** Data groupings once. */
    DGI_TWICE("V-202", "a data grouping must be in an application once"),
    /** Secrets under a transport key. */
    SECRET_IN_CLEAR("V-203", "a secret data grouping must be under a transport key"),
    /** TKDATA against the data groupings. */
    DIRECTORY("V-204", "the directory must name secret data groupings that are there, each once"),
    /** Codes of the processing step. */
    PROCESSING_STEP("V-205", "a processing step must have known codes"),
    /** Lengths of secrets and check values. */
    DGI_LENGTH("V-206", "a data grouping must have the length of its content"),
    /** EMV 4.4 Book 3, annex B. */
    TLV_SHAPE("V-207", "data objects must be well-formed"),
    /** EMV 4.4 Book 3, annex A. */
    ELEMENT_SHAPE("V-208", "a data element must have the format of the standard"),
    /** AFL against records. */
    RECORD_MISSING("V-209", "a record of the file locator must be there as one template 70"),
    /** Records nobody reads. */
    RECORD_UNREACHABLE("V-210", "a record of a payment file must be in a file locator"),
    /** A data element twice: EMV 4.4 Book 3, 10.2. */
    ELEMENT_TWICE("V-211", "a data element must be in the records of an application once"),
    /** Mandatory data elements: EMV 4.4 Book 3, 7.2. */
    ELEMENT_MISSING("V-212", "a data element that is needed must be there"),
    /** The product's own layout. */
    PROFILE("V-213", "content must be that of the product profile"),
    /** GET PROCESSING OPTIONS data. */
    PROCESSING_OPTIONS("V-214", "the answer to GET PROCESSING OPTIONS must hold a profile and a file locator"),

    /** RID and index. */
    CA_KEY("V-301", "the certification authority key must be known"),
    /** EMV 4.4 Book 2, 5.3, Table 6. */
    ISSUER_CERTIFICATE("V-302", "the issuer certificate must recover"),
    /** EMV 4.4 Book 2, 5.4, Table 7. */
    STATIC_SIGNATURE("V-303", "the signed static application data must recover"),
    /** EMV 4.4 Book 2, 6.4, Table 14. */
    ICC_CERTIFICATE("V-304", "the ICC certificate must recover"),
    /** EMV 4.4 Book 2, 7.1, Table 23. */
    PIN_CERTIFICATE("V-305", "the PIN-encipherment certificate must recover"),
    /** EMV 4.4 Book 3, 10.3. */
    STATIC_TAG_LIST("V-306", "the static data tag list must hold 82 only"),
    /** EMV 4.4 Book 3, annex C1. */
    INTERCHANGE_PROFILE("V-307", "what the interchange profile announces must be there"),
    /** EMV 4.4 Book 3, 5.4. */
    DATA_OBJECT_LIST("V-308", "a data object list must ask for known lengths and for what the method needs"),
    /** Effective and expiration dates. */
    DATES("V-309", "dates must be dates in their order"),
    /** PAN. */
    PAN("V-310", "the PAN must be one, with its check digit"),
    /** Track 2 equivalent data. */
    TRACK_2_EQUIVALENT("V-311", "track 2 equivalent data must repeat PAN, expiration date and service code"),
    /** EMV 4.4 Book 2, annex D. */
    KEY_LENGTH("V-312", "a key must have a length that cards and terminals can carry"),
    /** EMV 4.4 Book 3, 10.5. */
    CVM_LIST("V-313", "the CVM list must be well-formed and possible on this card"),

    /** 8201 to 8205 against the certificate. */
    PRIVATE_KEY("V-401", "the wrapped private key must fit the certificate"),
    /** 9000 against 8000. */
    CHECK_VALUES("V-402", "the wrapped card keys must have the check values of the record"),
    /** 8010. */
    PIN_BLOCK("V-403", "the wrapped PIN block must be well-formed"),
    /** 8000 against issuer master keys. */
    CARD_KEYS("V-404", "the wrapped card keys must be those of the card"),
    /** CVV, iCVV. */
    CARD_VALUES("V-405", "card verification values must be those of the card"),
    /** 8010 and issuer secrets against the order. */
    ORDERED_SECRET("V-406", "a secret of the issuer must be the one that was ordered"),

    /** ISO/IEC 7811-2 and 7813. */
    TRACK_SHAPE("V-501", "a track must have the shape of ISO/IEC 7813"),
    /** Stripe against chip. */
    TRACK_AGAINST_CHIP("V-502", "the stripe must agree with chip and order"),
    /** Embossing against chip. */
    EMBOSS_AGAINST_CHIP("V-503", "the embossing must agree with chip and order"),
    /** Laser against chip. */
    LASER_AGAINST_CHIP("V-504", "the engraving must agree with chip and order"),

    /** Order against record. */
    ORDER("V-601", "the card must be the one that was ordered");

    private final String id;
    private final String words;

    VerificationRule(String id, String words) {
        this.id = id;
        this.words = words;
    }

    /** Stable id, {@code V-302}. */
    public String id() {
        return id;
    }

    /** What must hold, in plain words. */
    public String words() {
        return words;
    }
}
