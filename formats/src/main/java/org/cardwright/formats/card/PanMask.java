package org.cardwright.formats.card;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many digits of a PAN may be seen: so many in front, so many at the end, one dot for each between them.
 *
 * <p>PCI Card Production, Logical, 4.3; PCI DSS 3.4.1: first six and last four unless the issuer authorises otherwise. Fewer may
 * be shown by anyone's wish, more only in the name of who authorised it. Three digits stay hidden in every PAN, whatever is
 * allowed, as many as 6/4 hides of the shortest: where a PAN is too short for its mask, digits in front are given up first. With the
 * check digit a hundred PANs then look the same.
 *
 * @param first digits in front, 0 to 10
 * @param last digits at the end, 0 to 6
 * @param authorisedBy where the issuer allows more than 6/4, in one line; empty when no more is shown
 */
public record PanMask(int first, int last, String authorisedBy) {

    /** First six, last four. */
    public static final PanMask STANDARD = new PanMask(6, 4, "");

    /** Digits of every PAN that nobody sees. */
    public static final int LEAST_HIDDEN = 3;

    /** Most characters of an authorisation. */
    public static final int MAX_AUTHORISATION = 100;

    private static final int STANDARD_FIRST = 6;
    private static final int STANDARD_LAST = 4;
    private static final int MOST_FIRST = 10;
    private static final int MOST_LAST = 6;

    private static final Pattern SHAPE = Pattern.compile("(\\d{1,2})/(\\d)");

    /**
     * Checks that what is shown is allowed.
     *
     * @throws IllegalArgumentException when it is not; the message says what is required and quotes nothing
     */
    public PanMask {
        require(
                first >= 0 && first <= MOST_FIRST && last >= 0 && last <= MOST_LAST,
                "shows at most " + MOST_FIRST + " digits in front and " + MOST_LAST + " at the end");
        require(
                authorisedBy.length() <= MAX_AUTHORISATION
                        && authorisedBy.chars().noneMatch(Character::isISOControl),
                "an authorisation has at most " + MAX_AUTHORISATION + " characters in one line");
        require(CardNumberMask.mask(authorisedBy).equals(authorisedBy), "an authorisation holds no card number");
        boolean wider = first > STANDARD_FIRST || last > STANDARD_LAST;
        require(
                !wider || !authorisedBy.isBlank(),
                "more than 6/4 is shown only when the issuer's authorisation is named");
        require(wider || authorisedBy.isEmpty(), "an authorisation goes with more than 6/4 only");
    }

    private static void require(boolean right, String required) {
        if (!right) {
            throw new IllegalArgumentException(required);
        }
    }

    /**
     * From its written form.
     *
     * @param shape digits in front, a slash, digits at the end: {@code 6/4}
     * @param authorisedBy where the issuer allows more than 6/4; empty when no more is shown
     * @throws IllegalArgumentException when it is none or not allowed; the message quotes nothing
     */
    public static PanMask of(String shape, String authorisedBy) {
        Matcher matcher = SHAPE.matcher(shape);
        require(matcher.matches(), "is digits in front, a slash and digits at the end, such as 6/4");
        return new PanMask(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)), authorisedBy);
    }

    /** True when more is shown than without anybody's authorisation. */
    public boolean isAuthorised() {
        return !authorisedBy.isEmpty();
    }

    /** A run of 13 digits or more with one dot for each hidden digit. */
    public String mask(String digits) {
        int most = Math.max(0, digits.length() - LEAST_HIDDEN);
        int end = Math.min(last, most);
        int front = Math.min(first, most - end);
        return digits.substring(0, front)
                + ".".repeat(digits.length() - front - end)
                + digits.substring(digits.length() - end);
    }

    /** The text with every card number in it masked, as {@link CardNumberMask} finds them. */
    public String maskIn(String text) {
        return CardNumberMask.mask(text, this);
    }

    /** Its written form, {@code 6/4}. */
    public String shape() {
        return first + "/" + last;
    }

    /** {@code 6/4}, or {@code 8/4, authorised by …}. */
    @Override
    public String toString() {
        return isAuthorised() ? shape() + ", authorised by " + authorisedBy : shape();
    }
}
