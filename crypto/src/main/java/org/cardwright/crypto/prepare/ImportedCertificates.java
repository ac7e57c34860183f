package org.cardwright.crypto.prepare;

import java.util.Optional;
import org.cardwright.crypto.module.Certificates;
import org.cardwright.crypto.module.KeyInventory;
import org.cardwright.crypto.module.KeyInventory.RsaPublicKey;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.crypto.oda.IssuerPublicKeyCertificate;
import org.cardwright.crypto.oda.Recovery;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.formats.profile.IssuerCertificateProfile;

/**
 * Recovers what a payment system certified, as a terminal does, before any card relies on it. EMV 4.4 Book 2, 5.3.
 *
 * <p>A certificate of another key, or one that was damaged on its way, would make cards that no terminal accepts offline.
 */
public final class ImportedCertificates {

    private final KeyInventory inventory;
    private final Authorities authorities;

    /** The public keys of payment systems, as terminals store them. */
    @FunctionalInterface
    public interface Authorities {

        /**
         * One key.
         *
         * @param rid registered application provider identifier, 5 bytes
         * @param index tag 8F
         * @param modulusBytes length of the modulus: old lists have an index twice
         */
        Optional<RsaPublicKey> find(ByteString rid, int index, int modulusBytes);
    }

    /** With the issuer keys of a module and the authorities of a configuration. */
    public ImportedCertificates(KeyInventory inventory, Authorities authorities) {
        this.inventory = inventory;
        this.authorities = authorities;
    }

    /**
     * Checks every imported certificate of a product.
     *
     * @throws SecurityModuleException KEY_REFUSED naming the certificate and what is wrong with it
     */
    public void require(EffectiveProduct product) {
        product.applications().stream()
                .flatMap(application -> application.authentication().stream())
                .forEach(authentication -> require(authentication.certificate()));
    }

    /**
     * Checks a certificate if it was imported.
     *
     * @throws SecurityModuleException KEY_REFUSED naming the certificate and what is wrong with it
     */
    void require(IssuerCertificateProfile profile) {
        if (profile.origin() instanceof IssuerCertificateProfile.Imported imported) {
            refusal(profile, imported).ifPresent(refusal -> {
                throw new SecurityModuleException(SecurityModuleException.Kind.KEY_REFUSED, refusal);
            });
        }
    }

    /** What is wrong with a certificate, beginning with the id of the rule; empty when nothing is, or it was not imported. */
    public Optional<String> fault(IssuerCertificateProfile profile) {
        return profile.origin() instanceof IssuerCertificateProfile.Imported imported
                ? refusal(profile, imported)
                : Optional.empty();
    }

    private Optional<String> refusal(IssuerCertificateProfile profile, IssuerCertificateProfile.Imported imported) {
        return broken(profile, imported)
                .map(broken -> broken.rule().id() + " issuer certificate " + profile.name() + ": "
                        + broken.rule().text() + broken.detail() + " (EMV 4.4 Book 2, 5.3)");
    }

    /** A rule that does not hold, and what more can be said. */
    private record Broken(CertificateRule rule, String detail) {

        private static Optional<Broken> of(CertificateRule rule) {
            return Optional.of(new Broken(rule, ""));
        }
    }

    private Optional<Broken> broken(IssuerCertificateProfile profile, IssuerCertificateProfile.Imported imported) {
        Optional<RsaPublicKey> authority = authorities.find(profile.rid(), profile.index(), profile.authorityBytes());
        if (authority.isEmpty()) {
            return Optional.of(new Broken(
                    CertificateRule.AUTHORITY_UNKNOWN,
                    " " + profile.rid().toHex() + ", index "
                            + ByteString.ofByte(profile.index()).toHex() + ", " + profile.authorityBytes() + " bytes"));
        }
        Recovery<IssuerPublicKeyCertificate> recovery = IssuerPublicKeyCertificate.recover(
                authority.get(),
                new Certificates.IssuerCertificate(imported.certificate(), imported.remainder(), imported.exponent()));
        return recovery.fault()
                .map(fault -> new Broken(CertificateRule.REFUSED_BY_TERMINALS, ": " + fault))
                .or(() -> recovery.value().flatMap(content -> difference(profile, content)));
    }

    private Optional<Broken> difference(IssuerCertificateProfile profile, IssuerPublicKeyCertificate content) {
        if (!content.issuerIdentifier().equals(profile.identifier())) {
            return Broken.of(CertificateRule.OTHER_IDENTIFIER);
        }
        if (!content.expirationDate().equals(profile.expiration())) {
            return Broken.of(CertificateRule.OTHER_EXPIRATION);
        }
        if (!content.serialNumber().equals(profile.serialNumber())) {
            return Broken.of(CertificateRule.OTHER_SERIAL_NUMBER);
        }
        return content.publicKey().equals(inventory.rsaPublicKey(KeyNames.of(profile.issuerKey())))
                ? Optional.empty()
                : Optional.of(new Broken(CertificateRule.OTHER_KEY, " " + profile.issuerKey()));
    }
}
