package org.cardwright.formats.card;

import java.time.LocalDate;
import java.util.Map;

/**
 * What the ordered product asks of an order: the product's half of the field rules.
 *
 * <p>The product profile implements it; screening asks it. Every default is "nothing asked".
 */
public interface ScreeningPolicy {

    /** Longest validity that screening accepts when the product says nothing, counted from today. */
    int USUAL_LONGEST_VALIDITY_YEARS = 10;

    /** Micrometres of an embossed name line: 27 characters at 10 per inch (ISO/IEC 7811-1). */
    int NAME_LINE_MICROMETRES = 68_580;

    /** True when the leading digits of the PAN belong to this product. */
    boolean ownsBin(Pan pan);

    /** The last day on which a card may expire: no certificate or key of the product ends before it. */
    LocalDate latestExpiration();

    /** True when a stripe of this product may carry the service code. */
    boolean allowsServiceCode(ServiceCode serviceCode);

    /** True when the issuer must send a PIN block; false when he must not: the product has no PIN. */
    boolean requiresPin();

    /** True when a cardholder name must be there; false allows no-name cards. */
    boolean requiresName();

    /** Name of the machine font the text is embossed or engraved with; empty when no text appears on the card. */
    String embossFont();

    /** Width of a line of text on the card, in micrometres. */
    default int embossLineMicrometres() {
        return NAME_LINE_MICROMETRES;
    }

    /** Longest validity from today, in years. */
    default int longestValidityYears() {
        return USUAL_LONGEST_VALIDITY_YEARS;
    }

    /**
     * True when the issuer must supply the data of a track, whole or discretionary.
     *
     * @param track 1, 2 or 3
     */
    default boolean requiresSuppliedTrack(int track) {
        return false;
    }

    /**
     * True when the card takes data of a track from the issuer, whole or discretionary; false when it computes all of them.
     *
     * @param track 1, 2 or 3
     */
    default boolean takesTrack(int track) {
        return true;
    }

    /** True when a further secret, named by its field, has a place on the card. */
    default boolean takesSecret(String field) {
        return true;
    }

    /** True when a field of the order becomes a data element of the chip. */
    default boolean encodes(String field) {
        return false;
    }

    /** The further secrets that must be there: field name and length in bytes. */
    default Map<String, Integer> requiredSecrets() {
        return Map.of();
    }

    /** True when the product exists in this language; the code is ISO 639-1 or empty. */
    default boolean allowsLanguage(String language) {
        return true;
    }
}
