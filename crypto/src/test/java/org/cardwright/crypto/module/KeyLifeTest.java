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
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cardwright.crypto.key.Cryptoperiod;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyDirection;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.key.KeyState;
import org.cardwright.crypto.key.KeyTerm;
import org.cardwright.crypto.key.StandardPeriod;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.sample.SampleData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** NIST SP 800-57 part 1, 7: what a change of state does to those who need the key. */
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
    void what_needs_a_suspended_key_waits_until_it_is_active_again() {
        module.keyLife().change(CVK, KeyState.SUSPENDED);
        assertThatThrownBy(this::verificationValue)
                .isInstanceOfSatisfying(
                        SecurityModuleException.class,
                        waits -> assertThat(waits.kind()).isEqualTo(SecurityModuleException.Kind.UNAVAILABLE))
                .hasMessage(CVK + " is SUSPENDED; what needs it waits until it is active again");

        module.keyLife().change(CVK, KeyState.ACTIVE);
        assertThat(verificationValue()).hasSize(1);
    }

    @Test
    void what_needs_a_deactivated_key_is_refused_for_good() {
        module.keyLife().change(CVK, KeyState.DEACTIVATED);
        assertRefused(this::verificationValue, "DEACTIVATED");
        assertRefused(() -> module.keyLife().change(CVK, KeyState.ACTIVE), "DEACTIVATED and cannot become ACTIVE");
    }

    @Test
    void a_key_that_is_not_there_has_no_life() {
        assertRefused(() -> module.keyLife().change(KeyName.of("nobody.cvk"), KeyState.SUSPENDED), "no key");
    }

    @Test
    void a_key_is_destroyed_in_two_steps_and_can_be_called_back_between_them() throws IOException {
        module.keyLife().change(CVK, KeyState.DEACTIVATED);
        KeyTerm before = term();
        module.keyLife().awaitDestruction(CVK, TODAY.plusDays(7));
        assertRefused(this::verificationValue, "may be destroyed from 2026-11-29 on, and can be called back");
        assertRefused(() -> module.keyLife().change(CVK, KeyState.ACTIVE), "cannot become ACTIVE");
        assertThatThrownBy(() -> module.keyLife().destroy(CVK))
                .isInstanceOfSatisfying(
                        SecurityModuleException.class,
                        early -> assertThat(early.kind()).isEqualTo(SecurityModuleException.Kind.UNAVAILABLE))
                .hasMessage(CVK + " may be destroyed from 2026-11-29 on");
        module.keyLife().change(CVK, KeyState.DEACTIVATED);
        assertThat(term()).isEqualTo(before);

        module.keyLife().awaitDestruction(CVK, TODAY.plusDays(1));
        clock.pass(Duration.ofDays(1));
        module.keyLife().destroy(CVK);
        KeyInventory.KeyDescription gone = module.inventory().find(CVK).orElseThrow();
        assertThat(gone.state()).isEqualTo(KeyState.DESTROYED);
        assertThat(gone.purpose()).isEqualTo(KeyPurpose.CVK);
        assertRefused(this::verificationValue, CVK + " is DESTROYED; its bytes are gone");
        for (KeyState state : KeyState.values()) {
            assertRefused(() -> module.keyLife().change(CVK, state), "cannot become " + state);
        }
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
    void a_key_works_between_its_days_only() {
        module.keyLife()
                .limit(
                        CVK,
                        new Cryptoperiod(
                                Optional.of(TODAY.plusDays(1)), Optional.of(TODAY.plusDays(1)), Optional.empty()));
        assertRefused(this::verificationValue, CVK + " protects nothing before 2026-11-23");
        clock.pass(Duration.ofDays(1));
        assertThat(verificationValue()).hasSize(1);
        clock.pass(Duration.ofDays(1));
        assertRefused(this::verificationValue, CVK + " protects no more: its period ended on 2026-11-23");
        assertRefused(
                () -> module.keyLife().limit(KeyName.of("nobody.cvk"), Cryptoperiod.UNLIMITED), "there is no key");
    }

    /** NIST SP 800-57 part 1, 7.1: before its activation a key proves its possession and nothing else. */
    @Test
    void an_issuer_key_is_not_in_use_before_it_is_activated() {
        KeyName issuer = KeyName.of("mine.issuer");
        KeyInventory.RsaPublicKey made = module.issuerKeys().generate(issuer, 1024, 3);
        assertThat(module.inventory().rsaPublicKey(issuer)).isEqualTo(made);
        assertRefused(() -> sign(issuer), issuer + " is PRE_ACTIVATION");
        module.keyLife().change(issuer, KeyState.ACTIVE);
        assertThat(sign(issuer)).hasSize(1);
        assertThat(module.inventory().find(issuer).orElseThrow().term())
                .isEqualTo(KeyTerm.of(StandardPeriod.SIGNATURE.from(TODAY)));
        module.keyLife().change(issuer, KeyState.SUSPENDED);
        clock.pass(Duration.ofDays(30));
        module.keyLife().change(issuer, KeyState.ACTIVE);
        assertThat(module.inventory().find(issuer).orElseThrow().term())
                .isEqualTo(KeyTerm.of(StandardPeriod.SIGNATURE.from(TODAY)));
    }

    private List<?> sign(KeyName issuer) {
        return module.certificates()
                .signStaticData(List.of(
                        new Certificates.StaticSignatureRequest(issuer, ByteString.fromHex("0000"), ByteString.EMPTY)));
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

    private KeyTerm term() {
        return module.inventory().find(CVK).orElseThrow().term();
    }

    private List<?> verificationValue() {
        return module.cardValues()
                .cardVerificationValues(List.of(new CardValues.CardValueRequest(CVK, PAN, "3012", "201")));
    }
}
