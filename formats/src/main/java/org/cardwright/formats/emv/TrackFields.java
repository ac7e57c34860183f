package org.cardwright.formats.emv;

import org.cardwright.formats.card.ExpirationDate;
import org.cardwright.formats.card.ServiceCode;

/**
 * What stands behind the last separator of tracks 1 and 2: {@code YYMM}, service code, discretionary data. ISO/IEC 7813.
 */
record TrackFields(ExpirationDate expirationDate, ServiceCode serviceCode, String discretionaryData) {

    private static final int DATE_DIGITS = 4;

    /** Digits in front of the discretionary data. */
    static final int DATE_AND_CODE_DIGITS = 7;

    static TrackFields parse(String text) {
        if (text.length() < DATE_AND_CODE_DIGITS) {
            throw new IllegalArgumentException("a track has date and service code behind the separator");
        }
        return new TrackFields(
                ExpirationDate.ofYymm(text.substring(0, DATE_DIGITS)),
                new ServiceCode(text.substring(DATE_DIGITS, DATE_AND_CODE_DIGITS)),
                text.substring(DATE_AND_CODE_DIGITS));
    }

    static boolean areDigits(String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** Never the content. */
    @Override
    public String toString() {
        return "TrackFields";
    }
}
