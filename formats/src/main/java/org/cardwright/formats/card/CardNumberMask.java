package org.cardwright.formats.card;

import java.util.regex.Pattern;

/**
 * Masks what is a card number in a text of ours or of an issuer, and leaves other long numbers readable.
 *
 * <p>A run of 13 to 19 digits is a card number when its check digit is right (ISO/IEC 7812-1, annex B); a longer run is masked
 * when any 13 to 19 digits in it would be. One in ten other numbers is masked as well; that is the price.
 */
public final class CardNumberMask {

    /** A run of digits, whole. */
    private static final Pattern RUN = Pattern.compile("[0-9]{" + Pan.MIN_DIGITS + ",}");

    private CardNumberMask() {}

    /** The text with its card numbers masked to first six and last four digits. */
    public static String mask(String text) {
        return mask(text, PanMask.STANDARD);
    }

    /** The text with its card numbers masked as their issuer wants them shown. */
    static String mask(String text, PanMask mask) {
        return RUN.matcher(text).replaceAll(run -> isCardNumber(run.group()) ? mask.mask(run.group()) : run.group());
    }

    private static boolean isCardNumber(String run) {
        return run.length() <= Pan.MAX_DIGITS
                ? Pan.hasValidCheckDigit(run)
                : OrderReference.cardNumbersIn(run).findAny().isPresent();
    }
}
