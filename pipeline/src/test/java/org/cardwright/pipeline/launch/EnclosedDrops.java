package org.cardwright.pipeline.launch;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.cardwright.crypto.envelope.CmsEnvelope;
import org.cardwright.crypto.envelope.Envelope;
import org.cardwright.crypto.medium.MediumKey;
import org.cardwright.crypto.medium.MediumSeal;

/** An issuer that encloses its files for a bureau. */
final class EnclosedDrops {

    private static final Clock CLOCK = Clock.systemUTC();
    private static final Duration AROUND = Duration.ofDays(1);

    private final MediumKey bureau;
    private final MediumKey issuer;

    EnclosedDrops() throws GeneralSecurityException, OperatorCreationException {
        this.bureau = key("bureau", "RSA", 2048);
        this.issuer = key("issuer", "EC", 256);
    }

    private static MediumKey key(String name, String algorithm, int bits)
            throws GeneralSecurityException, OperatorCreationException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(bits);
        KeyPair pair = generator.generateKeyPair();
        X500Name self = new X500Name("CN=" + name);
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                self,
                BigInteger.ONE,
                Date.from(CLOCK.instant().minus(AROUND)),
                Date.from(CLOCK.instant().plus(AROUND)),
                self,
                pair.getPublic());
        String signature = algorithm.equals("EC") ? "SHA256withECDSA" : "SHA256withRSA";
        return new MediumKey(
                pair.getPrivate(),
                new JcaX509CertificateConverter()
                        .getCertificate(
                                builder.build(new JcaContentSignerBuilder(signature).build(pair.getPrivate()))));
    }

    /** How the bureau opens them. */
    Envelope envelope() {
        return new CmsEnvelope(bureau, List.of(issuer.certificate()), CLOCK);
    }

    /** Encloses a file; every time in another envelope. */
    Path enclose(Path clear, Path sealed) throws IOException {
        try (OutputStream out = Files.newOutputStream(sealed)) {
            new MediumSeal(issuer, bureau.certificate(), CLOCK.instant())
                    .write(out, content -> Files.copy(clear, content));
        }
        return sealed;
    }
}
