package org.cardwright.perso.show;

import org.cardwright.formats.card.Pan;

/** How card data may be seen: first six and last four digits of a PAN, nothing of discretionary data. PCI DSS 3.4.1. */
final class Masks {

    private static final int SHOWN = 10;
    private static final int DATE_AND_CODE = 7;

    private Masks() {}

    static String pan(String digits) {
        if (Pan.hasPanShape(digits)) {
            return digits.substring(0, 6) + ".".repeat(digits.length() - SHOWN) + digits.substring(digits.length() - 4);
        }
        return digits.length() + " digits, not shown";
    }

    /** PAN masked, expiration date and service code as they are, one dot per digit behind. */
    static String track2(String digits) {
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
