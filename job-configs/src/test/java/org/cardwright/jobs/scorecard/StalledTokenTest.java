package org.cardwright.jobs.scorecard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.sample.SoftHsmTokens;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A token that does not come back from a call ends the process instead of letting it hang for ever. */
class StalledTokenTest {

    @TempDir
    private Path folder;

    private Path home;
    private Path pin;

    @BeforeEach
    void make_a_token() throws IOException {
        SoftHsmTokens.missing().ifPresent(Assumptions::abort);
        SoftHsmTokens.in(folder.resolve("hsm"), "perso1");
        home = folder.resolve("home");
        Files.writeString(
                HomeDirectory.open(home).config("cardwright.properties"),
                "\nsecurity-module = pkcs11\npkcs11.library = " + SoftHsmTokens.library()
                        + "\npkcs11.tokens = perso1\npkcs11.answer-seconds = 1\n",
                StandardOpenOption.APPEND);
        pin = Files.writeString(folder.resolve("pin.txt"), SoftHsmTokens.PIN + "\n");
        Files.setPosixFilePermissions(pin, PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void the_process_ends_with_75_and_names_what_did_not_come_back() throws IOException, InterruptedException {
        // SoftHSM waits for the lock of a file that another process holds, inside its call
        List<FileChannel> held = new ArrayList<>();
        try {
            for (Path file : files()) {
                FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
                held.add(channel);
                channel.lock();
            }
            Program.Ended stalled = new Program(folder.resolve("logs"))
                    .run("keys", "list", "--home", home.toString(), "--passphrase-file", pin.toString());
            assertThat(stalled.exitCode()).as(stalled.toString()).isEqualTo(75);
            assertThat(stalled.toString())
                    .containsPattern(
                            "token .+ did not come back from C_[A-Za-z]+ within 1 s \\(pkcs11.answer-seconds\\)");
        } finally {
            for (FileChannel channel : held) {
                channel.close();
            }
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("hsm/tokens"))) {
            return files.filter(file -> file.toString().endsWith(".object")
                            || file.toString().endsWith("generation"))
                    .toList();
        }
    }
}
