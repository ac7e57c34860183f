package org.cardwright.formats.issuer;

import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;

/**
 * The decimal numbers of host records.
 *
 * <p>IBM z/Architecture Principles of Operation, chapter 8 (decimal instructions): packed and zoned format. Card data are
 * never negative, so a minus sign is a wrong record.
 */
final class HostDecimal {

    /** Sign nibbles that mean plus: preferred C and unsigned F, alternates A and E. */
    private static final String PLUS_SIGNS = "CFAE";

    /** ASCII letters that carry a plus sign and the digits 0 to 9 in the last place. */
    private static final String ASCII_OVERPUNCH = "{ABCDEFGHI";

    private static final int EBCDIC_ZONE = 0xF;
    private static final int EBCDIC_PLUS_ZONE = 0xC;

    private HostDecimal() {}

    /** COMP-3: two digits a byte, the last nibble is the sign. Empty when a nibble is no digit or the sign is minus. */
    static Optional<String> packed(ByteString octets) {
        String nibbles = octets.toHex();
        if (nibbles.isEmpty() || PLUS_SIGNS.indexOf(nibbles.charAt(nibbles.length() - 1)) < 0) {
            return Optional.empty();
        }
        String digits = nibbles.substring(0, nibbles.length() - 1);
        return Texts.isDigits(digits) ? Optional.of(digits) : Optional.empty();
    }

    /** DISPLAY: one digit a byte in the low nibble; the zone of the last byte is the sign. */
    static Optional<String> zoned(ByteString octets, boolean ebcdic) {
        if (octets.isEmpty()) {
            return Optional.empty();
        }
        StringBuilder digits = new StringBuilder(octets.size());
        for (int i = 0; i < octets.size(); i++) {
            boolean last = i == octets.size() - 1;
            int digit = ebcdic ? ebcdicDigit(octets.unsignedAt(i), last) : asciiDigit(octets.unsignedAt(i), last);
            if (digit < 0) {
                return Optional.empty();
            }
            digits.append((char) ('0' + digit));
        }
        return Optional.of(digits.toString());
    }

    private static int ebcdicDigit(int octet, boolean last) {
        int zone = octet >>> 4;
        int digit = octet & 0xF;
        boolean plus = zone == EBCDIC_ZONE || (last && zone == EBCDIC_PLUS_ZONE);
        return plus && digit <= 9 ? digit : -1;
    }

    private static int asciiDigit(int octet, boolean last) {
        if (octet >= '0' && octet <= '9') {
            return octet - '0';
        }
        return last ? ASCII_OVERPUNCH.indexOf(octet) : -1;
    }
}
