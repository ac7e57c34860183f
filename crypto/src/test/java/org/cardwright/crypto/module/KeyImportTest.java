package org.cardwright.crypto.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cardwright.crypto.module.ExchangeVault.CLEAR;
import static org.cardwright.crypto.module.ExchangeVault.KCV;
import static org.cardwright.crypto.module.ExchangeVault.KEK1;
import static org.cardwright.crypto.module.ExchangeVault.KEK1_AES;
import static org.cardwright.crypto.module.ExchangeVault.KEK2;
import static org.cardwright.crypto.module.ExchangeVault.KEY;
import static org.cardwright.crypto.module.ExchangeVault.NEW;
import static org.cardwright.crypto.module.ExchangeVault.announced;
import static org.cardwright.crypto.module.ExchangeVault.cvk;
import static org.cardwright.crypto.module.ExchangeVault.fromBank;
import static org.cardwright.crypto.module.ExchangeVault.kcv;
import static org.cardwright.crypto.module.ExchangeVault.secret;
import static org.cardwright.crypto.module.ExchangeVault.with;
import static org.cardwright.crypto.module.ModuleCalls.assertRefused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.cardwright.crypto.key.Cryptoperiod;
import org.cardwright.crypto.key.Exportability;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyAttributes;
import org.cardwright.crypto.key.KeyBlockHeader;
import org.cardwright.crypto.key.KeyBlockVersion;
import org.cardwright.crypto.key.KeyCustody;
import org.cardwright.crypto.key.KeyDirection;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.key.KeyState;
import org.cardwright.crypto.key.Party;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.key.Tr31;
import org.cardwright.crypto.module.KeyExchange.Announced;
import org.cardwright.crypto.module.KeyExchange.Imported;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys of other parties on their way in. */
class KeyImportTest {

    @TempDir
    private Path home;

    private Path directory = Path.of(".");
    private KeyVault vault = TestModule.vault();

    @BeforeEach
    void make() throws IOException {
        vault.close();
        directory = Files.createTempDirectory(home, "v").resolve("vault");
        vault = ExchangeVault.in(directory);
    }

    private SoftwareSecurityModule module() {
        return SoftwareSecurityModule.open(vault, ModulePolicy.production());
    }

    @ParameterizedTest
    @CsvSource({
        "B, bank.kek1, T, 0123456789ABCDEFFEDCBA9876543210",
        "D, bank.kek1-aes, T, 0123456789ABCDEFFEDCBA9876543210",
        "E, bank.kek1-aes, A, 7F5705000000000000000000000000017F570500000000000000000000000002",
        "D, bank.kbpk1-aes, A, 7F570500000000000000000000000001",
        "E, bank.kbpk1-aes, T, 0123456789ABCDEFFEDCBA9876543210"
    })
    void a_key_block_becomes_a_key_of_its_owner_and_is_there_when_the_vault_is_opened_again(
            char version, String kek, char algorithm, String hex) {
        KeyAlgorithm family = KeyAlgorithm.ofLetter(algorithm);
        String block = block(new KeyBlockHeader(version, "E0", algorithm, 'X', "00", 'E', List.of()), hex, kek);
        Announced announced = new Announced(
                NEW,
                KeyPurpose.IMK_AC,
                KeyDirection.NONE,
                kcv(family, hex),
                fromBank(Exportability.TRUSTED),
                KeyState.PRE_ACTIVATION,
                Cryptoperiod.UNLIMITED);
        try (SoftwareSecurityModule module = module()) {
            Imported imported = module.keyExchange().importBlock(KeyName.of(kek), block, announced);
            assertThat(imported.blockVersion()).contains(KeyBlockVersion.ofLetter(version));
            assertThat(imported.notUnderstood()).isEmpty();
            assertThat(imported).hasToString(NEW + " " + kcv(family, hex));
            assertThat(module.inventory().find(NEW).orElseThrow().custody()).isEqualTo(fromBank(Exportability.TRUSTED));
        }
        try (SecretBytes passphrase = TestModule.passphrase();
                KeyVault again = KeyVault.open(directory, passphrase)) {
            KeyAttributes key = again.find(NEW).orElseThrow();
            assertThat(key.state()).isEqualTo(KeyState.PRE_ACTIVATION);
            assertThat(key.custody()).isEqualTo(fromBank(Exportability.TRUSTED));
            assertThat(key.test()).isFalse();
            assertThat(again.open(again.block(NEW))).isEqualTo(secret(hex));
        }
    }

    @Test
    void a_block_narrows_the_form_in_which_its_key_may_leave() {
        for (char exportability : "NES".toCharArray()) {
            KeyName name = KeyName.of("bank.new-" + Character.toLowerCase(exportability));
            Announced announced = new Announced(
                    name,
                    KeyPurpose.CVK,
                    KeyDirection.NONE,
                    KCV,
                    fromBank(Exportability.TRUSTED),
                    KeyState.ACTIVE,
                    Cryptoperiod.UNLIMITED);
            String block =
                    block(new KeyBlockHeader('B', "C0", 'T', 'C', "00", exportability, List.of()), KEY, KEK1.label());
            importBlock(KEK1, block, announced);
            Exportability expected = exportability == 'N' ? Exportability.NEVER : Exportability.TRUSTED;
            assertThat(vault.find(name).orElseThrow().custody().exportability()).isEqualTo(expected);
        }
    }

