package org.cardwright.pipeline.ledger;

import java.util.Locale;
import org.cardwright.crypto.module.Custody;

/**
 * What kind of key pair a card asks for.
 *
 * @param modulusBits 1024 to 1984, a multiple of 8
 * @param exponent 3 or 65537
 */
public record KeyPairShape(int modulusBits, int exponent) {

    /** Name of its pool: {@code 1408-3-transit}; pairs of one custody do not serve another. */
    public String pool(Custody custody) {
        return modulusBits + "-" + exponent + "-"
                + custody.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** {@code 1408/3}. */
    @Override
    public String toString() {
        return modulusBits + "/" + exponent;
    }
}
