package org.cardwright.machine.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import javax.net.ssl.SSLServerSocket;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.cardwright.machine.queue.CardAnswer.Outcome;
import org.cardwright.machine.queue.MachineJob.Stage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A machine in a network shows its certificate, and asks for ours; without both no card is begun. */
class LineTlsTest {

    private static final char[] PASSPHRASE = "passphrase of a test".toCharArray();

    @TempDir
    private static Path keys;

    @TempDir
    private Path home;

    private final RecordedJournal journal = new RecordedJournal();

    @BeforeAll
    static void make() throws Exception {
        Files.writeString(keys.resolve("tls.txt"), new String(PASSPHRASE) + "\n");
        owner(keys.resolve("tls.txt"));
        for (String name : List.of("machine", "bureau", "stranger")) {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            KeyPair pair = generator.generateKeyPair();
            Certificate certificate = certificate(pair);
            KeyStore own = empty();
            own.setKeyEntry("own", pair.getPrivate(), PASSPHRASE, new Certificate[] {certificate});
            KeyStore known = empty();
            known.setCertificateEntry("other", certificate);
            write(own, keys.resolve(name + ".p12"));
            write(known, keys.resolve(name + "-known.p12"));
        }
    }

    private static Certificate certificate(KeyPair pair) throws Exception {
        X500Name subject = new X500Name("CN=localhost");
        Instant from = Instant.now().minusSeconds(60);
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                        subject,
                        BigInteger.ONE,
                        Date.from(from),
                        Date.from(from.plusSeconds(3600)),
                        subject,
                        pair.getPublic())
                .addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(new GeneralName(GeneralName.dNSName, "localhost")));
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
    }

    private static KeyStore empty() throws Exception {
        KeyStore empty = KeyStore.getInstance("PKCS12");
        empty.load(null, null);
        return empty;
    }

    private static void write(KeyStore store, Path file) throws Exception {
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSPHRASE);
        }
        owner(file);
    }

    private static void owner(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private SSLServerSocket machine(String protocol) throws IOException {
        LineTls tls =
                new LineTls(keys.resolve("machine.p12"), keys.resolve("bureau-known.p12"), keys.resolve("tls.txt"));
        SSLServerSocket server = (SSLServerSocket)
                tls.context().getServerSocketFactory().createServerSocket(0, 4, InetAddress.getByName("localhost"));
        server.setNeedClientAuth(true);
        server.setEnabledProtocols(new String[] {protocol});
        return server;
    }

    private JudgedAnswers run(int port, String host, String own, String known) throws IOException {
        for (String file : List.of(own, known)) {
            Files.copy(keys.resolve(file + ".p12"), home.resolve(file + ".p12"), StandardCopyOption.REPLACE_EXISTING);
            owner(home.resolve(file + ".p12"));
        }
        Files.copy(keys.resolve("tls.txt"), home.resolve("tls.txt"), StandardCopyOption.REPLACE_EXISTING);
        owner(home.resolve("tls.txt"));
        String tls = "<tls keystore=\"OWN.p12\" truststore=\"KNOWN.p12\" password-file=\"tls.txt\"/>"
                .replace("KNOWN", known)
                .replace("OWN", own);
        String ask = "<ask hex=\"05\" ready=\"READY\"/>";
        MachineDefinition definition = StationTestCards.lineMachine(home, port, tls + ask, host);
        try (Station station = Station.open(definition, journal)) {
            MachineJob job = new MachineJob(StationTestCards.JOB, Stage.PLANNED, StationTestCards.cards(2));
            return station.run(job, Duration.ZERO).orElseThrow();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void both_sides_know_each_other(String protocol) throws IOException {
        try (SSLServerSocket server = machine(protocol);
                SimulatedPrinter printer = new SimulatedPrinter(server)) {
            assertThat(run(printer.port(), "localhost", "bureau", "machine-known")
                            .findings()
                            .isNone())
                    .isTrue();
            assertThat(printer.cards()).hasSize(2);
        }
        assertThat(journal.outcomes().values()).containsExactly(Outcome.OK, Outcome.OK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void a_stranger_on_either_side_and_another_name_cost_no_card(String protocol) throws IOException {
        try (SSLServerSocket server = machine(protocol);
                SimulatedPrinter printer = new SimulatedPrinter(server)) {
            refused(printer.port(), "localhost", "bureau", "stranger-known");
            refused(printer.port(), "127.0.0.1", "bureau", "machine-known");
            assertThat(journal.steps()).isEmpty();
            stranger(printer.port());
            assertThat(printer.cards()).isEmpty();
        }
        assertThat(journal.steps()).noneMatch(step -> step.startsWith("begun"));
    }

    /** Under TLS 1.3 the machine says what it thinks of our certificate only after the first word, which is a question. */
    private void stranger(int port) throws IOException {
        try {
            assertThat(run(port, "localhost", "stranger", "machine-known").answers())
                    .isEmpty();
        } catch (StationException refused) {
            assertThat(refused).hasMessageContaining("shows no certificate that is known here");
        }
    }

    private void refused(int port, String host, String own, String known) throws IOException {
        assertThatThrownBy(() -> run(port, host, own, known))
                .isInstanceOf(StationException.class)
                .hasMessageContaining("shows no certificate that is known here");
    }

    @Test
    void key_and_passphrase_are_for_their_owner_only() throws IOException {
        Files.writeString(home.resolve("open.txt"), "x", StandardCharsets.US_ASCII);
        Files.setPosixFilePermissions(home.resolve("open.txt"), PosixFilePermissions.fromString("rw-r--r--"));
        LineTls open =
                new LineTls(keys.resolve("bureau.p12"), keys.resolve("machine-known.p12"), home.resolve("open.txt"));
        assertThatThrownBy(open::context)
                .isInstanceOf(StationException.class)
                .hasMessageContaining("open.txt can be read");
        LineTls none =
                new LineTls(home.resolve("none.p12"), keys.resolve("machine-known.p12"), keys.resolve("tls.txt"));
        assertThatThrownBy(none::context).isInstanceOf(StationException.class).hasMessageContaining("no file none.p12");
    }
}
