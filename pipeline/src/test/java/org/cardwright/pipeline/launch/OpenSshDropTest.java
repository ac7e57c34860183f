package org.cardwright.pipeline.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.cardwright.pipeline.drop.Completion;
import org.cardwright.pipeline.drop.DropService;
import org.cardwright.pipeline.drop.SftpFolder;
import org.cardwright.pipeline.drop.SftpHostKeys;
import org.cardwright.pipeline.drop.SftpPatience;
import org.cardwright.pipeline.ledger.Drop;
import org.cardwright.pipeline.ledger.DropState;
import org.cardwright.sample.OpenSsh;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drops come from OpenSSH's own server. */
class OpenSshDropTest {

    private static final SftpPatience PATIENCE = new SftpPatience(
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            Duration.ofMinutes(10),
            Duration.ofMillis(100),
            1 << 16);

    @TempDir
    private Path directory;

    private OpenSsh server;
    private KeyPair bureau;
    private Path folder;

    @BeforeEach
    void start_the_server() throws Exception {
        OpenSsh.missing().ifPresent(Assumptions::abort);
        directory = directory.toRealPath();
        bureau = SftpServer.keyPair();
        server = new OpenSsh(directory.resolve("ssh"), PublicKeyEntry.toString(bureau.getPublic()));
        folder = Files.createDirectories(directory.resolve("data/out"));
    }

    @AfterEach
    void end_the_server() {
        if (server != null) {
            server.close();
        }
    }

    private DropHome home(List<String> hostKeys, Path path, Completion completion) throws IOException {
        SftpFolder.Terms terms =
                new SftpFolder.Terms("127.0.0.1", server.port(), OpenSsh.user(), path.toString(), hostKeys, bureau);
        return new DropHome(directory).with(DropHome.ISSUER, new SftpFolder(terms, PATIENCE), completion);
    }

    private List<String> hostKeys() throws IOException {
        return SftpHostKeys.read(server.scanned(directory.resolve("host-keys")), "127.0.0.1", server.port());
    }

    @Test
    void whichever_of_its_keys_is_registered_files_are_fetched() throws Exception {
        List<String> keys = hostKeys();
        assertThat(keys)
                .extracting(key -> key.substring(0, key.indexOf(' ')))
                .containsExactlyInAnyOrder("ssh-ed25519", "ecdsa-sha2-nistp256", "ssh-rsa");
        int sequence = 0;
        for (String key : keys) {
            DropHome drops = home(List.of(key), folder, Completion.MARKER);
            Files.move(drops.home().export("export.csv", ++sequence, 20), folder.resolve("night.csv"));
            Files.createFile(folder.resolve("night.csv.done"));

            assertThat(drops.once()).as(key).extracting(Drop::state).containsExactly(DropState.SEALED);

            assertThat(DropHome.files(folder)).isEmpty();
            assertThat(Files.getPosixFilePermissions(folder.resolve(".claimed")))
                    .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void links_are_not_followed_to_a_file_or_to_the_folder() throws Exception {
        Path secret = Files.writeString(directory.resolve("secret"), "another customer's");
        Files.createSymbolicLink(folder.resolve("a.csv"), secret);
        assertThat(home(hostKeys(), folder, Completion.RENAME).once())
                .singleElement()
                .satisfies(drop -> assertThat(drop.reason()).startsWith("D-102: "));
        assertThat(secret).hasContent("another customer's");

        Path through = Files.createSymbolicLink(directory.resolve("link"), folder.getParent());
        Files.writeString(folder.resolve("b.csv"), "b");
        DropHome drops = home(hostKeys(), through.resolve("out"), Completion.RENAME);
        assertThat(drops.once()).isEmpty();
        assertThat(drops.heard()).contains("bank: D-201: ", "(a link leads to it at the server)");
    }

    @Test
    void a_server_that_was_away_is_asked_again() throws Exception {
        DropHome drops = home(hostKeys(), folder, Completion.RENAME);
        try (Pipeline pipeline = drops.home().open()) {
            DropService service = drops.service(pipeline);
            CompletableFuture<Void> watching = CompletableFuture.runAsync(() -> DropHome.watch(service));
            Files.writeString(folder.resolve("first.csv"), "1");
            WaitFor.condition(() -> drops.heard().contains("first.csv: REFUSED"));
            server.close();
            WaitFor.condition(() -> drops.heard().contains("bank: D-203: "));
            server.comeBack();
            Files.writeString(folder.resolve("second.csv"), "2");
            WaitFor.condition(() -> drops.heard().contains("second.csv: REFUSED"));
            service.stop();
            watching.join();
        }
        assertThat(drops.news).filteredOn(line -> line.contains("D-203")).doesNotHaveDuplicates();
    }
}
