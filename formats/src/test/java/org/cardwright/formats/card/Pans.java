package org.cardwright.formats.card;

import java.util.Random;
import org.cardwright.formats.Seeds;

/** Random test PANs. */
public final class Pans {

    private Pans() {}

    /** A PAN of 13 to 19 digits that begins with the test BIN 999999. */
    public static Pan random(Random random) {
        return withCheckDigit("999999" + Seeds.digits(random, 6 + random.nextInt(7)));
    }

    /** The digits with the check digit behind them, found by trying. */
    public static Pan withCheckDigit(String digits) {
        for (int check = 0; check <= 9; check++) {
            if (Pan.hasValidCheckDigit(digits + check)) {
                return Pan.of(digits + check);
            }
        }
        throw new AssertionError("no check digit");
    }
}
