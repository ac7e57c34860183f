package org.cardwright.jobs.scorecard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.cardwright.jobs.home.HomeDirectory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service as a process of its own: one at a time, killed without a loss, ended well by SIGTERM. */
class ServeProcessTest {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    private Path folder;

    private TestBureau bureau;
    private Path dropped;
    private Program program;

    @BeforeEach
    void prepare_a_bureau_with_a_folder() throws IOException {
        bureau = new TestBureau(folder.resolve("bureau")).withQuickVault();
        dropped = Files.createDirectory(
                folder.resolve("drop"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---")));
        Path issuer = HomeDirectory.open(bureau.home()).config("issuers/" + TestBureau.ISSUER + ".properties");
        Files.writeString(
                issuer,
                Files.readString(issuer) + "\ndrop.folder = " + dropped
                        + "\ndrop.complete = rename\ndrop.quiet-seconds = 1\n");
        program = new Program(folder.resolve("logs"));
    }

    private String[] serve() {
        return new String[] {
            "serve", "--out", bureau.out().toString(), "--home", bureau.home().toString()
        };
    }

    private static void awaitLine(Program.Running running, String text) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.readString(running.out()).contains(text)) {
            assertThat(running.process().isAlive())
                    .as(Files.readString(running.err()))
                    .isTrue();
            assertThat(System.nanoTime()).as("waits for: %s", text).isLessThan(deadline);
            Thread.sleep(20);
        }
    }

    @Test
    void a_killed_service_is_followed_by_one_that_goes_on_and_ends_well() throws Exception {
        Program.Running first = program.start(serve());
        awaitLine(first, "watching 1 folder");
        assertThat(program.run(serve()).exitCode()).isEqualTo(Trial.TRY_AGAIN);

        Path export = bureau.export("orders.csv", 1, Trial.FEW);
        Files.move(export, dropped.resolve("night.csv"));
        awaitLine(first, "night.csv: TAKEN");
        first.kill();
        first.process().waitFor();

        Program.Running second = program.start(serve());
        awaitLine(second, "night.csv: SEALED");
        second.process().destroy();
        assertThat(second.process().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        assertThat(second.process().exitValue())
                .as(Files.readString(second.err()))
                .isZero();

        Program.Ended listed =
                program.run("drops", "--json", "--home", bureau.home().toString());
        assertThat(listed.out()).containsOnlyOnce("\"sealed\"").containsOnlyOnce("\"drop\":");
        try (Stream<Path> left = Files.list(dropped)) {
            assertThat(left).containsExactly(dropped.resolve(".claimed"));
        }
        assertThat(dropped.resolve(".claimed")).isEmptyDirectory();
    }
}
