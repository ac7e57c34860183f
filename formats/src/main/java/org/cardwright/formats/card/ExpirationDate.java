package org.cardwright.formats.card;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;

/**
 * The month after whose last day the card expires.
 *
 * <p>EMV 4.4 Book 3, annex A, tag 5F24 (YYMMDD, the day being the last of the month); ISO/IEC 7813 (YYMM on the tracks).
 *
 * @param month year 2000 to 2099
 */
public record ExpirationDate(YearMonth month) {

    /** Checks the century. */
    public ExpirationDate {
        if (month.getYear() < 2000 || month.getYear() > 2099) {
            throw new IllegalArgumentException("an expiration date lies in 2000 to 2099");
        }
    }

    /**
     * From four digits, year first.
     *
     * @throws IllegalArgumentException when it is not YYMM
     */
    public static ExpirationDate ofYymm(String yymm) {
        if (yymm.length() != 4 || !yymm.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException("an expiration date is YYMM");
        }
        try {
            return new ExpirationDate(
                    YearMonth.of(2000 + Integer.parseInt(yymm.substring(0, 2)), Integer.parseInt(yymm.substring(2))));
        } catch (DateTimeException notAMonth) {
            throw new IllegalArgumentException("an expiration date is YYMM");
        }
    }

    /** Year and month, as on a track. */
    public String yymm() {
        return twoDigits(month.getYear() - 2000) + twoDigits(month.getMonthValue());
    }

    /** Month and year, as in a certificate. */
    public String mmyy() {
        return twoDigits(month.getMonthValue()) + twoDigits(month.getYear() - 2000);
    }

    /** Six digits with the last day of the month, as in tag 5F24. */
    public String yymmdd() {
        return yymm() + twoDigits(month.lengthOfMonth());
    }

    private static String twoDigits(int number) {
        return (number < 10 ? "0" : "") + number;
    }

    /** The last day on which the card may be used. */
    public LocalDate lastDay() {
        return month.atEndOfMonth();
    }
}
