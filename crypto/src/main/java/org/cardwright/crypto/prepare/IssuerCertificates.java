package org.cardwright.crypto.prepare;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.cardwright.crypto.module.Certificates;
import org.cardwright.crypto.module.KeyInventory;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.profile.IssuerCertificateProfile;

/**
 * The issuer certificates of the products, each checked once against the issuer key in the module.
 *
 * <p>EMV 4.4 Book 2, 5.3: the certificate holds the first NCA - 36 bytes of the issuer's modulus, tag 92 the rest.
 */
final class IssuerCertificates {

    private static final int FIXED_BYTES = 36;

    private final SecurityModule module;
    private final Map<IssuerCertificateProfile, Certificates.IssuerCertificate> known = new ConcurrentHashMap<>();

    IssuerCertificates(SecurityModule module) {
        this.module = module;
    }

    /**
     * The certificate of a profile.
     *
     * @throws SecurityModuleException KEY_REFUSED when the issuer key is missing or is not the one of the certificate
     */
    Certificates.IssuerCertificate find(IssuerCertificateProfile profile) {
        return known.computeIfAbsent(profile, this::make);
    }

    private Certificates.IssuerCertificate make(IssuerCertificateProfile profile) {
        KeyInventory.RsaPublicKey key = module.inventory().rsaPublicKey(KeyNames.of(profile.issuerKey()));
        Certificates.IssuerCertificate certificate = certificate(profile);
        int left = profile.authorityBytes() - FIXED_BYTES;
        ByteString expected = key.modulus().size() > left ? key.modulus().slice(left) : ByteString.EMPTY;
        if (key.modulus().size() != profile.issuerBytes()
                || certificate.certificate().size() != profile.authorityBytes()
                || !certificate.remainder().equals(expected)
                || !certificate.exponent().equals(key.exponent())) {
            throw new SecurityModuleException(
                    SecurityModuleException.Kind.KEY_REFUSED,
                    "issuer certificate " + profile.name() + " is not that of key " + profile.issuerKey());
        }
        return certificate;
    }

    private Certificates.IssuerCertificate certificate(IssuerCertificateProfile profile) {
        if (profile.origin() instanceof IssuerCertificateProfile.TestAuthority authority) {
            return module.certificates()
                    .certifyIssuerKey(new Certificates.IssuerCertificateRequest(
                            KeyNames.of(authority.key()),
                            KeyNames.of(profile.issuerKey()),
                            profile.identifier(),
                            profile.expiration(),
                            profile.serialNumber()));
        }
        IssuerCertificateProfile.Imported imported = (IssuerCertificateProfile.Imported) profile.origin();
        return new Certificates.IssuerCertificate(imported.certificate(), imported.remainder(), imported.exponent());
    }
}
