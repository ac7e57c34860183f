package org.cardwright.crypto.oda;

import static org.cardwright.crypto.oda.CertificateTable.ISSUER_PUBLIC_KEY_CERTIFICATE;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.cardwright.crypto.module.Certificates.IssuerCertificate;
import org.cardwright.crypto.module.KeyInventory.RsaPublicKey;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.bytes.CompressedNumeric;
import org.cardwright.formats.card.ExpirationDate;
import org.cardwright.formats.card.Pan;

/**
 * What a payment system certifies about an issuer: tags 90, 92, 9F32. EMV 4.4 Book 2, 5.1 and 5.3.
 *
 * @param issuerIdentifier leftmost 3 to 8 PAN digits
 * @param expirationDate good until the last day of this month
 * @param serialNumber 3 bytes, unique per CA key
 * @param publicKey issuer public key
 */
public record IssuerPublicKeyCertificate(
        String issuerIdentifier, ExpirationDate expirationDate, ByteString serialNumber, RsaPublicKey publicKey) {

    private static final int IDENTIFIER_BYTES = 4;
    private static final int MIN_IDENTIFIER_DIGITS = 3;

    /** Checks identifier and serial number. */
    public IssuerPublicKeyCertificate {
        if (!issuerIdentifier.matches("[0-9]{3,8}")) {
            throw new IllegalArgumentException("an issuer identifier has 3 to 8 digits");
        }
        if (serialNumber.size() != 3) {
            throw new IllegalArgumentException("a certificate serial number has 3 bytes, was " + serialNumber.size());
        }
    }

    /** The block that a CA key of this length signs. EMV 4.4 Book 2, 5.1, Table 2. */
    ByteString block(int caBytes) {
        int rest = ISSUER_PUBLIC_KEY_CERTIFICATE.restBytes(caBytes);
        Map<CertificateField, ByteString> values = new EnumMap<>(CertificateField.class);
        values.put(CertificateField.ISSUER_IDENTIFIER, CompressedNumeric.encode(issuerIdentifier, IDENTIFIER_BYTES));
        values.put(CertificateField.EXPIRY, CertificateDates.encode(expirationDate));
        values.put(CertificateField.SERIAL, serialNumber);
        CertifiedKey.put(values, publicKey, rest);
        ByteString behind = CertifiedKey.remainder(publicKey, rest).plus(publicKey.exponent());
        return SignedBlock.encode(ISSUER_PUBLIC_KEY_CERTIFICATE, caBytes, values, behind);
    }

    /** Tag 92 under a CA key of this length; empty when the modulus fits into the certificate. */
    ByteString remainder(int caBytes) {
        return CertifiedKey.remainder(publicKey, ISSUER_PUBLIC_KEY_CERTIFICATE.restBytes(caBytes));
    }

    /** The content of tags 90, 92 and 9F32, if a terminal accepts them. EMV 4.4 Book 2, 5.3, steps 1 to 7, 11, 12. */
    public static Recovery<IssuerPublicKeyCertificate> recover(RsaPublicKey caKey, IssuerCertificate data) {
        ByteString behind = data.remainder().plus(data.exponent());
        return SignedBlock.recover(ISSUER_PUBLIC_KEY_CERTIFICATE, caKey, data.certificate(), behind)
                .then(fields -> CertifiedKey.join(fields, data.remainder(), data.exponent())
                        .then(key -> of(fields, key)));
    }

    /** The same, for a card and a day. EMV 4.4 Book 2, 5.3, steps 8 and 9. */
    public static Recovery<IssuerPublicKeyCertificate> recover(
            RsaPublicKey caKey, IssuerCertificate data, Pan pan, LocalDate today) {
        return recover(caKey, data).then(certificate -> {
            if (!certificate.belongsTo(pan)) {
                return Recovery.refused(CertificateFault.ISSUER_IDENTIFIER);
            }
            return CertificateDates.hasExpired(certificate.expirationDate, today)
                    ? Recovery.refused(CertificateFault.EXPIRY)
                    : Recovery.of(certificate);
        });
    }

    /** True when the PAN begins with the issuer identifier. */
    public boolean belongsTo(Pan pan) {
        return pan.digits().startsWith(issuerIdentifier);
    }

    private static Recovery<IssuerPublicKeyCertificate> of(BlockFields fields, RsaPublicKey key) {
        Optional<String> identifier = PaddedDigits.decode(fields.get(CertificateField.ISSUER_IDENTIFIER))
                .filter(digits -> digits.length() >= MIN_IDENTIFIER_DIGITS);
        if (identifier.isEmpty()) {
            return Recovery.refused(CertificateFault.ISSUER_IDENTIFIER);
        }
        Optional<ExpirationDate> date = CertificateDates.decode(fields.get(CertificateField.EXPIRY));
        if (date.isEmpty()) {
            return Recovery.refused(CertificateFault.EXPIRY);
        }
        ByteString serial = fields.get(CertificateField.SERIAL);
        return Recovery.of(new IssuerPublicKeyCertificate(identifier.get(), date.get(), serial, key));
    }
}
