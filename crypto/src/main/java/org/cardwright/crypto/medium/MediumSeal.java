package org.cardwright.crypto.medium;

import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.time.Instant;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSAuthEnvelopedDataStreamGenerator;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedDataStreamGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientInfoGenerator;
import org.bouncycastle.operator.OperatorException;
import org.bouncycastle.operator.OutputAEADEncryptor;
import org.bouncycastle.operator.jcajce.JcaAlgorithmParametersConverter;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.crypto.module.SecurityModuleException.Kind;

/**
 * Makes containers, on the side of the issuer. RFC 5652, 5; RFC 5083; RFC 4055, 4.
 *
 * <p>AES-256-GCM under a key of its own for every container, encrypted with RSAES-OAEP (SHA-256); signed with SHA-256 over what is
 * encrypted.
 */
public final class MediumSeal {

    private static final int KEY_ENCIPHERMENT = 2;

    private final MediumKey signer;
    private final X509Certificate recipient;

    /**
     * From one to another.
     *
     * @param now when both certificates must be valid
     * @throws SecurityModuleException KEY_REFUSED when one of them is not, or is not for that
     */
    public MediumSeal(MediumKey signer, X509Certificate recipient, Instant now) {
        this.signer = signer;
        this.recipient = recipient;
        if (!MediumSigners.isUsable(signer.certificate(), now)) {
            throw new SecurityModuleException(Kind.KEY_REFUSED, MediumRule.CERTIFICATE.text());
        }
        boolean[] usage = recipient.getKeyUsage();
        boolean encrypts =
                recipient.getPublicKey() instanceof RSAPublicKey && (usage == null || usage[KEY_ENCIPHERMENT]);
        if (!encrypts || !MediumSigners.isValid(recipient, now)) {
            throw new SecurityModuleException(
                    Kind.KEY_REFUSED,
                    "the bureau's certificate must be valid today, with an RSA key that encrypts keys");
        }
    }

    /** Writes what is to be in the container. */
    @FunctionalInterface
    public interface Content {

        /** Writes all of it; the stream stays open. */
        void writeTo(OutputStream clear) throws IOException;
    }

    /** Writes a container; the stream stays open. */
    public void write(OutputStream out, Content content) throws IOException {
        try {
            CMSSignedDataStreamGenerator signing = new CMSSignedDataStreamGenerator();
            signing.addSignerInfoGenerator(new JcaSignerInfoGeneratorBuilder(SealedMedium.DIGESTS)
                    .build(
                            new JcaContentSignerBuilder(algorithm())
                                    .setProvider(SealedMedium.PROVIDER)
                                    .build(signer.key()),
                            signer.certificate()));
            CMSAuthEnvelopedDataStreamGenerator enveloping = new CMSAuthEnvelopedDataStreamGenerator();
            enveloping.addRecipientInfoGenerator(
                    new JceKeyTransRecipientInfoGenerator(recipient, oaep()).setProvider(SealedMedium.PROVIDER));
            try (OutputStream signed = signing.open(out, true);
                    OutputStream clear = enveloping.open(signed, cipher())) {
                content.writeTo(clear);
            }
        } catch (CMSException | GeneralSecurityException | OperatorException unusable) {
            throw new SecurityModuleException(
                    Kind.KEY_REFUSED, "a key or certificate cannot be used for a medium", unusable);
        }
    }

    private static OutputAEADEncryptor cipher() throws CMSException {
        return (OutputAEADEncryptor) new JceCMSContentEncryptorBuilder(CMSAlgorithm.AES256_GCM)
                .setProvider(SealedMedium.PROVIDER)
                .build();
    }

    private String algorithm() {
        return signer.certificate().getPublicKey() instanceof ECPublicKey ? "SHA256withECDSA" : "SHA256withRSA";
    }

    static AlgorithmIdentifier oaep() throws GeneralSecurityException {
        return new JcaAlgorithmParametersConverter()
                .getAlgorithmIdentifier(
                        PKCSObjectIdentifiers.id_RSAES_OAEP,
                        new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT));
    }
}
