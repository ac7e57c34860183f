package org.cardwright.crypto.oda;

import static org.cardwright.crypto.oda.CertificateTable.ISSUER_PUBLIC_KEY_CERTIFICATE;

import java.util.Optional;
import org.cardwright.crypto.module.KeyInventory.RsaPublicKey;
import org.cardwright.crypto.rsa.RsaSigner;
import org.cardwright.formats.bytes.ByteString;

/**
 * What an issuer certificate says of the length of its key, for files that say it nowhere else. EMV 4.4 Book 2, 5.3, Table 6.
 *
 * @param modulusBytes length of the issuer's modulus
 * @param exponentBytes length of its exponent
 * @param restBytes digits of the modulus that fit into the certificate: N_CA - 36
 */
public record CertifiedLengths(int modulusBytes, int exponentBytes, int restBytes) {

    /**
     * The lengths in a certificate that was made with this key, its hash not looked at: that needs remainder and exponent.
     *
     * @return empty when header, format and trailer are not those of an issuer certificate
     */
    public static Optional<CertifiedLengths> of(RsaPublicKey caKey, ByteString certificate) {
        int bytes = caKey.modulus().size();
        if (certificate.size() != bytes
                || bytes <= ISSUER_PUBLIC_KEY_CERTIFICATE.fixedBytes()
                || certificate.compareTo(caKey.modulus()) >= 0) {
            return Optional.empty();
        }
        BlockFields fields = new BlockFields(ISSUER_PUBLIC_KEY_CERTIFICATE, RsaSigner.recover(caKey, certificate));
        boolean certified = fields.get(CertificateField.HEADER).toHex().equals("6A")
                && fields.get(CertificateField.FORMAT).toHex().equals("02")
                && fields.get(CertificateField.TRAILER).toHex().equals("BC");
        return certified
                ? Optional.of(new CertifiedLengths(
                        fields.get(CertificateField.KEY_LENGTH).unsignedAt(0),
                        fields.get(CertificateField.EXPONENT_LENGTH).unsignedAt(0),
                        ISSUER_PUBLIC_KEY_CERTIFICATE.restBytes(bytes)))
                : Optional.empty();
    }

    /** Length of tag 92: N_I - N_CA + 36, if that is anything. EMV 4.4 Book 2, 5.1. */
    public int remainderBytes() {
        return Math.max(0, modulusBytes - restBytes);
    }
}