    @Test
    void what_a_block_carries_and_nobody_understands_is_listed() {
        List<KeyBlockHeader.OptionalBlock> blocks = List.of(
                new KeyBlockHeader.OptionalBlock("TS", "20261122031500Z"),
                new KeyBlockHeader.OptionalBlock("DA", "0000"),
                new KeyBlockHeader.OptionalBlock("42", "vendor"));
        String block = block(new KeyBlockHeader('B', "C0", 'T', 'C', "00", 'N', blocks), KEY, KEK1.label());
        assertThat(importBlock(KEK1, block, cvk()).notUnderstood()).containsExactly("DA", "42");
    }

    @Test
    void a_key_block_that_does_not_fit_is_refused() {
        String block = block(new KeyBlockHeader('B', "C0", 'T', 'C', "00", 'E', List.of()), KEY, KEK1.label());
        assertRefused(() -> importBlock(KEK1_AES, block, cvk()), "version B is under TDES");
        assertRefused(() -> importBlock(KEK2, block, cvk()), "DATA_PREPARATION_TO_PERSONALIZER");
        assertRefused(() -> importBlock(KeyName.of("nobody"), block, cvk()), "no key");
        assertRefused(() -> importBlock(KEK1, block.replace("C0TC", "C0TN"), cvk()), "altered");
        assertRefused(() -> importBlock(KEK1, block, announced(KeyPurpose.PVK_PVV)), "another usage");
        assertRefused(() -> importBlock(KEK1, block, announced(KeyPurpose.RECORD_MAC)), "does not come from others");
        assertRefused(
                () -> importBlock(KEK1, block, with(cvk(), kcv(KeyAlgorithm.TDES, CLEAR.get(KEK2)))), "check value");
        assertRefused(() -> importBlock(KEK1, block, inState(KeyState.SUSPENDED)), "begins in");
        assertRefused(() -> importBlock(KEK1, block, owned(ExchangeVault.OTHER_BANK)), "not shared with the owner");
        assertThat(vault.find(NEW)).isEmpty();
        importBlock(KEK1, block, cvk());
        assertRefused(() -> importBlock(KEK1, block, cvk()), "already");
    }

    @ParameterizedTest
    @CsvSource({
        "C0TG, CVK, NONE, mode of use",
        "C0TV, CVK, NONE, mode of use",
        "E0TE, IMK_AC, NONE, mode of use",
        "K0TD, KEK, DATA_PREPARATION_TO_PERSONALIZER, direction",
        "K0TE, KEK, ISSUER_TO_DATA_PREPARATION, direction",
        "K1TB, KEK, ISSUER_TO_DATA_PREPARATION, another usage",
        "C0AC, CVK, NONE, weaker",
        "P0TB, PIN_ENCRYPTION, NONE, goes NONE"
    })
    void usage_and_mode_of_use_bind_the_key(String use, KeyPurpose purpose, KeyDirection direction, String because) {
        KeyBlockHeader header =
                new KeyBlockHeader('B', use.substring(0, 2), use.charAt(2), use.charAt(3), "00", 'E', List.of());
        Announced announced = new Announced(
                NEW, purpose, direction, KCV, fromBank(Exportability.TRUSTED), KeyState.ACTIVE, Cryptoperiod.UNLIMITED);
        assertRefused(() -> importBlock(KEK1, block(header, KEY, KEK1.label()), announced), because);
        assertThat(vault.find(NEW)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        // even parity, weak half, equal halves: never in a key block
        "0023456789ABCDEFFEDCBA9876543210, parity",
        "0101010101010101FEDCBA9876543210, weak",
        "0123456789ABCDEF0123456789ABCDEF, single-length"
    })
    void an_unsound_key_in_a_key_block_is_refused(String hex, String because) {
        String block = block(new KeyBlockHeader('B', "C0", 'T', 'C', "00", 'E', List.of()), hex, KEK1.label());
        assertRefused(() -> importBlock(KEK1, block, with(cvk(), kcv(KeyAlgorithm.TDES, hex))), because);
    }

    @Test
    void a_key_under_a_test_key_is_a_test_key_and_refused_in_production() throws IOException {
        try (KeyVault tests =
                KeyVault.open(TestModule.copy(Files.createTempDirectory(home, "t")), TestModule.passphrase())) {
            String kek = ModuleCalls.CLEAR.get("bank-one.kek1-k0");
            String block = Tr31.wrap(
                    new KeyBlockHeader('B', "C0", 'T', 'C', "00", 'E', List.of()),
                    secret(KEY),
                    secret(kek),
                    new SecureRandom());
            ExchangeVault.with(
                    tests, session -> new KeyImport(session, cvk()).block(KeyName.of("bank-one.kek1-k0"), block));
            assertThat(tests.find(NEW).orElseThrow().test()).isTrue();
        }
    }

    private Imported importBlock(KeyName kek, String block, Announced announced) {
        return ExchangeVault.with(vault, session -> new KeyImport(session, announced).block(kek, block));
    }

    private static Announced inState(KeyState state) {
        return new Announced(
                NEW,
                KeyPurpose.CVK,
                KeyDirection.NONE,
                KCV,
                fromBank(Exportability.NEVER),
                state,
                Cryptoperiod.UNLIMITED);
    }

    private static Announced owned(Party owner) {
        KeyCustody custody = new KeyCustody(Optional.of(owner), Optional.empty(), Exportability.NEVER);
        return new Announced(
                NEW, KeyPurpose.CVK, KeyDirection.NONE, KCV, custody, KeyState.ACTIVE, Cryptoperiod.UNLIMITED);
    }

    private static String block(KeyBlockHeader header, String hex, String kek) {
        return Tr31.wrap(header, secret(hex), secret(CLEAR.get(KeyName.of(kek))), new SecureRandom());
    }
}
