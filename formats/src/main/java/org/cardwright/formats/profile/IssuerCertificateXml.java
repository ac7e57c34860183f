package org.cardwright.formats.profile;

import java.nio.file.Path;
import java.util.Locale;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.profile.xml.IssuerCertificate;

/** Writes an imported issuer certificate as a file of a configuration, and reads one back. {@code profile-1.xsd}. */
public final class IssuerCertificateXml {

    private IssuerCertificateXml() {}

    /**
     * The file of a certificate.
     *
     * @throws IllegalArgumentException when it was not imported: nobody sends what the test authority of the vault makes
     */
    public static String text(IssuerCertificateProfile profile) {
        if (!(profile.origin() instanceof IssuerCertificateProfile.Imported imported)) {
            throw new IllegalArgumentException("issuer certificate " + profile.name() + " was not imported");
        }
        return String.format(
                Locale.ROOT,
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <!-- Issuer certificate as the payment system sent it. -->
                <issuer-certificate xmlns="urn:cardwright:profile:1" name="%s" rid="%s" index="%s"
                                    issuer-key="%s" identifier="%s" expires="%s"
                                    serial="%s" authority-bits="%d" issuer-bits="%d">
                  <imported certificate="%s"
                            remainder="%s" exponent="%s"/>
                </issuer-certificate>
                """,
                profile.name(),
                profile.rid().toHex(),
                ByteString.ofByte(profile.index()).toHex(),
                profile.issuerKey(),
                profile.identifier(),
                profile.expiration().month(),
                profile.serialNumber().toHex(),
                8 * profile.authorityBytes(),
                8 * profile.issuerBytes(),
                imported.certificate().toHex(),
                imported.remainder().toHex(),
                imported.exponent().toHex());
    }

    /**
     * Reads such a file.
     *
     * @throws MalformedProfileException when it is none
     */
    public static IssuerCertificateProfile read(Path file) {
        ProfileDocument document = ProfileXml.read(file);
        if (!(document.root() instanceof IssuerCertificate)) {
            throw document.error(document.root(), "not the root element of an issuer certificate");
        }
        return CertificateReader.read(document, "");
    }
}
