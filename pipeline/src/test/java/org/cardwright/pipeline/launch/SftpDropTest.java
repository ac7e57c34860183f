package org.cardwright.pipeline.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.cardwright.pipeline.drop.Completion;
import org.cardwright.pipeline.drop.SftpFolder;
import org.cardwright.pipeline.ledger.Drop;
import org.cardwright.pipeline.ledger.DropState;
import org.cardwright.pipeline.step.CrashPoints;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What lies at an SFTP server is taken as what lies in a folder: complete, once, and from a server that is known. */
class SftpDropTest {

    @TempDir
    private Path directory;

    private SftpServer server;
    private DropHome drops;
    private Path export;

    @BeforeEach
    void prepare_a_server() throws Exception {
        server = new SftpServer(directory.resolve("server"));
        drops = home(server.terms(), Completion.MARKER);
        export = drops.home().export("export.csv", 1, 20);
    }

    @AfterEach
    void end_the_server() throws IOException {
        HaltAtPoint.inProcess = CrashPoints.NONE;
        server.close();
    }

    private DropHome home(SftpFolder.Terms terms, Completion completion) throws IOException {
        return new DropHome(directory).with(DropHome.ISSUER, new SftpFolder(terms), completion);
    }

    private Path drop(String name) throws IOException {
        Path dropped = Files.copy(export, server.folder().resolve(name));
        Files.createFile(server.folder().resolve(name + ".done"));
        return dropped;
    }

    private List<Path> left() throws IOException {
        return DropHome.files(server.folder());
    }

    @Test
    void a_complete_file_becomes_a_batch_and_nothing_of_it_stays() throws Exception {
        drop("night-1.csv");
        Files.copy(export, server.folder().resolve("no-marker.csv"));

        Drop drop = drops.once().get(0);

        assertThat(drop.state()).isEqualTo(DropState.SEALED);
        assertThat(drop.of().name()).isEqualTo("night-1.csv");
        assertThat(drop.of().sha256()).isEqualTo(Inbox.sha256(export).toHex().toLowerCase(Locale.ROOT));
        assertThat(left()).singleElement().satisfies(file -> assertThat(file).hasFileName("no-marker.csv"));
        assertThat(DropHome.files(directory.resolve("inbox"))).isEmpty();
        assertThat(drops.once()).isEmpty();
    }

    @Test
    void a_checksum_says_that_a_file_is_whole() throws Exception {
        drops = home(server.terms(), Completion.CHECKSUM);
        Path dropped = Files.copy(export, server.folder().resolve("a.csv"));
        Files.writeString(server.folder().resolve("a.csv.sha256"), "0".repeat(64) + "  a.csv\n");
        assertThat(drops.once())
                .singleElement()
                .satisfies(drop -> assertThat(drop.reason()).startsWith("D-106: "));
        assertThat(dropped).doesNotExist();
        assertThat(DropHome.files(server.folder().resolve(".quarantine"))).hasSize(2);
    }

    @Test
    void a_link_at_the_server_is_not_followed() throws Exception {
        Files.createSymbolicLink(server.folder().resolve("a.csv"), export);
        Files.createFile(server.folder().resolve("a.csv.done"));
        assertThat(drops.once())
                .singleElement()
                .satisfies(drop -> assertThat(drop.reason()).startsWith("D-102: "));
        assertThat(export).exists();
    }

    @ParameterizedTest
    @EnumSource(
            value = CrashPoints.Point.class,
            names = {"DROP_HALF_CLAIMED", "DROP_CLAIMED", "DROP_COPIED", "DROP_TAKEN", "DROP_HALF_REMOVED", "DROP_ENDED"
            })
    void a_service_that_dies_loses_and_doubles_nothing(CrashPoints.Point point) throws Exception {
        drop("night-1.csv");
        HaltAtPoint.inProcess = (at, step) -> {
            if (at.equals(point.name())) {
                throw new DeathInTest();
            }
        };
        assertThatThrownBy(drops::once).isInstanceOf(DeathInTest.class);
        HaltAtPoint.inProcess = CrashPoints.NONE;

        drops.once();

        assertThat(drops.journal())
                .singleElement()
                .satisfies(drop -> assertThat(drop.state()).isEqualTo(DropState.SEALED));
        assertThat(left()).isEmpty();
        assertThat(DropHome.files(directory.resolve("inbox"))).isEmpty();
    }

    private static final class DeathInTest extends Error {
        private static final long serialVersionUID = 1L;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nothing_is_taken_from_a_server_that_is_not_known_or_does_not_know_us(boolean host) throws Exception {
        drop("night-1.csv");
        SftpFolder.Terms terms = host
                ? server.terms(SftpServer.keyPair(), server.bureau())
                : server.terms(server.host(), SftpServer.keyPair());
        drops = home(terms, Completion.MARKER).with("other", Completion.RENAME);
        Files.copy(export, drops.folder("other").resolve("a.csv"));

        assertThat(drops.once())
                .singleElement()
                .satisfies(drop -> assertThat(drop.of().issuer()).isEqualTo("other"));

        assertThat(left()).hasSize(2);
        assertThat(drops.heard())
                .containsOnlyOnce("bank: D-203: ")
                .contains(host ? "(another host key)" : "(no connection)");
    }
}
