package org.cardwright.formats.card;

/**
 * Application primary account number, 13 to 19 digits with a valid check digit.
 *
 * <p>ISO/IEC 7812-1, 4 and annex B (Luhn); EMV tag 5A. {@link #toString()} is masked: first six, last four digits.
 */
public final class Pan {

    /** Fewest digits accepted from an issuer. */
    public static final int MIN_DIGITS = 13;

    /** Most digits (ISO/IEC 7812-1). */
    public static final int MAX_DIGITS = 19;

    private final String digits;

    private Pan(String digits) {
        this.digits = digits;
    }

    /**
     * A PAN from its digits.
     *
     * @throws IllegalArgumentException when the shape or the check digit is wrong; the message does not quote the input
     */
    public static Pan of(String digits) {
        if (!hasPanShape(digits)) {
            throw new IllegalArgumentException("a PAN has 13 to 19 digits, was length " + digits.length());
        }
        if (!hasValidCheckDigit(digits)) {
            throw new IllegalArgumentException("the PAN check digit is wrong");
        }
        return new Pan(digits);
    }

    /** True for 13 to 19 ASCII digits. */
    public static boolean hasPanShape(String text) {
        if (text.length() < MIN_DIGITS || text.length() > MAX_DIGITS) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /** Luhn formula, ISO/IEC 7812-1 annex B; the text must be digits. */
    public static boolean hasValidCheckDigit(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighted = i % 2 == 0 ? digit : 2 * digit;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return sum % 10 == 0;
    }

    /** The clear digits. The caller decides that they may be used. */
    public String digits() {
        return digits;
    }

    /** Number of digits, 13 to 19. */
    public int length() {
        return digits.length();
    }

    /** The masked form, {@code 999999......0014}: first six, one dot per hidden digit, last four; see {@link PanMask}. */
    public String masked() {
        return PanMask.STANDARD.mask(digits);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Pan that && digits.equals(that.digits);
    }

    @Override
    public int hashCode() {
        return digits.hashCode();
    }

    /** The masked form, never the digits. */
    @Override
    public String toString() {
        return masked();
    }
}
