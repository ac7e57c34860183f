package org.cardwright.crypto.hostcommand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.net.InetSocketAddress;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
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
import org.cardwright.crypto.hostcommand.HostCommandSettings.Limits;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.crypto.module.SecurityModuleException.Kind;
import org.cardwright.crypto.module.SoftwareSecurityModule;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Both sides show a certificate that the other knows; without one there is no connection. */
class MutualTlsTest {

    private static final char[] PASSWORD = "test".toCharArray();
    private static final SoftwareSecurityModule SOFTWARE = Simulated.software();
    private static final Identity DEVICE = Identity.of("localhost");
    private static final Identity BUREAU = Identity.of("bureau");
    private static final Identity STRANGER = Identity.of("stranger");

    @AfterAll
    static void close() {
        SOFTWARE.close();
    }

    /** A key with a certificate of its own making. */
    private record Identity(KeyPair keys, Certificate certificate) {

        static Identity of(String name) {
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
                return new Identity(
                        keys,
                        new JcaX509CertificateConverter()
                                .getCertificate(builder.build(
                                        new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()))));
            } catch (Exception unmade) {
                throw new IllegalStateException(unmade);
            }
        }

        /** A context that shows this identity and believes one other. */
        SSLContext believing(Identity other) throws Exception {
            KeyStore own = KeyStore.getInstance("PKCS12");
            own.load(null, null);
            own.setKeyEntry("own", keys.getPrivate(), PASSWORD, new Certificate[] {certificate});
            KeyStore known = KeyStore.getInstance("PKCS12");
            known.load(null, null);
            known.setCertificateEntry("other", other.certificate);
            KeyManagerFactory key = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            key.init(own, PASSWORD);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(known);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(key.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        }
    }

    private static HostCommandSimulator device() throws Exception {
        return HostCommandSimulator.start(
                SOFTWARE,
                HostCommandTable.standard(),
                Optional.of(DEVICE.believing(BUREAU).getServerSocketFactory()));
    }

    private static HostCommandSecurityModule connect(HostCommandSimulator device, String name, SSLContext context) {
        return HostCommandSecurityModule.connect(new HostCommandSettings(
                List.of(new InetSocketAddress(name, device.address().getPort())),
                Optional.of(context.getSocketFactory()),
                HostCommandTable.standard(),
                Limits.USUAL));
    }

    @Test
    void both_sides_know_each_other() throws Exception {
        try (HostCommandSimulator device = device();
                HostCommandSecurityModule module = connect(device, "localhost", BUREAU.believing(DEVICE))) {
            assertThat(module.cardKeys().derive(Requests.cards(1000)))
                    .isEqualTo(SOFTWARE.cardKeys().derive(Requests.cards(1000)));
        }
    }

    @Test
    void a_stranger_on_either_side_gets_no_connection() throws Exception {
        try (HostCommandSimulator device = device();
                HostCommandSecurityModule stranger = connect(device, "localhost", STRANGER.believing(DEVICE));
                HostCommandSecurityModule misled = connect(device, "localhost", BUREAU.believing(STRANGER));
                HostCommandSecurityModule elsewhere = connect(device, "127.0.0.1", BUREAU.believing(DEVICE));
                HostCommandSecurityModule plain = HostCommandSecurityModule.connect(
                        Simulated.settings(device.address()).with(Simulated.QUICK))) {
            for (HostCommandSecurityModule module : List.of(stranger, misled, elsewhere, plain)) {
                assertThatThrownBy(() -> module.cardKeys().derive(Requests.cards(1)))
                        .isInstanceOf(SecurityModuleException.class)
                        .extracting(thrown -> ((SecurityModuleException) thrown).kind())
                        .isIn(Kind.UNAVAILABLE, Kind.WRONG_RESULT);
            }
            assertThat(device.seen(HostOperation.DERIVE_CARD_KEYS)).isZero();
        }
    }
}
