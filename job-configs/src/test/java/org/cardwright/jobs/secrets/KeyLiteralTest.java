package org.cardwright.jobs.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No key stands in the tree but those that are published as test keys. PCI Card Production, Logical, 8.1 g. */
class KeyLiteralTest {

    private static final int SEEDS = 200;

    @Test
    void no_file_holds_what_could_be_a_key_and_is_not_declared() throws Exception {
        SourceTree tree = SourceTree.ofTheProject();
        assertThat(tree.files()).hasSizeGreaterThan(1_000);
        assertThat(tree.faults(DeclaredLiterals.ofTheTree()))
                .as("take the key out, or say in key-literals.txt why it is none")
                .isEmpty();
    }

    @Test
    void product_code_is_declared_literal_by_literal() {
        assertThat(DeclaredLiterals.ofTheTree().entries())
                .filteredOn(entry -> entry.count().isEmpty())
                .extracting(DeclaredLiterals.Entry::path)
                .allMatch(path -> path.contains("/src/test/") || path.startsWith("sample-data/src/main/resources/"));
    }

    /** A form in which a key may be written down. */
    private record Form(String name, UnaryOperator<String> ofHex) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Form> forms() {
        return Stream.of(
                new Form("capitals", hex -> "key = \"" + hex + "\""),
                new Form("small letters", hex -> "<key>" + hex.toLowerCase(Locale.ROOT) + "</key>"),
                new Form("bytes apart", hex -> apart(hex, 2, " ")),
                new Form("with colons", hex -> apart(hex, 2, ":")),
                new Form("groups of four", hex -> apart(hex, 4, " ")),
                new Form("two lines", hex -> '"' + hex.substring(0, 15) + "\"\n        + \"" + hex.substring(15) + '"'),
                new Form("among other data", hex -> "7081" + "00".repeat(9) + hex + "9000"),
                new Form("constants", hex -> "{(byte) 0x" + apart(hex, 2, ", (byte) 0x") + "}"),
                new Form("short constants", hex -> "{0x" + apart(hex, 2, ",0x") + "}"),
                new Form(
                        "Base64",
                        hex -> '"'
                                + Base64.getEncoder()
                                        .encodeToString(HexFormat.of().parseHex(hex))
                                + '"'));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void a_key_is_found_in_every_form_and_length(Form form) {
        for (int bytes : new int[] {16, 24, 32, 64}) {
            long missed = IntStream.range(0, SEEDS)
                    .filter(seed -> KeyLiteralScan.scan("x\n" + form.ofHex().apply(key(seed, bytes)) + "\n").stream()
                            .noneMatch(found -> found.line() == 2))
                    .count();
            // of random Base64 characters of 16 bytes one text of eight lacks a digit or changes seldom
            assertThat(missed)
                    .as("%s of %d bytes", form, bytes)
                    .isLessThanOrEqualTo(form.name().equals("Base64") ? 30 : 0);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-----BEGIN PRIVATE KEY-----",
                "-----BEGIN RSA PRIVATE KEY-----",
                "-----BEGIN ENCRYPTED PRIVATE KEY-----",
                "vault.passphrase = correct-horse-7",
                "database.password: s3cret99",
                "String password = \"nothing to see\".strip();\nString secret = \"swordfish\";",
                "\"apiKey\": \"swordfish\","
            })
    void private_keys_and_passphrases_are_found(String text) {
        assertThat(KeyLiteralScan.scan(text)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "000102030405060708090A0B0C0D0E0F",
                "0123456789ABCDEFFEDCBA9876543210",
                "00112233445566778899AABBCCDDEEFF",
                "4761739001010119D25122011234512340000F",
                "BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB",
                "9F02069F03069F1A0295055F2A029A039C019F3704",
                "kcv = 08D7B4FB629D0885",
                "org/cardwright/crypto/module/SoftwareSecurityModule",
                "void cvc3_of_track_2_and_track_1_of_EMV_4_4()",
                "database.password-file = password.txt",
                "-----BEGIN CERTIFICATE-----",
                "-----BEGIN PUBLIC KEY-----",
                "SecretBytes secret = SecretBytes.adopt(bytes);"
            })
    void counters_fillers_numbers_and_names_are_no_keys(String text) {
        assertThat(KeyLiteralScan.scan(text)).isEmpty();
    }

    @Test
    void a_planted_key_is_a_fault_and_a_declared_one_is_none(@TempDir Path folder) throws IOException {
        String key = key(1, 16);
        plant(folder, "src/main/java/Planted.java", "String KEY = \"" + key + "\";");
        plant(folder, "keys-test-only/keys.json", "\"hex\": \"" + key + "\"");
        plant(folder, "target/made.txt", key);
        SourceTree tree = new SourceTree(folder);
        assertThat(tree.faults(DeclaredLiterals.parse("* keys-test-only/ published test keys")))
                .containsExactly("src/main/java/Planted.java:1 could be a key, HEXADECIMAL");
        assertThat(tree.faults(DeclaredLiterals.parse("""
                * keys-test-only/ published test keys
                1 src/main/java/Planted.java a digest"""))).isEmpty();
    }

    @Test
    void one_more_than_declared_and_a_line_that_nothing_needs_are_faults(@TempDir Path folder) throws IOException {
        plant(folder, "a.txt", key(1, 16) + "\n" + key(2, 16));
        SourceTree tree = new SourceTree(folder);
        assertThat(tree.faults(DeclaredLiterals.parse("1 a.txt a digest"))).hasSize(2);
        assertThat(tree.faults(DeclaredLiterals.parse("2 a.txt two digests\n1 b.txt gone")))
                .containsExactly("nothing in b.txt needs its line in key-literals.txt");
        assertThat(tree.faults(DeclaredLiterals.parse("2 a.txt two digests")).toString())
                .doesNotContain(key(1, 16));
    }

    private static void plant(Path folder, String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static String apart(String hex, int digits, String between) {
        return IntStream.iterate(0, at -> at < hex.length(), at -> at + digits)
                .mapToObj(at -> hex.substring(at, Math.min(at + digits, hex.length())))
                .collect(Collectors.joining(between));
    }

    private static String key(int seed, int bytes) {
        byte[] key = new byte[bytes];
        new Random(seed).nextBytes(key);
        return HexFormat.of().withUpperCase().formatHex(key);
    }
}
