package org.cardwright.crypto.medium;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.OptionalInt;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes keys with certificates around a moment; containers say when they were signed, so those of now last for long. */
final class MediumParty {

    static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    static final int YEARS = 30_000;

    @SuppressWarnings("NonFinalStaticField")
    private static int serial = 1;

    private MediumParty() {}

    static MediumKey rsa(String name) throws Exception {
        return rsa(name, 2048, OptionalInt.empty());
    }

    static MediumKey rsa(String name, int bits, OptionalInt usage) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits);
        return of(name, generator.generateKeyPair(), new Validity(NOW.minus(180, ChronoUnit.DAYS), YEARS), usage);
    }

    static MediumKey ec(String name, Instant from, int days) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        return of(name, generator.generateKeyPair(), new Validity(from, days), OptionalInt.empty());
    }

    private record Validity(Instant from, int days) {}

    private static MediumKey of(String name, KeyPair pair, Validity validity, OptionalInt usage) throws Exception {
        X500Name self = new X500Name("CN=" + name);
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                self,
                BigInteger.valueOf(serial++),
                Date.from(validity.from()),
                Date.from(validity.from().plus(validity.days(), ChronoUnit.DAYS)),
                self,
                pair.getPublic());
        if (usage.isPresent()) {
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage.getAsInt()));
        }
        String algorithm = pair.getPublic().getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA";
        X509Certificate certificate = new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder(algorithm).build(pair.getPrivate())));
        return new MediumKey(pair.getPrivate(), certificate);
    }
}
