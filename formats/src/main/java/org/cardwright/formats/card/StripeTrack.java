package org.cardwright.formats.card;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The fields of a stripe track that an issuer supplies ready-made.
 *
 * <p>ISO/IEC 7813, structures B (track 1, at most 76 characters between the sentinels) and of track 2 (at most 37).
 *
 * @param pan 13 to 19 digits
 * @param name cardholder name with its fill blanks; empty on track 2
 * @param yymm expiration date
 * @param serviceCode three digits
 * @param discretionary what follows
 */
public record StripeTrack(String pan, String name, String yymm, String serviceCode, String discretionary) {

    /** Most characters of track 1 between its sentinels. */
    public static final int MAX_TRACK_1_CHARACTERS = 76;

    /** Most characters of track 2 between its sentinels. */
    public static final int MAX_TRACK_2_CHARACTERS = 37;

    /** Most characters of track 3 between its sentinels. */
    public static final int MAX_TRACK_3_CHARACTERS = 104;

    /**
     * What track 1 carries as data beside digits and capital letters. The rest of the 64 characters are the sentinels and
     * the separator {@code % ? ^}, those kept for national letters and graphics {@code # [ \\ ]}, and those for the control
     * of machines. ISO/IEC 7811-2, 6-bit alphabet.
     */
    public static final String TRACK_1_SPECIAL_CHARACTERS = " $().-/";

    private static final String TRACK_1_CHARACTER = "[0-9A-Z" + TRACK_1_SPECIAL_CHARACTERS.replace("-", "\\-") + "]";

    private static final Pattern TRACK_1 = Pattern.compile(
            "B([0-9]{13,19})\\^(" + TRACK_1_CHARACTER + "{2,26})\\^([0-9]{4})([0-9]{3})(" + TRACK_1_CHARACTER + "*)");

    private static final Pattern TRACK_2 = Pattern.compile("([0-9]{13,19})=([0-9]{4})([0-9]{3})([0-9]*)");

    private static final Pattern TRACK_3 = Pattern.compile("[0-9=:<>]{1,104}");

    private static final Pattern TRACK_1_DISCRETIONARY = Pattern.compile(TRACK_1_CHARACTER + "{1,64}");

    private static final Pattern TRACK_2_DISCRETIONARY = Pattern.compile("[0-9]{1,32}");

    /** Track 1 from its format code on, without sentinels; empty when it is not of that form. */
    public static Optional<StripeTrack> ofTrack1(String text) {
        Matcher track = TRACK_1.matcher(text);
        return text.length() <= MAX_TRACK_1_CHARACTERS && track.matches()
                ? Optional.of(
                        new StripeTrack(track.group(1), track.group(2), track.group(3), track.group(4), track.group(5)))
                : Optional.empty();
    }

    /** Track 2 from the PAN on, without sentinels; empty when it is not of that form. */
    public static Optional<StripeTrack> ofTrack2(String text) {
        Matcher track = TRACK_2.matcher(text);
        return text.length() <= MAX_TRACK_2_CHARACTERS && track.matches()
                ? Optional.of(new StripeTrack(track.group(1), "", track.group(2), track.group(3), track.group(4)))
                : Optional.empty();
    }

    /** True when track 1 carries the character as data. */
    public static boolean isTrack1Data(int character) {
        return (character >= '0' && character <= '9')
                || (character >= 'A' && character <= 'Z')
                || TRACK_1_SPECIAL_CHARACTERS.indexOf(character) >= 0;
    }

    /** True for the characters and length that track 3 can carry. */
    public static boolean isTrack3(String text) {
        return TRACK_3.matcher(text).matches();
    }

    /** True for text that can be the discretionary data of track 1 or 2. */
    public static boolean isDiscretionary(int track, String text) {
        return (track == 1 ? TRACK_1_DISCRETIONARY : TRACK_2_DISCRETIONARY)
                .matcher(text)
                .matches();
    }

    /** Never the content. */
    @Override
    public String toString() {
        return "StripeTrack";
    }
}
