package org.cardwright.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.cardwright.jobs.home.HomeDirectory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first vault of a production home. */
class CreateVaultTest {

    @TempDir
    private Path directory;

    private Path passphrase = Path.of("");

    @BeforeEach
    void configure() throws IOException {
        HomeDirectory home = HomeDirectory.open(directory.resolve("home"));
        Files.writeString(home.config("cardwright.properties"), "policy = production\nsoftware-module = accepted\n");
        passphrase = Files.createFile(
                directory.resolve("vault.passphrase"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(passphrase, "chosen by the key manager\n");
    }

    private Ran run(String home, String command) {
        return Ran.command(Stream.concat(
                        Stream.of(command.split(" ")),
                        Stream.of("--home", directory.resolve(home).toString()))
                .toArray(String[]::new));
    }

    private Ran create(String home) {
        return run(
                home,
                "keys ceremony create-vault --out " + directory.resolve("out") + " --new-passphrase-file "
                        + passphrase);
    }

    @Test
    void holds_the_two_keys_of_the_house_and_a_transcript_of_their_making() throws IOException {
        assertThat(run("home", "keys list --passphrase-file " + passphrase).err())
                .contains("no vault in this home; keys ceremony create-vault makes one");
        Ran made = create("home");
        assertThat(made.err()).isEmpty();
        assertThat(made.out()).containsPattern("public key of manifests and transcripts [0-9A-F]{64}");
        assertThat(run("home", "keys list --passphrase-file " + passphrase).out())
                .contains("bureau.record-mac/1", "bureau.manifest-signing/1")
                .doesNotContain("bank-one");
        Path transcript = Custodians.only(directory.resolve("out")).resolve("transcript.jsonl");
        assertThat(Files.readString(transcript)).contains("made key bureau.record-mac/1, HMAC-SHA-256, check value ");
        assertThat(run("home", "keys ceremony verify " + transcript + " --passphrase-file " + passphrase)
                        .exitCode())
                .isZero();
        assertThat(create("home").exitCode()).isEqualTo(64);
    }

    @Test
    void is_not_made_where_nobody_accepted_keys_in_memory() throws IOException {
        HomeDirectory home = HomeDirectory.open(directory.resolve("home"));
        Files.writeString(home.config("cardwright.properties"), "policy = production\n");
        Ran refused = create("home");
        assertThat(refused.exitCode()).isEqualTo(77);
        assertThat(refused.err()).contains("software-module = accepted");
        assertThat(HomeDirectory.hasVault(home.root())).isFalse();
    }

    @Test
    void is_nothing_for_a_test_home_and_not_under_a_short_passphrase() throws IOException {
        Ran test = create("another");
        assertThat(test.exitCode()).isEqualTo(64);
        assertThat(test.err()).contains("a test home");
        Files.writeString(passphrase, "too short\n");
        assertThat(create("home").exitCode()).isEqualTo(64);
        assertThat(HomeDirectory.hasVault(directory.resolve("home"))).isFalse();
    }
}
