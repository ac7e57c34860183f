package org.cardwright.formats.profile;

import java.time.YearMonth;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.ExpirationDate;
import org.cardwright.formats.profile.xml.IssuerCertificate;

/** Reads an issuer certificate file. EMV 4.4 Book 2, 5.3 and annex D. */
final class CertificateReader {

    private static final int RID_BYTES = 5;
    private static final int SERIAL_BYTES = 3;
    private static final int MAX_AUTHORITY_BITS = 1984;

    private CertificateReader() {}

    static IssuerCertificateProfile read(ProfileDocument document, String issuer) {
        IssuerCertificate said = (IssuerCertificate) document.root();
        ByteString rid = ByteString.fromHex(said.getRid());
        ByteString serial = ByteString.fromHex(said.getSerial());
        if (rid.size() != RID_BYTES || serial.size() != SERIAL_BYTES) {
            throw document.error(said, "a RID has 5 bytes and a serial number 3");
        }
        if (said.getIdentifier().length() < 3 || said.getIdentifier().length() > 8) {
            throw document.error(said, "an issuer identifier has 3 to 8 digits");
        }
        int authority = said.getAuthorityBits();
        int own = said.getIssuerBits();
        if (authority > MAX_AUTHORITY_BITS || authority % 8 != 0 || own % 8 != 0 || own > authority || own < 1024) {
            throw document.error(said, "1024 <= issuer-bits <= authority-bits <= 1984, multiples of 8");
        }
        return new IssuerCertificateProfile(
                said.getName().replace(KeyReference.ISSUER, issuer),
                rid,
                ByteString.fromHex(said.getIndex()).unsignedAt(0),
                KeyReference.parse(said.getIssuerKey(), issuer),
                said.getIdentifier(),
                new ExpirationDate(YearMonth.parse(said.getExpires())),
                serial,
                authority / 8,
                own / 8,
                origin(document, said, issuer));
    }

    private static IssuerCertificateProfile.Origin origin(
            ProfileDocument document, IssuerCertificate said, String issuer) {
        if (said.getTestAuthority() != null) {
            return new IssuerCertificateProfile.TestAuthority(
                    KeyReference.parse(said.getTestAuthority().getKey(), issuer));
        }
        IssuerCertificate.Imported imported = said.getImported();
        ByteString certificate = ByteString.fromHex(imported.getCertificate());
        if (certificate.size() * 8 != said.getAuthorityBits()) {
            throw document.error(imported, "the certificate is as long as the modulus of the authority");
        }
        return new IssuerCertificateProfile.Imported(
                certificate, ByteString.fromHex(imported.getRemainder()), ByteString.fromHex(imported.getExponent()));
    }
}
