package org.cardwright.jobs.secrets;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** The texts that are planted, and the ways in which they could be shown. */
final class CanaryText {

    /** Of the test range, check digit right; shown as {@code 999999......8014}. */
    static final String PAN = "9999990702468014";

    private static final String DIGITS = "8642097531864209";

    /** In order of preference: some constructors take digits only, or so many characters of them. */
    static final List<String> FORMS = List.of(
            "CANARY-Q7ZK", DIGITS, "8642", "864", "86420", "CANARY8B", "CANARY-OF-32-BYTES-IN-ONE-RECORD", "~?");

    /** Fills a component that may be shown; no canary has it twice. */
    static final String OPEN = "1";

    private static final int SHORTEST_PART = 7;

    private CanaryText() {}

    /** A canary as a number, for types that are filled with numbers: itself, or the one of digits. */
    static BigInteger number(String canary) {
        return new BigInteger(canary.chars().allMatch(Character::isDigit) ? canary : DIGITS);
    }

    /** True when a canary, or seven characters of it in a row, can be read in the text, or the middle of the PAN. */
    static boolean isReadIn(String shown) {
        return FORMS.stream().anyMatch(canary -> isPartIn(shown, canary) || isPartIn(lower(shown), hex(canary)))
                || shown.contains(PAN.substring(6, 12));
    }

    private static String hex(String canary) {
        return HexFormat.of().formatHex(canary.getBytes(StandardCharsets.US_ASCII));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static boolean isPartIn(String shown, String canary) {
        int length = Math.min(SHORTEST_PART, canary.length());
        for (int at = 0; at + length <= canary.length(); at++) {
            if (shown.contains(canary.substring(at, at + length))) {
                return true;
            }
        }
        return false;
    }
}
