package org.cardwright.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.sample.SoftHsmTokens;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A production home whose keys stand on two tokens from its first day on. */
class TokenHomeTest {

    @TempDir
    private Path folder;

    private SoftHsmTokens tokens;
    private Path home;
    private Path pin;

    @BeforeEach
    void configure() throws IOException {
        SoftHsmTokens.missing().ifPresent(Assumptions::abort);
        tokens = SoftHsmTokens.in(folder.resolve("hsm"), "perso1", "perso2");
        home = folder.resolve("home");
        Files.writeString(
                HomeDirectory.open(home).config("cardwright.properties"),
                "policy = production\nsecurity-module = pkcs11\npkcs11.library = " + SoftHsmTokens.library()
                        + "\npkcs11.tokens = perso1, perso2\n");
        pin = Files.createFile(
                folder.resolve("pin.txt"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(pin, SoftHsmTokens.PIN + "\n");
    }

    @AfterEach
    void close() {
        if (tokens != null) {
            tokens.close();
        }
    }

    private Ran run(String command) {
        return Ran.command(Stream.concat(Stream.of(command.split(" ")), Stream.of("--home", home.toString()))
                .toArray(String[]::new));
    }

    private Ran withPin(String command) {
        return run(command + " --passphrase-file " + pin);
    }

    private Ran create() {
        return run("keys ceremony create-vault --out " + folder.resolve("out") + " --pin-file " + pin);
    }

    @Test
    void begins_with_the_keys_of_the_house_on_every_token() throws IOException {
        assertThat(withPin("keys list").err())
                .contains("no register of tokens in this home; keys ceremony create-vault");
        Ran wrongOption =
                run("keys ceremony create-vault --out " + folder.resolve("out") + " --new-passphrase-file " + pin);
        assertThat(wrongOption.exitCode()).isEqualTo(64);
        assertThat(wrongOption.err()).contains("--pin-file for keys on tokens");

        Ran made = create();
        assertThat(made.err()).isEmpty();
        assertThat(made.out()).containsPattern("public key of manifests and transcripts [0-9A-F]{64}");
        assertThat(create().exitCode()).isEqualTo(64);
        for (String lost : new String[] {"perso1", "perso2"}) {
            tokens.lose(lost);
            assertThat(withPin("keys list").out())
                    .contains("bureau.record-mac/1", "bureau.manifest-signing/1")
                    .doesNotContain("bank-one");
            tokens.restore(lost);
        }
        Path transcript = Custodians.only(folder.resolve("out")).resolve("transcript.jsonl");
        assertThat(Files.readString(transcript)).contains("made key bureau.record-mac/1, HMAC-SHA-256, check value ");
        assertThat(withPin("keys ceremony verify " + transcript).exitCode()).isZero();
    }

    @Test
    void tells_how_its_tokens_do_and_what_they_can() {
        create();
        Ran well = withPin("keys module --probe");
        assertThat(well.exitCode()).as(well.err()).isZero();
        assertThat(well.out())
                .contains("custody: transit")
                .containsPattern("perso1 +token perso1, serial number \\w+ +yes")
                .containsPattern("derive-tdes +CKM_DES3_ECB_ENCRYPT_DATA +works")
                .containsPattern("des-ecb +CKM_DES_ECB +CKR_MECHANISM_INVALID");
        tokens.lose("perso2");
        Ran oneLost = withPin("keys module --json");
        assertThat(oneLost.exitCode()).isEqualTo(75);
        assertThat(oneLost.out())
                .containsPattern("\"outcome\" *: *\"not well\"")
                .containsPattern("(?s)\"device\" *: *\"perso2\".*\"works\" *: *false");
    }

    @Test
    void leaves_to_the_vendor_what_is_done_with_the_file_of_a_vault() throws IOException {
        create();
        Path backup = Files.writeString(folder.resolve("backup"), "x");
        for (String command : new String[] {
            "keys backup --out " + folder.resolve("b"), "keys restore-drill " + backup + " --out " + folder,
        }) {
            Ran refused = withPin(command);
            assertThat(refused.exitCode()).as(command).isEqualTo(64);
            assertThat(refused.err()).contains("the keys of this home are in a device, not in a vault");
        }
    }
}
