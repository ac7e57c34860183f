package org.cardwright.formats.emv;

import org.cardwright.formats.card.ExpirationDate;
import org.cardwright.formats.card.Pan;
import org.cardwright.formats.card.ServiceCode;

/**
 * The data of track 2: {@code PAN = YYMM service-code discretionary}.
 *
 * <p>ISO/IEC 7813. Start sentinel, end sentinel and LRC are not part of it.
 *
 * @param pan primary account number
 * @param expirationDate expiration date
 * @param serviceCode service code
 * @param discretionaryData digits, as many as fit behind it into {@value #MAX_CHARACTERS} characters in all
 */
public record Track2(Pan pan, ExpirationDate expirationDate, ServiceCode serviceCode, String discretionaryData) {

    /** 40 characters less two sentinels and the LRC. */
    public static final int MAX_CHARACTERS = 37;

    private static final char SEPARATOR = '=';

    /** Checks lengths and characters. */
    public Track2 {
        if (!TrackFields.areDigits(discretionaryData)) {
            throw new IllegalArgumentException("discretionary data of track 2 has digits only");
        }
        int all = pan.length() + discretionaryData.length() + TrackFields.DATE_AND_CODE_DIGITS + 1;
        if (all > MAX_CHARACTERS) {
            throw new IllegalArgumentException("track 2 has at most " + MAX_CHARACTERS + " characters, was " + all);
        }
    }

    /**
     * Reads the text of a track 2 without sentinels.
     *
     * @throws IllegalArgumentException when it is anything else; the message does not quote it
     */
    public static Track2 parse(String text) {
        int separator = text.indexOf(SEPARATOR);
        if (separator < 0) {
            throw new IllegalArgumentException("track 2 is PAN, =, date and service code");
        }
        TrackFields behind = TrackFields.parse(text.substring(separator + 1));
        return new Track2(
                Pan.of(text.substring(0, separator)),
                behind.expirationDate(),
                behind.serviceCode(),
                behind.discretionaryData());
    }

    /** The text without sentinels. */
    public String text() {
        return pan.digits() + SEPARATOR + expirationDate.yymm() + serviceCode.digits() + discretionaryData;
    }

    /** The masked PAN only. */
    @Override
    public String toString() {
        return "Track2(" + pan + ")";
    }
}
