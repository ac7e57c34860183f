package org.cardwright.formats.card;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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

    /** Every run of digits in the text that could be a card number: 13 to 19 digits with a valid check digit. */
    public static Stream<Pan> cardNumbersIn(String text) {
        return DIGIT_RUN.matcher(text).results().map(MatchResult::group).flatMap(OrderReference::windows);
    }

    private static Stream<Pan> windows(String run) {
        return IntStream.rangeClosed(0, run.length() - Pan.MIN_DIGITS)
                .boxed()
                .flatMap(from -> IntStream.rangeClosed(
                                from + Pan.MIN_DIGITS, Math.min(run.length(), from + Pan.MAX_DIGITS))
                        .mapToObj(to -> run.substring(from, to)))
                .filter(Pan::hasValidCheckDigit)
                .map(Pan::of);
    }

    /** The text when it may be shown to anyone who knows nothing more about the order, else empty. */
    public static String shown(String text) {
        return isWellFormed(text) && cardNumbersIn(text).findAny().isEmpty() ? text : "";
    }
}
