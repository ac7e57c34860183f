package org.cardwright.crypto.prepare;

import org.cardwright.formats.bytes.Bcd;
import org.cardwright.formats.bytes.ByteString;

/** Digits as the value of a data element: two a byte, a zero in front of an odd number. EMV 4.4 Book 3, 4.3, format n. */
final class Digits {

    private Digits() {}

    static ByteString packed(String digits) {
        return Bcd.encode(digits, (digits.length() + 1) / 2);
    }
}
