package org.cardwright.crypto.hostcommand;

import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Instant;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A key with a certificate of its own making. */
public record TlsIdentity(KeyPair keys, Certificate certificate) {

    private static final char[] PASSWORD = "test".toCharArray();

    /** A new one for the host of that name. */
    public static TlsIdentity of(String name) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            KeyPair keys = generator.generateKeyPair();
            X500Name subject = new X500Name("CN=" + name);
            Instant from = Instant.now().minusSeconds(60);
            var builder = new JcaX509v3CertificateBuilder(
                            subject,
                            BigInteger.ONE,
                            Date.from(from),
                            Date.from(from.plusSeconds(3600)),
                            subject,
                            keys.getPublic())
                    .addExtension(
                            Extension.subjectAlternativeName,
                            false,
                            new GeneralNames(new GeneralName(GeneralName.dNSName, name)));
            return new TlsIdentity(
                    keys,
                    new JcaX509CertificateConverter()
                            .getCertificate(builder.build(
                                    new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()))));
        } catch (Exception unmade) {
            throw new IllegalStateException(unmade);
        }
    }

    /** A context that shows this identity and believes one other. */
    public SSLContext believing(TlsIdentity other) throws Exception {
        KeyManagerFactory key = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        key.init(own(PASSWORD), PASSWORD);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(other.known());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(key.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private KeyStore own(char[] password) throws Exception {
        KeyStore own = empty();
        own.setKeyEntry("own", keys.getPrivate(), password, new Certificate[] {certificate});
        return own;
    }

    private KeyStore known() throws Exception {
        KeyStore known = empty();
        known.setCertificateEntry("other", certificate);
        return known;
    }

    private static KeyStore empty() throws Exception {
        KeyStore empty = KeyStore.getInstance("PKCS12");
        empty.load(null, null);
        return empty;
    }

    /** Writes a file with key and certificate. */
    Path writeOwn(Path file, String password) throws Exception {
        return write(own(password.toCharArray()), file, password);
    }

    /** Writes a file with the certificate only. */
    Path writeKnown(Path file, String password) throws Exception {
        return write(known(), file, password);
    }

    private static Path write(KeyStore store, Path file, String password) throws Exception {
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, password.toCharArray());
        }
        return file;
    }
}
