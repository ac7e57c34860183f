package org.cardwright.pipeline.ledger;

import java.util.UUID;

/**
 * What the ledger looks cards up by: the leftmost 128 bits of their fingerprint as one number of the database. Half of an HMAC-SHA-256, the
 * least that RFC 2104, 5 keeps of one; no two of a billion cards share it by chance.
 */
final class LiveCard {

    private static final int HALF_DIGITS = 16;
    private static final int HEX = 16;

    private LiveCard() {}

    /**
     * Of a fingerprint.
     *
     * @param fingerprint 64 hexadecimal digits
     */
    static UUID of(String fingerprint) {
        return new UUID(
                Long.parseUnsignedLong(fingerprint.substring(0, HALF_DIGITS), HEX),
                Long.parseUnsignedLong(fingerprint.substring(HALF_DIGITS, 2 * HALF_DIGITS), HEX));
    }
}
