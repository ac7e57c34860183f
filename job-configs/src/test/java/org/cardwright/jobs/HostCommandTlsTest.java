package org.cardwright.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.cardwright.crypto.hostcommand.HostCommandSimulator;
import org.cardwright.crypto.hostcommand.HostCommandTable;
import org.cardwright.crypto.hostcommand.HostTls;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.jobs.wiring.OpenedHome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A home reaches its payment HSM over TLS, and whatever is wrong with that is said in a sentence. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostCommandTlsTest {

    @TempDir
    private static Path folder;

    private TlsFiles files;
    private SimulatedHsms hsms;
    private HostCommandSimulator hsm;
    private int homes;

    @BeforeAll
    void start() throws Exception {
        files = TlsFiles.in(folder.resolve("tls"));
        hsms = SimulatedHsms.over(folder.resolve("hsm"), 0);
        try (SecretBytes passphrase = OpenedHome.publishedTestPassphrase()) {
            hsm = HostCommandSimulator.start(
                    hsms.software(),
                    HostCommandTable.standard(),
                    Optional.of(HostTls.context(files.file("hsm"), files.file("bureaus"), passphrase)
                            .getServerSocketFactory()));
        }
        Files.copy(files.file("bureau"), files.file("readable"));
        Files.setPosixFilePermissions(files.file("readable"), PosixFilePermissions.fromString("rw-r--r--"));
        Files.writeString(folder.resolve("tls/wrong.txt"), "another one\n");
        Files.writeString(folder.resolve("tls/bad.table"), "nothing\n");
    }

    @AfterAll
    void stop() {
        hsm.close();
        hsms.close();
    }

    private Path home(String policy, String keystore, String truststore, String more) throws IOException {
        Path home = folder.resolve("home-" + ++homes);
        Files.writeString(
                HomeDirectory.open(home).config("cardwright.properties"),
                "policy = " + policy + "\nsecurity-module = host-commands\nhost-commands.addresses = localhost:"
                        + hsm.address().getPort() + "\nhost-commands.tls.keystore = " + files.file(keystore)
                        + "\nhost-commands.tls.truststore = " + files.file(truststore) + "\n" + more + "\n");
        return home;
    }

    private Ran list(Path home, String passphrase) throws IOException {
        Path file = folder.resolve("tls").resolve(passphrase);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return Ran.command("keys", "list", "--home", home.toString(), "--passphrase-file", file.toString());
    }

    @Test
    void each_side_shows_a_certificate_that_the_other_knows() throws IOException {
        Ran listed = list(home("test", "bureau", "hsms", ""), "passphrase.txt");
        assertThat(listed.exitCode()).as(listed.err()).isZero();
        assertThat(listed.out()).contains("bank-one.kek1-k0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hsm | hsms | passphrase.txt | 75 | no payment HSM answers: localhost:",
                "bureau | bureaus | passphrase.txt | 75 | (SSLHandshakeException)",
                "bureau | hsms | wrong.txt | 77 | the passphrase does not open bureau.p12",
                "bureau | bureau | passphrase.txt | 77 | bureau.p12 must hold certificates of others only",
                "hsms | hsms | passphrase.txt | 77 | hsms.p12 must hold one private key, not 0",
                "readable | hsms | passphrase.txt | 77 | readable.p12 can be read by others",
                "nothing | hsms | passphrase.txt | 65 | no file nothing.p12",
                "bureau | nothing | passphrase.txt | 65 | no file nothing.p12"
            })
    void what_is_wrong_is_said(String keystore, String truststore, String passphrase, int exitCode, String because)
            throws IOException {
        Files.setPosixFilePermissions(files.file("hsms"), PosixFilePermissions.fromString("rw-------"));
        Ran ran = list(home("test", keystore, truststore, ""), passphrase);
        assertThat(ran.exitCode()).as(ran.err()).isEqualTo(exitCode);
        assertThat(ran.err()).startsWith("cardwright: ").contains(because);
    }

    @Test
    void a_table_that_is_none_is_refused_with_its_line() throws IOException {
        Ran missing = list(home("test", "bureau", "hsms", "host-commands.table = no.table"), "passphrase.txt");
        assertThat(missing.exitCode()).isEqualTo(65);
        assertThat(missing.err()).contains("no file no.table");
        Path bad = folder.resolve("tls/bad.table");
        Ran ran = list(home("test", "bureau", "hsms", "host-commands.table = " + bad), "passphrase.txt");
        assertThat(ran.exitCode()).isEqualTo(65);
        assertThat(ran.err()).contains("bad.table, line 1");
    }

    @Test
    void production_refuses_a_simulator() throws IOException {
        Ran ran = list(home("production", "bureau", "hsms", ""), "passphrase.txt");
        assertThat(ran.exitCode()).as(ran.err()).isEqualTo(77);
        assertThat(ran.err()).contains("is a simulator, refused under policy production");
    }
}
