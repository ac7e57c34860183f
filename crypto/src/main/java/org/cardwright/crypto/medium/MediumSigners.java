package org.cardwright.crypto.medium;

import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSVerifierCertificateNotValidException;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.cardwright.formats.MalformedFileException;

/**
 * Who may have signed a medium of an issuer: certificates known one by one, so that no authority can add another.
 *
 * @param certificates of the issuer, as the bureau was given them
 * @param now when they must be valid
 */
public record MediumSigners(List<X509Certificate> certificates, Instant now) {

    private static final int RSA_BITS = 2048;
    private static final int EC_BITS = 256;
    private static final int DIGITAL_SIGNATURE = 0;
    private static final int NON_REPUDIATION = 1;

    private static final Set<String> DIGESTS = Set.of(
            NISTObjectIdentifiers.id_sha256.getId(),
            NISTObjectIdentifiers.id_sha384.getId(),
            NISTObjectIdentifiers.id_sha512.getId());

    private static final Set<String> SIGNATURES = Set.of(
            PKCSObjectIdentifiers.rsaEncryption.getId(),
            PKCSObjectIdentifiers.id_RSASSA_PSS.getId(),
            PKCSObjectIdentifiers.sha256WithRSAEncryption.getId(),
            PKCSObjectIdentifiers.sha384WithRSAEncryption.getId(),
            PKCSObjectIdentifiers.sha512WithRSAEncryption.getId(),
            X9ObjectIdentifiers.ecdsa_with_SHA256.getId(),
            X9ObjectIdentifiers.ecdsa_with_SHA384.getId(),
            X9ObjectIdentifiers.ecdsa_with_SHA512.getId());

    /** Copies the list. */
    public MediumSigners {
        certificates = List.copyOf(certificates);
    }

    /** Requires one signer, known, valid and right; returns whose certificate it is. */
    X509Certificate require(Collection<SignerInformation> found, String name) throws MalformedFileException {
        if (found.size() != 1) {
            throw MediumRule.SIGNER.in(name);
        }
        SignerInformation signer = found.iterator().next();
        X509Certificate certificate = known(signer, name);
        if (!isUsable(certificate, now)) {
            throw MediumRule.CERTIFICATE.in(name);
        }
        if (!DIGESTS.contains(signer.getDigestAlgOID()) || !SIGNATURES.contains(signer.getEncryptionAlgOID())) {
            throw MediumRule.SIGNATURE.in(name);
        }
        requireSignature(signer, certificate, name);
        return certificate;
    }

    private X509Certificate known(SignerInformation signer, String name) throws MalformedFileException {
        if (signer.getSignedAttributes() == null) {
            throw MediumRule.SIGNER.in(name);
        }
        for (X509Certificate certificate : certificates) {
            try {
                if (signer.getSID().match(new JcaX509CertificateHolder(certificate))) {
                    return certificate;
                }
            } catch (CertificateException unencodable) {
                throw new IllegalStateException("a certificate that was read has no encoding", unencodable);
            }
        }
        throw MediumRule.SIGNER.in(name);
    }

    /** True when signatures under it count at that moment. */
    static boolean isUsable(X509Certificate certificate, Instant now) {
        boolean[] usage = certificate.getKeyUsage();
        boolean signs = usage == null || usage[DIGITAL_SIGNATURE] || usage[NON_REPUDIATION];
        return signs && isValid(certificate, now) && isStrong(certificate.getPublicKey());
    }

    static boolean isValid(X509Certificate certificate, Instant now) {
        try {
            certificate.checkValidity(Date.from(now));
            return true;
        } catch (CertificateException tooEarlyOrLate) {
            return false;
        }
    }

    private static boolean isStrong(PublicKey key) {
        boolean rsa = key instanceof RSAPublicKey r && r.getModulus().bitLength() >= RSA_BITS;
        boolean ec = key instanceof ECPublicKey e
                && e.getParams().getCurve().getField().getFieldSize() >= EC_BITS;
        return rsa || ec;
    }

    private static void requireSignature(SignerInformation signer, X509Certificate certificate, String name)
            throws MalformedFileException {
        boolean right;
        try {
            right = signer.verify(new JcaSimpleSignerInfoVerifierBuilder()
                    .setProvider(SealedMedium.PROVIDER)
                    .build(certificate));
        } catch (CMSVerifierCertificateNotValidException notAtSigning) {
            throw MediumRule.CERTIFICATE.in(name);
        } catch (CMSException | OperatorCreationException unverifiable) {
            right = false;
        }
        if (!right) {
            throw MediumRule.SIGNATURE.in(name);
        }
    }
}
