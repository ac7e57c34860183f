package org.cardwright.machine.language;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Positions are micrometres in definitions; machines want mils or millimetres. Machine formats B9. */
final class Units {

    private static final BigDecimal UM_PER_MIL = new BigDecimal("25.4");
    private static final int UM_DIGITS = 3;

    private Units() {}

    /** Whole 1/1000 inch. */
    static String mil(int um) {
        return BigDecimal.valueOf(um)
                .divide(UM_PER_MIL, 0, RoundingMode.HALF_UP)
                .toBigInteger()
                .toString();
    }

    /** Whole 1/1000 inch in four digits. */
    static String fourDigitMil(int um) {
        return String.format(Locale.ROOT, "%04d", Integer.parseInt(mil(um)));
    }

    /** Millimetres without idle zeros: {@code 10.2}. */
    static String mm(int um) {
        return BigDecimal.valueOf(um, UM_DIGITS).stripTrailingZeros().toPlainString();
    }
}
