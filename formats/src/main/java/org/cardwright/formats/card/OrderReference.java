package org.cardwright.formats.card;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What an issuer may call an order. The reference names files and stands in reports, so it must be harmless in both.
 *
 * <p>CWE-22 (path traversal), CWE-1236 (formula injection).
 */
public final class OrderReference {

    /** Most characters of an order reference. */
    public static final int MAX_CHARACTERS = 32;

    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0," + (MAX_CHARACTERS - 1) + "}");

    private static final Pattern DIGIT_RUN = Pattern.compile("[0-9]+");

    private OrderReference() {}

    /** 1 to 32 letters, digits, '.', '_' or '-', a letter or digit in front, never "..", not ending in a dot. */
    public static boolean isWellFormed(String text) {
        return SHAPE.matcher(text).matches() && !text.contains("..") && !text.endsWith(".");
    }

    /** True when a whole run of digits in the text could be a card number: as long as one, with a valid check digit. */
    public static boolean maybeShowsPan(String text) {
        return DIGIT_RUN
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .anyMatch(run -> Pan.hasPanShape(run) && Pan.hasValidCheckDigit(run));
    }

    /** True when the text holds this card number, wherever it stands. */
    public static boolean shows(String text, Pan pan) {
        return text.contains(pan.digits());
    }

    /** The text when it may be shown in reports and file names, else empty. */
    public static String shown(String text) {
        return isWellFormed(text) && !maybeShowsPan(text) ? text : "";
    }
}
