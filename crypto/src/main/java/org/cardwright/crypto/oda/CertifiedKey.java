package org.cardwright.crypto.oda;

import static org.cardwright.crypto.oda.CertificateField.EXPONENT_LENGTH;
import static org.cardwright.crypto.oda.CertificateField.KEY_LEFT_DIGITS;
import static org.cardwright.crypto.oda.CertificateField.KEY_LENGTH;

import java.util.Map;
import org.cardwright.crypto.module.KeyInventory.RsaPublicKey;
import org.cardwright.formats.bytes.ByteString;

/** How a public key is spread over certificate, remainder and exponent. EMV 4.4 Book 2, 5.1 and 6.1. */
final class CertifiedKey {

    private CertifiedKey() {}

    /** The digits that stand in the certificate, at most {@code restBytes} of them. */
    static ByteString leftDigits(RsaPublicKey key, int restBytes) {
        return key.modulus().slice(0, Math.min(restBytes, key.modulus().size()));
    }

    /** The digits that do not, empty when all do. */
    static ByteString remainder(RsaPublicKey key, int restBytes) {
        return key.modulus().slice(Math.min(restBytes, key.modulus().size()));
    }

    /** Puts the slots that describe the key. */
    static void put(Map<CertificateField, ByteString> values, RsaPublicKey key, int restBytes) {
        values.put(KEY_LENGTH, ByteString.ofUnsigned(key.modulus().size(), 1));
        values.put(EXPONENT_LENGTH, ByteString.ofUnsigned(key.exponent().size(), 1));
        values.put(KEY_LEFT_DIGITS, leftDigits(key, restBytes));
    }

    /** The key again. EMV 4.4 Book 2, 5.3, step 12. */
    static Recovery<RsaPublicKey> join(BlockFields fields, ByteString remainder, ByteString exponent) {
        int keyBytes = fields.get(KEY_LENGTH).unsignedAt(0);
        ByteString left = fields.get(KEY_LEFT_DIGITS);
        int inside = Math.min(keyBytes, left.size());
        boolean fits = remainder.size() == keyBytes - inside
                && exponent.size() == fields.get(EXPONENT_LENGTH).unsignedAt(0)
                && keyBytes > 0;
        if (!fits) {
            return Recovery.refused(CertificateFault.KEY_LENGTH);
        }
        return Recovery.of(new RsaPublicKey(left.slice(0, inside).plus(remainder), exponent));
    }
}
