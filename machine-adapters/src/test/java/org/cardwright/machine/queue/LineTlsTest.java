package org.cardwright.machine.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLServerSocket;
import org.cardwright.machine.queue.CardAnswer.Outcome;
import org.cardwright.machine.queue.MachineJob.Stage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine in a network shows its certificate, and asks for ours; without both no card is begun. */
class LineTlsTest {

    @TempDir
    private static Path keys;

    @TempDir
    private Path home;

    private final RecordedJournal journal = new RecordedJournal();

    @BeforeAll
    static void make() throws Exception {
        Files.writeString(keys.resolve("tls.txt"), "passphrase of a test\n");
        owner(keys.resolve("tls.txt"));
        for (String name : List.of("machine", "bureau", "stranger")) {
            Path own = keys.resolve(name + ".p12");
            Path certificate = keys.resolve(name + ".pem");
            String subject = "CN=localhost";
            keytool(
                    "-genkeypair",
                    own,
                    "-keyalg",
                    "EC",
                    "-groupname",
                    "secp256r1",
                    "-dname",
                    subject,
                    "-ext",
                    "san=dns:localhost");
            keytool("-exportcert", own, "-rfc", "-file", certificate.toString());
            keytool("-importcert", keys.resolve(name + "-known.p12"), "-noprompt", "-file", certificate.toString());
            owner(own);
        }
    }

    private static void owner(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private static void keytool(String act, Path store, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                act,
                "-alias",
                "own",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass:file",
                keys.resolve("tls.txt").toString()));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(keys.resolve("keytool.log").toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(keys.resolve("keytool.log")))
                .isZero();
    }

    private SSLServerSocket machine() throws IOException {
        LineTls tls =
                new LineTls(keys.resolve("machine.p12"), keys.resolve("bureau-known.p12"), keys.resolve("tls.txt"));
        SSLServerSocket server = (SSLServerSocket)
                tls.context().getServerSocketFactory().createServerSocket(0, 4, InetAddress.getByName("localhost"));
        server.setNeedClientAuth(true);
        // the client hears of a refused certificate while it shakes hands
        server.setEnabledProtocols(new String[] {"TLSv1.2"});
        return server;
    }

    private JudgedAnswers run(int port, String host, String own, String known) throws IOException {
        for (String file : List.of(own, known)) {
            Files.copy(keys.resolve(file + ".p12"), home.resolve(file + ".p12"));
            owner(home.resolve(file + ".p12"));
        }
        Files.copy(keys.resolve("tls.txt"), home.resolve("tls.txt"));
        String tls = "<tls keystore=\"OWN.p12\" truststore=\"KNOWN.p12\" password-file=\"tls.txt\"/>"
                .replace("OWN", own)
                .replace("KNOWN", known);
        MachineDefinition definition = StationTestCards.lineMachine(home, port, tls, host);
        try (Station station = Station.open(definition, journal)) {
            MachineJob job = new MachineJob(StationTestCards.JOB, Stage.PLANNED, StationTestCards.cards(2));
            return station.run(job, Duration.ZERO).orElseThrow();
        }
    }

    @Test
    void both_sides_know_each_other() throws IOException {
        try (SSLServerSocket server = machine();
                SimulatedPrinter printer = new SimulatedPrinter(server)) {
            assertThat(run(printer.port(), "localhost", "bureau", "machine-known")
                            .findings()
                            .isNone())
                    .isTrue();
            assertThat(printer.cards()).hasSize(2);
        }
        assertThat(journal.outcomes().values()).containsExactly(Outcome.OK, Outcome.OK);
    }

    @Test
    void a_stranger_on_either_side_and_another_name_cost_no_card() throws IOException {
        try (SSLServerSocket server = machine();
                SimulatedPrinter printer = new SimulatedPrinter(server)) {
            refused(printer.port(), "localhost", "bureau", "stranger-known");
            refused(printer.port(), "localhost", "stranger", "machine-known");
            refused(printer.port(), "127.0.0.1", "bureau", "machine-known");
            assertThat(printer.cards()).isEmpty();
        }
        assertThat(journal.steps()).isEmpty();
    }

    private void refused(int port, String host, String own, String known) {
        assertThatThrownBy(() -> run(port, host, own, known))
                .isInstanceOf(StationException.class)
                .hasMessageContaining("shows no certificate that is known here");
        for (String file : List.of(own + ".p12", known + ".p12", "tls.txt")) {
            assertThat(home.resolve(file).toFile().delete()).isTrue();
        }
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
