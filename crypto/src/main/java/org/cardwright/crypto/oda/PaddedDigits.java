package org.cardwright.crypto.oda;

import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;

/** Digits packed two to a byte and padded right with F, odd numbers of them too. EMV 4.4 Book 3, 4.3, format cn. */
final class PaddedDigits {

    private PaddedDigits() {}

    /** The digits in that many bytes. */
    static ByteString encode(String digits, int bytes) {
        return ByteString.fromHex(digits + "F".repeat(2 * bytes - digits.length()));
    }

    /** The digits, if there are at least that many and nothing but F behind them. */
    static Optional<String> decode(ByteString padded, int atLeast) {
        String digits = padded.toHex().replaceFirst("F*$", "");
        boolean good = digits.length() >= atLeast && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return good ? Optional.of(digits) : Optional.empty();
    }
}
