package org.cardwright.pipeline.launch;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.cardwright.pipeline.drop.Completion;
import org.cardwright.pipeline.drop.SftpFolder;
import org.cardwright.pipeline.ledger.Drop;
import org.cardwright.pipeline.step.CrashPoints;

/** A folder here or at a server, from which a service takes that dies. */
final class ClaimGround implements AutoCloseable {

    static final String NAME = "orders.csv";
    static final Duration NOW = Duration.ZERO;

    private final Path directory;
    private final SftpServer server;
    private DropHome drops;
    private Path folder;

    /** Where the issuer drops its files. */
    enum Where {
        HERE,
        AT_A_SERVER
    }

    ClaimGround(Path directory) throws Exception {
        this.directory = directory;
        this.server = new SftpServer(directory.resolve("server"));
    }

    DropHome agree(Where where, Completion completion) throws IOException {
        drops = new DropHome(directory);
        if (where == Where.HERE) {
            drops.with(DropHome.ISSUER, completion);
            folder = drops.folder(DropHome.ISSUER);
        } else {
            drops.with(DropHome.ISSUER, new SftpFolder(server.terms()), completion);
            folder = server.folder();
        }
        return drops;
    }

    SftpServer server() {
        return server;
    }

    Path folder() {
        return folder;
    }

    /** The file that everybody speaks of. */
    Path file() {
        return folder.resolve(NAME);
    }

    void drop(String content) throws IOException {
        drop(content, Completion.MARKER, NOW);
    }

    /** With a second file that was made at another time, as issuers have who copy it with its times. */
    void drop(String content, Completion completion, Duration later) throws IOException {
        Path file = Files.writeString(file(), content);
        String sha256 = Inbox.sha256(file).toHex().toLowerCase(Locale.ROOT);
        boolean marker = completion == Completion.MARKER;
        Path second = folder.resolve(NAME + (marker ? ".done" : ".sha256"));
        Files.writeString(second, marker ? "" : sha256 + "  " + NAME + "\n");
        Files.setLastModifiedTime(second, FileTime.from(Instant.now().plus(later)));
    }

    /** Writes the file anew, as if that had been some time ago or were later. */
    Path rewrite(String content, Duration later) throws IOException {
        Files.writeString(file(), content);
        return Files.setLastModifiedTime(file(), FileTime.from(Instant.now().plus(later)));
    }

    /** What somebody puts among the claims of the bureau. */
    Path plant(String name) throws IOException {
        return Files.writeString(folder.resolve(".claimed").resolve(name), "planted");
    }

    /** One run that ends at a moment as a kill would end it. */
    void die(CrashPoints.Point point) {
        dieAfter(point, () -> {});
    }

    /** As {@link #die}, when somebody did something between the moves of marker and file. */
    void dieAfter(CrashPoints.Point point, Runnable between) {
        HaltAtPoint.inProcess = (at, step) -> {
            if (at.equals(CrashPoints.Point.DROP_HALF_CLAIMED.name())) {
                between.run();
            }
            if (at.equals(point.name())) {
                throw new DeathInTest();
            }
        };
        assertThatThrownBy(drops::once).isInstanceOf(DeathInTest.class);
        HaltAtPoint.inProcess = CrashPoints.NONE;
    }

    private static final class DeathInTest extends Error {
        private static final long serialVersionUID = 1L;
    }

    List<Path> quarantined() throws IOException {
        return DropHome.files(folder.resolve(".quarantine"));
    }

    List<Path> answers() throws IOException {
        return DropHome.files(drops.answers(DropHome.ISSUER));
    }

    /** Id of the rule by which a drop was refused. */
    static String rule(Drop drop) {
        return drop.reason().substring(0, 5);
    }

    @Override
    public void close() throws IOException {
        HaltAtPoint.inProcess = CrashPoints.NONE;
        server.close();
    }
}
