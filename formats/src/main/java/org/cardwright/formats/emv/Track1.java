package org.cardwright.formats.emv;

import org.cardwright.formats.card.ExpirationDate;
import org.cardwright.formats.card.Pan;
import org.cardwright.formats.card.ServiceCode;
import org.cardwright.formats.card.StripeTrack;

/**
 * The data of track 1, structure B: {@code B PAN ^ NAME ^ YYMM service-code discretionary}.
 *
 * <p>ISO/IEC 7813; characters of ISO/IEC 7811-2. Start sentinel, end sentinel and LRC are not part of it.
 *
 * @param pan primary account number
 * @param cardholderName 2 to 26 characters, {@code SURNAME/FIRST}
 * @param expirationDate expiration date
 * @param serviceCode service code
 * @param discretionaryData what fits behind it into {@value #MAX_CHARACTERS} characters in all
 */
public record Track1(
        Pan pan,
        String cardholderName,
        ExpirationDate expirationDate,
        ServiceCode serviceCode,
        String discretionaryData) {

    /** 79 characters less two sentinels and the LRC. */
    public static final int MAX_CHARACTERS = 76;

    /** Shortest name, ISO/IEC 7813. */
    public static final int MIN_NAME_CHARACTERS = 2;

    /** Longest name, ISO/IEC 7813. */
    public static final int MAX_NAME_CHARACTERS = 26;

    private static final char FORMAT_CODE = 'B';
    private static final char SEPARATOR = '^';

    /** Checks lengths and characters. */
    public Track1 {
        int length = cardholderName.length();
        if (length < MIN_NAME_CHARACTERS || length > MAX_NAME_CHARACTERS || !hasDataCharacters(cardholderName)) {
            throw new IllegalArgumentException("a name on track 1 has 2 to 26 characters of ISO/IEC 7811-2");
        }
        if (!hasDataCharacters(discretionaryData)) {
            throw new IllegalArgumentException("discretionary data of track 1 has characters of ISO/IEC 7811-2");
        }
        int all = pan.length() + length + discretionaryData.length() + TrackFields.DATE_AND_CODE_DIGITS + 3;
        if (all > MAX_CHARACTERS) {
            throw new IllegalArgumentException("track 1 has at most " + MAX_CHARACTERS + " characters, was " + all);
        }
    }

    /**
     * Reads the text of a track 1 without sentinels.
     *
     * @throws IllegalArgumentException when it is anything else; the message does not quote it
     */
    public static Track1 parse(String text) {
        int first = text.indexOf(SEPARATOR);
        int second = text.indexOf(SEPARATOR, first + 1);
        if (first < 1 || second < 0 || text.charAt(0) != FORMAT_CODE) {
            throw new IllegalArgumentException("track 1 is B, PAN, ^, name, ^, date and service code");
        }
        TrackFields behind = TrackFields.parse(text.substring(second + 1));
        return new Track1(
                Pan.of(text.substring(1, first)),
                text.substring(first + 1, second),
                behind.expirationDate(),
                behind.serviceCode(),
                behind.discretionaryData());
    }

    /** The text without sentinels. */
    public String text() {
        return FORMAT_CODE
                + pan.digits()
                + SEPARATOR
                + cardholderName
                + SEPARATOR
                + expirationDate.yymm()
                + serviceCode.digits()
                + discretionaryData;
    }

    /** True for digits, capital letters, blanks and {@code $ ( ) . - /}: what track 1 may carry as data. */
    public static boolean hasDataCharacters(String text) {
        return text.chars().allMatch(StripeTrack::isTrack1Data);
    }

    /** The masked PAN only. */
    @Override
    public String toString() {
        return "Track1(" + pan + ")";
    }
}
