package org.cardwright.crypto.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.cardwright.crypto.module.ModuleCalls.CLEAR;
import static org.cardwright.crypto.module.ModuleCalls.assertRefused;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyBlockHeader;
import org.cardwright.crypto.key.KeyCheckValue;
import org.cardwright.crypto.key.KeyDirection;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.key.Tr31;
import org.cardwright.crypto.module.KeyGeneration.Specification;
import org.cardwright.crypto.module.WrappedKeyImport.Announced;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.sample.SampleData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ways a key gets into a vault, each with keys that must not. */
class KeyEntryTest {

    private static final String KEY = "0123456789ABCDEFFEDCBA9876543210";
    private static final KeyCheckValue KEY_KCV =
            new KeyCheckValue(KeyCheckValue.Method.TDES_ZEROS, ByteString.fromHex("08D7B4"));
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
    void a_key_arrives_in_a_key_block_under_kek1() throws IOException {
        try (KeyVault vault = vault()) {
            Announced announced = new Announced(NEW, KeyPurpose.CVK, KeyDirection.NONE, KEY_KCV);
            WrappedKeyImport.importBlock(
                    vault, KeyName.of("bank-one.kek1-k0"), block('B', "C0TC", "bank-one"), announced);
            assertThat(vault.find(NEW).orElseThrow().purpose()).isEqualTo(KeyPurpose.CVK);
            assertThat(vault.find(NEW).orElseThrow().test()).isTrue();
            Announced second = new Announced(KeyName.of("x"), KeyPurpose.CVK, KeyDirection.NONE, KEY_KCV);
            WrappedKeyImport.importBlock(
                    vault, KeyName.of("bank-three.kek1-k0"), block('D', "C0TC", "bank-three"), second);
        }
    }

    @Test
    void a_key_block_that_does_not_fit_is_refused() throws IOException {
        KeyName kek = KeyName.of("bank-one.kek1-k0");
        Announced cvk = new Announced(NEW, KeyPurpose.CVK, KeyDirection.NONE, KEY_KCV);
        KeyCheckValue other = new KeyCheckValue(KeyCheckValue.Method.TDES_ZEROS, ByteString.fromHex("08D7B5"));
        Announced otherKcv = new Announced(NEW, KeyPurpose.CVK, KeyDirection.NONE, other);
        Announced kek2 = new Announced(NEW, KeyPurpose.KEK, KeyDirection.DATA_PREPARATION_TO_PERSONALIZER, KEY_KCV);
        String block = block('B', "C0TC", "bank-one");
        try (KeyVault vault = vault()) {
            assertRefused(() -> WrappedKeyImport.importBlock(vault, kek, block, otherKcv), "check value");
            assertRefused(() -> WrappedKeyImport.importBlock(vault, kek, block, kek2), "another usage");
            assertRefused(() -> WrappedKeyImport.importBlock(vault, KeyName.of("bank-two.kek1-k0"), block, cvk), "");
            assertRefused(
                    () -> WrappedKeyImport.importBlock(vault, KeyName.of("personalizer.kek2-k0"), block, cvk),
                    "DATA_PREPARATION_TO_PERSONALIZER");
            assertRefused(() -> WrappedKeyImport.importBlock(vault, KeyName.of("bank-one.kek1-d0"), block, cvk), "KEK");
            assertRefused(
                    () -> WrappedKeyImport.importBlock(vault, kek, block('B', "K0TD", "bank-one"), kek2), "direction");
            assertRefused(
                    () -> WrappedKeyImport.importBlock(vault, kek, block('B', "C0AC", "bank-one"), cvk), "weaker");
            assertRefused(
                    () -> WrappedKeyImport.importBlock(vault, kek, block.replace("C0TC", "C0TX"), cvk), "altered");
            assertThat(vault.find(NEW)).isEmpty();
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

    private static String block(char version, String usageAlgorithmMode, String bank) {
        KeyBlockHeader header = new KeyBlockHeader(
                version,
                usageAlgorithmMode.substring(0, 2),
                usageAlgorithmMode.charAt(2),
                usageAlgorithmMode.charAt(3),
                "00",
                'E',
                List.of());
        return Tr31.wrap(header, secret(KEY), secret(CLEAR.get(bank + ".kek1-k0")), new SecureRandom());
    }

    private static SecretBytes secret(String hex) {
        return SecretBytes.adopt(HexFormat.of().parseHex(hex));
    }
}
