package org.cardwright.crypto.oda;

import java.time.LocalDate;
import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.ExpirationDate;

/** Expiration of certificates: MMYY, good until the last day of the month. EMV 4.4 Book 2, 5.3, step 9. */
public final class CertificateDates {

    private CertificateDates() {}

    /** A certificate is good for a card when it does not expire before it. */
    public static boolean covers(ExpirationDate certificate, ExpirationDate card) {
        return !certificate.month().isBefore(card.month());
    }

    /** True when the last day of the month has passed. */
    public static boolean hasExpired(ExpirationDate certificate, LocalDate today) {
        return today.isAfter(certificate.lastDay());
    }

    /** Two bytes, MMYY. */
    public static ByteString encode(ExpirationDate date) {
        return ByteString.fromHex(date.mmyy());
    }

    /** The date in two bytes MMYY, if it is one. */
    public static Optional<ExpirationDate> decode(ByteString mmyy) {
        String digits = mmyy.toHex();
        try {
            return Optional.of(ExpirationDate.ofYymm(digits.substring(2) + digits.substring(0, 2)));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
