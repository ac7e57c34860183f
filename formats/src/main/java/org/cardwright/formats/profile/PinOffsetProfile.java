package org.cardwright.formats.profile;

import java.util.Set;
import java.util.stream.Collectors;

/**
 * How the IBM 3624 offset of a PIN comes from card and key.
 *
 * @param key PIN verification key for IBM 3624
 * @param pinDigits digits of PIN and offset, 4 to 12
 * @param decimalisation sixteen decimal digits, one for each hexadecimal digit
 * @param firstPanDigit where the validation data begin in the PAN, counted from 1
 * @param panDigits how many PAN digits they have, 1 to 16
 * @param fill hexadecimal digit that fills them up to sixteen, on the right
 */
public record PinOffsetProfile(
        KeyReference key, int pinDigits, String decimalisation, int firstPanDigit, int panDigits, char fill) {

    private static final int FEWEST_DIFFERENT = 8;
    private static final int MOST_OF_ONE = 4;

    /**
     * True when the table has at least eight different digits and none more than four times: with a poorer one, offsets give
     * the PIN away.
     */
    public static boolean isStrong(String decimalisation) {
        Set<Integer> different = decimalisation.chars().boxed().collect(Collectors.toSet());
        boolean even = different.stream()
                .allMatch(
                        digit -> decimalisation.chars().filter(c -> c == digit).count() <= MOST_OF_ONE);
        return different.size() >= FEWEST_DIFFERENT && even;
    }
}
