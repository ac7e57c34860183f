package org.cardwright.formats.profile;

import java.util.Optional;

/**
 * Which verification values are computed, and under which keys.
 *
 * @param cvk card verification key
 * @param pvk PIN verification key
 * @param pvki index of the PIN verification key, one digit
 * @param pinOffset how the IBM 3624 offset is computed
 * @param printed true when a value is printed on the card (CVV2)
 * @param printedMonthFirst true when its expiry goes in as MMYY
 */
public record CardValueProfile(
        Optional<KeyReference> cvk,
        Optional<KeyReference> pvk,
        int pvki,
        Optional<PinOffsetProfile> pinOffset,
        boolean printed,
        boolean printedMonthFirst) {

    /** Nothing is computed. */
    static final CardValueProfile NONE =
            new CardValueProfile(Optional.empty(), Optional.empty(), 0, Optional.empty(), false, false);
}
