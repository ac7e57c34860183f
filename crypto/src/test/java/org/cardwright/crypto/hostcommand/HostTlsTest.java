package org.cardwright.crypto.hostcommand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cardwright.crypto.hostcommand.HostCommandSettings.Limits;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.crypto.module.SecurityModuleException.Kind;
import org.cardwright.crypto.module.SoftwareSecurityModule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both sides of a connection out of files, and what is refused in such files. */
class HostTlsTest {

    private static final String PASSPHRASE = "of two files";

    @TempDir
    private Path folder;

    private final SecretBytes passphrase = secret(PASSPHRASE);
    private Path own;
    private Path known;

    @BeforeEach
    void write() throws Exception {
        TlsIdentity device = TlsIdentity.of("localhost");
        TlsIdentity bureau = TlsIdentity.of("bureau");
        own = device.writeOwn(folder.resolve("device.p12"), PASSPHRASE);
        known = bureau.writeKnown(folder.resolve("clients.p12"), PASSPHRASE);
        bureau.writeOwn(folder.resolve("bureau.p12"), PASSPHRASE);
        device.writeKnown(folder.resolve("devices.p12"), PASSPHRASE);
    }

    @AfterEach
    void wipe() {
        passphrase.close();
    }

    private static SecretBytes secret(String text) {
        return SecretBytes.adopt(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void both_sides_come_out_of_files() throws Exception {
        try (SoftwareSecurityModule software = Simulated.software();
                HostCommandSimulator device = HostCommandSimulator.start(
                        software,
                        HostCommandTable.standard(),
                        Optional.of(HostTls.context(own, known, passphrase).getServerSocketFactory()));
                HostCommandSecurityModule module = HostCommandSecurityModule.connect(new HostCommandSettings(
                        List.of(new InetSocketAddress(
                                "localhost", device.address().getPort())),
                        Optional.of(
                                HostTls.context(folder.resolve("bureau.p12"), folder.resolve("devices.p12"), passphrase)
                                        .getSocketFactory()),
                        HostCommandTable.standard(),
                        Limits.USUAL))) {
            assertThat(module.cardKeys().derive(Requests.cards(3)))
                    .isEqualTo(software.cardKeys().derive(Requests.cards(3)));
        }
    }

    @Test
    void a_wrong_passphrase_is_told_from_a_file_that_is_something_else() throws Exception {
        try (SecretBytes wrong = secret("another");
                SecretBytes noText = SecretBytes.adopt(new byte[] {(byte) 0xFF})) {
            assertRefused(() -> HostTls.context(own, known, wrong), "the passphrase does not open device.p12");
            assertRefused(() -> HostTls.context(own, known, noText), "of ASCII characters");
        }
        Path text = Files.writeString(folder.resolve("text.p12"), "nothing");
        assertRefused(() -> HostTls.context(text, known, passphrase), "text.p12 is no PKCS #12 file");
        assertRefused(() -> HostTls.context(own, text, passphrase), "text.p12 is no PKCS #12 file");
    }

    @Test
    void files_that_were_exchanged_are_refused() {
        assertRefused(() -> HostTls.context(known, known, passphrase), "clients.p12 must hold one private key, not 0");
        assertRefused(() -> HostTls.context(own, own, passphrase), "device.p12 must hold certificates of others only");
    }

    private static void assertRefused(ThrowingCallable call, String because) {
        assertThatThrownBy(call)
                .isInstanceOf(SecurityModuleException.class)
                .hasMessageContaining(because)
                .extracting(thrown -> ((SecurityModuleException) thrown).kind())
                .isEqualTo(Kind.KEY_REFUSED);
    }
}
