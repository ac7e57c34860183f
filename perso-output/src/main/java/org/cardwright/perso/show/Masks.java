package org.cardwright.perso.show;

import org.cardwright.formats.card.Pan;
import org.cardwright.formats.card.PanMask;

/**
 * How card data may be seen: of a PAN what its issuer lets be seen, nothing of discretionary data. PCI DSS 3.4.1.
 *
 * @param pans how the issuer wants PANs shown
 */
record Masks(PanMask pans) {

    private static final int DATE_AND_CODE = 7;

    String pan(String digits) {
        return Pan.hasPanShape(digits) ? pans.mask(digits) : digits.length() + " digits, not shown";
    }

    /** PAN masked, expiration date and service code as they are, one dot per digit behind. */
    String track2(String digits) {
        int separator = digits.indexOf('D');
        if (separator < 0 || digits.length() < separator + 1 + DATE_AND_CODE) {
            return digits.length() + " digits, not shown";
        }
        int discretionary = separator + 1 + DATE_AND_CODE;
        return pan(digits.substring(0, separator))
                + digits.substring(separator, discretionary)
                + ".".repeat(digits.length() - discretionary);
    }

    static String unpadded(String hex) {
        return hex.endsWith("F") ? hex.substring(0, hex.length() - 1) : hex;
    }
}
