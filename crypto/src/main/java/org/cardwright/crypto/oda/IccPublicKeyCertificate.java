package org.cardwright.crypto.oda;

import static org.cardwright.crypto.oda.CertificateTable.ICC_PUBLIC_KEY_CERTIFICATE;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.cardwright.crypto.module.KeyInventory.RsaPublicKey;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.bytes.CompressedNumeric;
import org.cardwright.formats.card.ExpirationDate;
import org.cardwright.formats.card.Pan;

/**
 * What an issuer certifies about a card: tags 9F46, 9F47, 9F48, or 9F2D, 9F2E, 9F2F for a PIN-encipherment key.
 *
 * <p>EMV 4.4 Book 2, 6.1 and 6.4; 7.1, Table 23. The two differ only in what is hashed behind the block: the certificate of a
 * PIN-encipherment key leaves the static data out.
 *
 * @param pan application PAN
 * @param expirationDate good until the last day of this month
 * @param serialNumber 3 bytes, unique per issuer key
 * @param publicKey ICC public key
 */
public record IccPublicKeyCertificate(
        Pan pan, ExpirationDate expirationDate, ByteString serialNumber, RsaPublicKey publicKey) {

    private static final int PAN_BYTES = 10;

    /**
     * The data elements that carry it.
     *
     * @param certificate tag 9F46 or 9F2D
     * @param remainder tag 9F48 or 9F2F, empty when absent
     * @param exponent tag 9F47 or 9F2E
     */
    public record Elements(ByteString certificate, ByteString remainder, ByteString exponent) {

        /** What is hashed behind the block. */
        private ByteString behind(ByteString staticData) {
            return ByteString.concat(remainder, exponent, staticData);
        }
    }

    /** Checks the serial number. */
    public IccPublicKeyCertificate {
        if (serialNumber.size() != 3) {
            throw new IllegalArgumentException("a certificate serial number has 3 bytes, was " + serialNumber.size());
        }
    }

    /**
     * The block that an issuer key of this length signs. EMV 4.4 Book 2, 6.1, Table 11.
     *
     * @param issuerBytes length of the issuer modulus
     * @param staticData static data to be authenticated with the AIP; empty for a PIN-encipherment key
     */
    ByteString block(int issuerBytes, ByteString staticData) {
        int rest = ICC_PUBLIC_KEY_CERTIFICATE.restBytes(issuerBytes);
        Map<CertificateField, ByteString> values = new EnumMap<>(CertificateField.class);
        values.put(CertificateField.PAN, CompressedNumeric.encode(pan.digits(), PAN_BYTES));
        values.put(CertificateField.EXPIRY, CertificateDates.encode(expirationDate));
        values.put(CertificateField.SERIAL, serialNumber);
        CertifiedKey.put(values, publicKey, rest);
        ByteString behind =
                ByteString.concat(CertifiedKey.remainder(publicKey, rest), publicKey.exponent(), staticData);
        return SignedBlock.encode(ICC_PUBLIC_KEY_CERTIFICATE, issuerBytes, values, behind);
    }

    /** Tag 9F48 or 9F2F under an issuer key of this length; empty when the modulus fits into the certificate. */
    ByteString remainder(int issuerBytes) {
        return CertifiedKey.remainder(publicKey, ICC_PUBLIC_KEY_CERTIFICATE.restBytes(issuerBytes));
    }

    /** The content, if a terminal accepts it. EMV 4.4 Book 2, 6.4, steps 1 to 7, 10, 11; 7.1. */
    public static Recovery<IccPublicKeyCertificate> recover(
            RsaPublicKey issuerKey, Elements elements, ByteString staticData) {
        return SignedBlock.recover(
                        ICC_PUBLIC_KEY_CERTIFICATE, issuerKey, elements.certificate(), elements.behind(staticData))
                .then(fields -> of(fields, elements));
    }

    /** The same for a block that was recovered from the certificate already. */
    static Recovery<IccPublicKeyCertificate> read(ByteString block, Elements elements, ByteString staticData) {
        return SignedBlock.read(ICC_PUBLIC_KEY_CERTIFICATE, block, elements.behind(staticData))
                .then(fields -> of(fields, elements));
    }

    private static Recovery<IccPublicKeyCertificate> of(BlockFields fields, Elements elements) {
        return CertifiedKey.join(fields, elements.remainder(), elements.exponent())
                .then(key -> of(fields, key));
    }

    /** The same, for a card and a day. EMV 4.4 Book 2, 6.4, steps 8 and 9. */
    public Recovery<IccPublicKeyCertificate> checkedFor(Pan card, LocalDate today) {
        if (!pan.equals(card)) {
            return Recovery.refused(CertificateFault.PAN);
        }
        return CertificateDates.hasExpired(expirationDate, today)
                ? Recovery.refused(CertificateFault.EXPIRY)
                : Recovery.of(this);
    }

    private static Recovery<IccPublicKeyCertificate> of(BlockFields fields, RsaPublicKey key) {
        Optional<Pan> pan = PaddedDigits.decode(fields.get(CertificateField.PAN))
                .filter(digits -> Pan.hasPanShape(digits) && Pan.hasValidCheckDigit(digits))
                .map(Pan::of);
        if (pan.isEmpty()) {
            return Recovery.refused(CertificateFault.PAN);
        }
        Optional<ExpirationDate> date = CertificateDates.decode(fields.get(CertificateField.EXPIRY));
        if (date.isEmpty()) {
            return Recovery.refused(CertificateFault.EXPIRY);
        }
        ByteString serial = fields.get(CertificateField.SERIAL);
        return Recovery.of(new IccPublicKeyCertificate(pan.get(), date.get(), serial, key));
    }
}
