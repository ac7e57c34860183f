package org.cardwright.crypto.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cardwright.crypto.module.ModuleCalls.PAN;
import static org.cardwright.crypto.module.ModuleCalls.assertRefused;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyDirection;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.key.KeyState;
import org.cardwright.sample.SampleData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of a key and the files of a vault; the rest is {@link KeyLifeContractTest}. */
class KeyLifeTest {

    private static final KeyName CVK = KeyName.of("bank-one.cvk");

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

    @TempDir
    private Path home;

    private final MovingClock clock = new MovingClock(TODAY);
    private SoftwareSecurityModule module;

    @BeforeEach
    void open() throws IOException {
        module = SoftwareSecurityModule.open(
                KeyVault.open(TestModule.copy(home), TestModule.passphrase()), ModulePolicy.test(), clock);
    }

    @AfterEach
    void close() {
        module.close();
    }

    @Test
    void a_destroyed_key_is_gone_after_the_vault_was_closed_and_its_name_is_never_given_again() throws IOException {
        String checkValue =
                module.inventory().find(CVK).orElseThrow().checkValue().toHex();
        destroyAtOnce(module, CVK);
        module.close();
        try (KeyVault vault = KeyVault.open(home.resolve("copy"), TestModule.passphrase())) {
            assertThat(vault.find(CVK).orElseThrow().checkValue().toHex()).isEqualTo(checkValue);
            assertRefused(() -> TestKeyImport.importAll(vault, SampleData.path("keys-test-only")), "DESTROYED");
            assertRefused(
                    () -> KeyGeneration.generate(
                            vault,
                            new KeyGeneration.Specification(
                                    CVK, KeyPurpose.CVK, KeyAlgorithm.TDES, 16, KeyDirection.NONE)),
                    "already");
        }
    }

    @Test
    void a_search_finds_the_key_in_every_copy_until_it_is_gone() throws IOException {
        Path vault = home.resolve("copy");
        Path backups = Files.createDirectories(home.resolve("backups/monday"));
        Files.copy(vault.resolve("keys.vault"), backups.resolve("keys.vault"));
        byte[] old = Files.readAllBytes(vault.resolve("keys.vault"));
        assertThat(search(vault).holding()).containsExactly(vault.resolve("keys.vault"));
        destroyAtOnce(module, CVK);
        assertThat(search(vault).holding()).isEmpty();
        assertThat(search(vault).notSearched()).isEmpty();
        assertThat(search(vault).searched()).isEqualTo(2);
        assertThat(search(vault, home.resolve("backups")).holding()).containsExactly(backups.resolve("keys.vault"));

        Files.delete(backups.resolve("keys.vault"));
        for (int half : new int[] {blockAt(old), blockAt(old) + 100}) {
            Files.write(vault.resolve("keys.vault.next"), Arrays.copyOfRange(old, blockAt(old), half + 100));
            assertThat(search(vault).holding()).containsExactly(vault.resolve("keys.vault.next"));
        }
        Files.write(vault.resolve("keys.vault.next"), Arrays.copyOf(old, blockAt(old)));
        assertThat(search(vault).holding()).isEmpty();
        Files.write(backups.resolve("packed"), new byte[] {0x1F, (byte) 0x8B, 0, 1});
        Files.createSymbolicLink(backups.resolve("linked"), vault.resolve("keys.vault"));
        assertThat(search(home.resolve("backups")).notSearched())
                .containsExactly(backups.resolve("linked"), backups.resolve("packed"));
    }

    private static int blockAt(byte[] vault) {
        String text = new String(vault, StandardCharsets.ISO_8859_1);
        return text.lastIndexOf("key D", text.indexOf("LB10" + CVK.label())) + 4;
    }

    private static DestructionCheck.Findings search(Path... places) throws IOException {
        return DestructionCheck.search(CVK, List.of(places));
    }

    private static void destroyAtOnce(SoftwareSecurityModule module, KeyName name) {
        module.keyLife().change(name, KeyState.DEACTIVATED);
        module.keyLife().awaitDestruction(name, TODAY);
        module.keyLife().destroy(name);
    }

    @Test
    void what_another_process_decides_holds_at_the_next_operation() {
        assertThat(verificationValue()).hasSize(1);
        try (KeyVault other = KeyVault.open(home.resolve("copy"), TestModule.passphrase())) {
            other.changeState(CVK, KeyState.SUSPENDED);
            assertThatThrownBy(this::verificationValue).hasMessageContaining("SUSPENDED");
            assertThat(module.inventory().find(CVK).orElseThrow().state()).isEqualTo(KeyState.SUSPENDED);
            other.changeState(CVK, KeyState.ACTIVE);
            assertThat(verificationValue()).hasSize(1);
            module.keyLife().change(CVK, KeyState.COMPROMISED);
        }
        assertRefused(this::verificationValue, "COMPROMISED");
    }

    @Test
    void a_vault_file_that_is_altered_under_a_running_module_stops_it() throws IOException {
        Path file = home.resolve("copy/keys.vault");
        byte[] content = Files.readAllBytes(file);
        byte[] altered = content.clone();
        altered[content.length / 2] ^= 0x01;
        Files.write(file, altered);
        assertRefused(this::verificationValue, "");
        Files.delete(file);
        assertThatThrownBy(this::verificationValue)
                .isInstanceOfSatisfying(
                        SecurityModuleException.class,
                        gone -> assertThat(gone.kind()).isEqualTo(SecurityModuleException.Kind.UNAVAILABLE));
        Files.write(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThat(verificationValue()).hasSize(1);
    }

    private List<?> verificationValue() {
        return module.cardValues()
                .cardVerificationValues(List.of(new CardValues.CardValueRequest(CVK, PAN, "3012", "201")));
    }
}
