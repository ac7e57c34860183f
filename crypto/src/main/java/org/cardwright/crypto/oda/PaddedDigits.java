package org.cardwright.crypto.oda;

import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.bytes.CompressedNumeric;

/** Digits out of a certificate that may say anything. EMV 4.4 Book 3, 4.3, format cn. */
final class PaddedDigits {

    private PaddedDigits() {}

    /** The digits, odd numbers of them too, if there is nothing but F behind them. */
    static Optional<String> decode(ByteString padded) {
        try {
            return Optional.of(CompressedNumeric.decode(padded));
        } catch (IllegalArgumentException notDigits) {
            return Optional.empty();
        }
    }
}
