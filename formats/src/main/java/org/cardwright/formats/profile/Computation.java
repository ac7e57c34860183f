package org.cardwright.formats.profile;

/** What preparation computes for a card, with the tag it goes to where the standard names one. */
public enum Computation {
    /** Track 2 equivalent data (57) with the chip's verification value. */
    TRACK_2_EQUIVALENT_DATA("57", Stage.TRACKS, false),
    /** Track 1 discretionary data (9F1F). */
    TRACK_1_DISCRETIONARY_DATA("9F1F", Stage.TRACKS, false),
    /** Track 2 discretionary data (9F20). */
    TRACK_2_DISCRETIONARY_DATA("9F20", Stage.TRACKS, false),
    /** Certification authority public key index (8F). */
    AUTHORITY_KEY_INDEX("8F", Stage.ISSUER_CERTIFICATE, false),
    /** Issuer public key certificate (90). */
    ISSUER_CERTIFICATE("90", Stage.ISSUER_CERTIFICATE, false),
    /** Issuer public key remainder (92), absent when the modulus fits into the certificate. */
    ISSUER_REMAINDER("92", Stage.ISSUER_CERTIFICATE, true),
    /** Issuer public key exponent (9F32). */
    ISSUER_EXPONENT("9F32", Stage.ISSUER_CERTIFICATE, false),
    /** Signed static application data (93). */
    SIGNED_STATIC_DATA("93", Stage.SIGNATURES, false),
    /** ICC public key certificate (9F46). */
    ICC_CERTIFICATE("9F46", Stage.SIGNATURES, false),
    /** ICC public key exponent (9F47). */
    ICC_EXPONENT("9F47", Stage.SIGNATURES, false),
    /** ICC public key remainder (9F48), absent when the modulus fits into the certificate. */
    ICC_REMAINDER("9F48", Stage.SIGNATURES, true),
    /** ICC PIN encipherment public key certificate (9F2D). */
    PIN_CERTIFICATE("9F2D", Stage.SIGNATURES, false),
    /** ICC PIN encipherment public key exponent (9F2E). */
    PIN_EXPONENT("9F2E", Stage.SIGNATURES, false),
    /** ICC PIN encipherment public key remainder (9F2F), absent when the modulus fits into the certificate. */
    PIN_REMAINDER("9F2F", Stage.SIGNATURES, true),
    /** Track 1 of contactless magnetic stripe mode, in a tag that the profile names (56). */
    TRACK_1_DATA("", Stage.TRACKS, false),
    /** Track 2 of contactless magnetic stripe mode, in a tag that the profile names (9F6B). */
    TRACK_2_DATA("", Stage.TRACKS, false),
    /** IVCVC3 of track 1: two bytes, in a tag or field that the profile names. */
    CVC3_VECTOR_TRACK_1("", Stage.TRACKS, false),
    /** IVCVC3 of track 2. */
    CVC3_VECTOR_TRACK_2("", Stage.TRACKS, false),
    /** CVC3 of track 1 for fixed inputs, packed digits, in a tag or field that the profile names. */
    STATIC_CVC3_TRACK_1("", Stage.TRACKS, false),
    /** CVC3 of track 2 for fixed inputs. */
    STATIC_CVC3_TRACK_2("", Stage.TRACKS, false),
    /** IBM 3624 offset of the PIN, packed digits, in a tag or field that the profile names. */
    PIN_OFFSET("", Stage.TRACKS, false);

    /** When a value is known; the static signature covers only what was known before it. */
    public enum Stage {
        /** From the order and the card verification values. */
        TRACKS,
        /** From the issuer certificate. */
        ISSUER_CERTIFICATE,
        /** Made over the static data. */
        SIGNATURES
    }

    private final String tag;
    private final Stage stage;
    private final boolean optional;

    Computation(String tag, Stage stage, boolean optional) {
        this.tag = tag;
        this.stage = stage;
        this.optional = optional;
    }

    /** The tag it always goes to as hexadecimal digits, empty when the profile says it. */
    public String tag() {
        return tag;
    }

    /** When it is known. */
    public Stage stage() {
        return stage;
    }

    /** True when an empty value means that the data element is left out. */
    public boolean isOptional() {
        return optional;
    }
}
