package org.cardwright.crypto.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.cardwright.crypto.module.ModuleCalls.assertRefused;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyDirection;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.crypto.module.KeyGeneration.Specification;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.sample.SampleData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ways a key gets into a vault, each with keys that must not. */
class KeyEntryTest {

    private static final String KEY = "0123456789ABCDEFFEDCBA9876543210";
    private static final KeyName NEW = KeyName.of("bank-one.new");
    private static final int ROUNDS = Integer.getInteger("cardwright.fuzz", 5_000);

    @TempDir
    private Path home;

    @ParameterizedTest
    @CsvSource({
        // other key, one bit, zero, weak, equal halves, even parity, one byte short, not hexadecimal
        "0123456789ABCDEFFEDCBA9876543211, parity",
        "0123456789ABCDEFFEDCBA9876543213, check value",
        "0123456789ABCDEF1032547698BADCFE, check value",
        "00000000000000000000000000000000, parity",
        "0101010101010101FEDCBA9876543210, weak",
        "0123456789ABCDEF0123456789ABCDEF, equal",
        "0123456789ABCDEFFEDCBA98765432, 15 bytes",
        "0123456789ABCDEFFEDCBA98765432XX, malformed"
    })
    void a_test_key_that_is_not_what_it_says_is_refused(String hex, String because) throws IOException {
        String good = entry("\"usage\": \"C0\"", KEY, "08D7B4");
        try (KeyVault vault = vault()) {
            int before = vault.keys().size();
            assertRefused(
                    () -> TestKeyImport.importSymmetricKeys(
                            vault,
                            file("[" + good + ","
                                    + entry("\"usage\": \"C0\"", hex, "08D7B4")
                                            .replace("bank-one.new", "bank-one.other")
                                    + "]")),
                    because);
            assertThat(vault.keys()).hasSize(before);
            TestKeyImport.importSymmetricKeys(vault, file("[" + good + "]"));
            assertThat(vault.find(NEW).orElseThrow().test()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"C9, usage", "K0, direction", "M7, RECORD_MAC", "S0, ISSUER_RSA"})
    void a_test_key_with_a_purpose_that_does_not_suit_is_refused(String usage, String because) throws IOException {
        try (KeyVault vault = vault()) {
            assertRefused(
                    () -> TestKeyImport.importSymmetricKeys(
                            vault, file("[" + entry("\"usage\": \"" + usage + "\"", KEY, "08D7B4") + "]")),
                    because);
        }
    }

    @Test
    void a_test_key_under_a_name_that_another_key_has_is_refused() throws IOException {
        try (KeyVault vault = vault()) {
            String taken = entry("\"usage\": \"C0\"", KEY, "08D7B4").replace("bank-one.new", "bank-one.cvk");
            assertRefused(() -> TestKeyImport.importSymmetricKeys(vault, file("[" + taken + "]")), "another key");
        }
    }

    @Test
    void mutated_test_key_files_give_only_the_declared_exception() {
        long seed = Long.getLong("seed", 11);
        Random random = new Random(seed);
        String text =
                new String(SampleData.bytes("keys-test-only/golden-symmetric-keys.json"), StandardCharsets.US_ASCII);
        for (int round = 0; round < ROUNDS; round++) {
            StringBuilder mutated = new StringBuilder(text);
            for (int i = 0; i <= random.nextInt(3); i++) {
                mutated.setCharAt(random.nextInt(mutated.length()), "[]{}\",:\\ \n\0aé".charAt(random.nextInt(13)));
            }
            mutated.setLength(random.nextInt(4) == 0 ? random.nextInt(text.length()) : mutated.length());
            Throwable thrown = catchThrowable(() -> TestKeyJson.read(mutated.toString()));
            assertThat(thrown == null || thrown instanceof KeyRefusedException)
                    .as("seed %d round %d: %s", seed, round, thrown)
                    .isTrue();
        }
    }

    @Test
    void keys_made_in_the_vault_serve_in_production() {
        try (KeyVault vault = KeyVault.create(home.resolve("p"), TestModule.passphrase(), PassphraseCost.LEAST)) {
            for (Specification wanted : List.of(
                    new Specification(
                            KeyName.of("b.imk-ac"), KeyPurpose.IMK_AC, KeyAlgorithm.TDES, 16, KeyDirection.NONE),
                    new Specification(
                            KeyName.of("b.imk-aes"), KeyPurpose.IMK_AC, KeyAlgorithm.AES, 32, KeyDirection.NONE),
                    new Specification(
                            KeyName.of("b.kek2"),
                            KeyPurpose.KEK,
                            KeyAlgorithm.TDES,
                            24,
                            KeyDirection.DATA_PREPARATION_TO_PERSONALIZER),
                    new Specification(
                            KeyName.of("b.sign"),
                            KeyPurpose.MANIFEST_SIGNING,
                            KeyAlgorithm.ED25519,
                            32,
                            KeyDirection.NONE))) {
                KeyGeneration.generate(vault, wanted);
            }
            KeyGeneration.generateIssuerRsaKey(vault, KeyName.of("b.issuer"), 1024, 3);
            try (SoftwareSecurityModule module = SoftwareSecurityModule.open(vault, ModulePolicy.production())) {
                assertThat(module.inventory().keys()).hasSize(5).noneMatch(key -> key.test());
                ByteString signature = module.seals().sign(KeyName.of("b.sign"), ByteString.EMPTY);
                assertThat(module.seals()
                                .verify(
                                        module.inventory().ed25519PublicKey(KeyName.of("b.sign")),
                                        ByteString.EMPTY,
                                        signature))
                        .isTrue();
            }
        }
    }

    @Test
    void keys_of_a_wrong_length_or_algorithm_are_not_made() throws IOException {
        try (KeyVault vault = vault()) {
            assertRefused(() -> KeyGeneration.generateIssuerRsaKey(vault, KeyName.of("c"), 1000, 3), "");
            assertRefused(
                    () -> KeyGeneration.generate(
                            vault,
                            new Specification(
                                    KeyName.of("c"), KeyPurpose.CVK, KeyAlgorithm.AES, 16, KeyDirection.NONE)),
                    "CVK");
            assertRefused(
                    () -> KeyGeneration.generate(
                            vault,
                            new Specification(
                                    KeyName.of("c"), KeyPurpose.CVK, KeyAlgorithm.TDES, 8, KeyDirection.NONE)),
                    "8 bytes");
        }
    }

    private KeyVault vault() throws IOException {
        return KeyVault.open(TestModule.copy(Files.createTempDirectory(home, "v")), TestModule.passphrase());
    }

    private Path file(String json) throws IOException {
        return Files.writeString(home.resolve("keys.json"), json);
    }

    private static String entry(String usage, String hex, String kcv) {
        return "{\"name\": \"bank-one.new\", " + usage + ", \"algorithm\": \"TDES\", \"hex\": \"" + hex
                + "\", \"kcv_method\": \"TDES_ZEROS\", \"kcv\": \"" + kcv + "\"}";
    }
}
