package org.cardwright.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.jobs.sample.TestVault;
import org.cardwright.sample.SoftHsmTokens;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job with its keys on the tokens of an HSM: what it writes is byte for byte what the software module writes. */
class TokenBatchTest {

    private static final String ISSUER = "bank-one";

    @TempDir
    private Path folder;

    private SoftHsmTokens tokens;
    private Path onTokens;
    private Path pin;

    @BeforeEach
    void make_tokens() throws IOException {
        SoftHsmTokens.missing().ifPresent(Assumptions::abort);
        tokens = SoftHsmTokens.in(folder.resolve("hsm"), "perso1", "perso2");
        onTokens = folder.resolve("on-tokens");
        set(onTokens, "transit");
        pin = Files.writeString(folder.resolve("pin.txt"), SoftHsmTokens.PIN + "\n");
        Files.setPosixFilePermissions(pin, PosixFilePermissions.fromString("rw-------"));
    }

    private static void set(Path home, String custody) throws IOException {
        Files.writeString(
                HomeDirectory.open(home).config("cardwright.properties"),
                "\nsecurity-module = pkcs11\npkcs11.library = " + SoftHsmTokens.library()
                        + "\npkcs11.tokens = perso1, perso2\ncustody = " + custody + "\n",
                StandardOpenOption.APPEND);
    }

    @Test
    void a_batch_has_the_same_bytes_as_with_the_software_module_and_with_one_token_lost() throws IOException {
        Path sda = SmallExport.of(ISSUER, "visa-sda", 6).write(folder.resolve("sda.csv"));
        Path dda = SmallExport.of(ISSUER, "visa-dda", 2).write(folder.resolve("dda.csv"), 2);
        Path inSoftware = TestVault.in(folder.resolve("in-software"));

        assertThat(files(prepare(sda, onTokens, pin))).isEqualTo(files(prepare(sda, inSoftware, null)));
        List<String> objects = objects();
        tokens.lose("perso2");
        Path batch = prepare(dda, onTokens, pin);
        assertThat(objects())
                .as("a token with an object for each card finds its keys slowly: none is left there")
                .isEqualTo(objects)
                .hasSizeGreaterThan(40);
        assertThat(files(batch)).isEqualTo(files(prepare(dda, inSoftware, null)));
        Ran verified = ran(onTokens, pin, "verify", batch.toString());
        assertThat(verified.exitCode()).as(verified.err()).isZero();
        assertThat(verified.out()).contains("2 cards, 0 findings");
    }

    @Test
    void what_the_tokens_cannot_do_under_strict_is_said_before_the_first_card_is_taken() throws IOException {
        Path strict = folder.resolve("strict");
        set(strict, "strict");
        Path export = SmallExport.of(ISSUER, "visa-sda", 1)
                .with(0, "product", "visa-sign")
                .with(0, "pinBlock", "")
                .with(0, "pinFormat", "")
                .write(folder.resolve("sign.csv"));

        Ran refused = ran(
                strict,
                pin,
                "prepare",
                export.toString(),
                "--issuer",
                ISSUER,
                "--out",
                folder.resolve("strict-out").toString());

        assertThat(refused.exitCode()).as(refused.err()).isEqualTo(77);
        assertThat(refused.err())
                .contains("product visa-sign/")
                .contains("cannot be made under custody strict: token perso1 lacks unwrap-tdes-ecb (CKM_DES3_ECB:"
                        + " CKR_MECHANISM_INVALID), needed to send card keys under personalizer.kek2-k0/1");
        assertThat(ran(strict, pin, "batch", "list").out()).doesNotContain("OPEN");
        assertThat(folder.resolve("strict-out")).doesNotExist();
    }

    @Test
    void a_wrong_pin_and_lost_tokens_are_said_in_a_sentence() throws IOException {
        Path wrong = Files.writeString(folder.resolve("wrong.txt"), "111111\n");
        Files.setPosixFilePermissions(wrong, PosixFilePermissions.fromString("rw-------"));
        Ran refused = ran(onTokens, wrong, "keys", "list");
        assertThat(refused.exitCode()).isEqualTo(77);
        assertThat(refused.err()).contains("PIN").doesNotContain("111111");

        tokens.lose("perso1");
        tokens.lose("perso2");
        Ran unavailable = ran(onTokens, pin, "keys", "list");
        assertThat(unavailable.exitCode()).as(unavailable.err()).isEqualTo(75);
        assertThat(unavailable.err()).contains("perso1");
    }

    /** SoftHSM keeps each object that stays in a file of its own; a token that is lost is moved. */
    private List<String> objects() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("hsm"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".object"))
                    .sorted()
                    .toList();
        }
    }

    private Path prepare(Path export, Path home, Path passphrase) throws IOException {
        Path batches = home.resolveSibling(home.getFileName() + "-" + export.getFileName());
        Ran ran = ran(home, passphrase, "prepare", export.toString(), "--issuer", ISSUER, "--out", batches.toString());
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        try (Stream<Path> made = Files.list(batches)) {
            return made.toList().get(0);
        }
    }

    private static Ran ran(Path home, Path passphrase, String... command) {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of("--home", home.toString()));
        if (passphrase != null) {
            arguments.addAll(List.of("--passphrase-file", passphrase.toString()));
        }
        return Ran.command(arguments.toArray(String[]::new));
    }

    private static Map<String, ByteString> files(Path batch) throws IOException {
        Map<String, ByteString> files = new TreeMap<>();
        try (Stream<Path> found = Files.walk(batch)) {
            for (Path file : found.filter(Files::isRegularFile).toList()) {
                files.put(batch.relativize(file).toString(), ByteString.of(Files.readAllBytes(file)));
            }
        }
        assertThat(files).isNotEmpty();
        return files;
    }
}
