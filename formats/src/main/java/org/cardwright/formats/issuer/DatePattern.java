package org.cardwright.formats.issuer;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;

/**
 * A date written with {@code yyyy} or {@code yy} (2000 to 2099), {@code MM}, perhaps {@code dd}, and separators.
 *
 * @param pattern as in the layout
 * @param monthOnly true when the canonical form is the month, {@code yyyy-MM}, else {@code yyyy-MM-dd}
 */
record DatePattern(String pattern, boolean monthOnly) {

    /**
     * Checks the pattern.
     *
     * @throws IllegalArgumentException when year or month is missing or a letter has no meaning
     */
    DatePattern {
        String rest = pattern.replaceFirst("yyyy|yy", "").replaceFirst("MM", "").replaceFirst("dd", "");
        boolean complete = pattern.contains("yy") && pattern.contains("MM");
        if (!complete || rest.chars().anyMatch(Character::isLetterOrDigit)) {
            throw new IllegalArgumentException("a date pattern has yyyy or yy, MM, perhaps dd, and separators");
        }
    }

    /** The canonical form, or empty when the text is not a day or month of this pattern. */
    Optional<String> canonical(String text) {
        return date(text).map(day -> monthOnly ? YearMonth.from(day).toString() : day.toString());
    }

    private Optional<LocalDate> date(String text) {
        if (text.length() != pattern.length() || !separatorsMatch(text)) {
            return Optional.empty();
        }
        int year = pattern.contains("yyyy") ? number(text, "yyyy") : 2000 + number(text, "yy");
        int day = pattern.contains("dd") ? number(text, "dd") : 1;
        try {
            return Optional.of(LocalDate.of(year, number(text, "MM"), day));
        } catch (DateTimeException notADay) {
            return Optional.empty();
        }
    }

    /** Every letter of the pattern stands over a digit, everything else over itself. */
    private boolean separatorsMatch(String text) {
        for (int i = 0; i < pattern.length(); i++) {
            char is = text.charAt(i);
            boolean fits = Character.isLetter(pattern.charAt(i)) ? is >= '0' && is <= '9' : is == pattern.charAt(i);
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private int number(String text, String part) {
        int at = pattern.indexOf(part);
        return Integer.parseInt(text.substring(at, at + part.length()));
    }
}
