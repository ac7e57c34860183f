package org.cardwright.crypto.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cardwright.crypto.module.ExchangeVault.CLEAR;
import static org.cardwright.crypto.module.ExchangeVault.KEK1;
import static org.cardwright.crypto.module.ExchangeVault.KEY;
import static org.cardwright.crypto.module.ExchangeVault.NEW;
import static org.cardwright.crypto.module.ExchangeVault.fromBank;
import static org.cardwright.crypto.module.ExchangeVault.secret;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.cardwright.crypto.key.Exportability;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyAttributes;
import org.cardwright.crypto.key.KeyBlockHeader;
import org.cardwright.crypto.key.KeyDirection;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.key.KeyState;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.key.Tr31;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A key of another party in the file of a vault; the rest is {@link BlockImportContractTest}. */
class KeyImportTest {

    @Test
    void nothing_comes_in_under_a_key_of_nobody(@TempDir Path home) {
        KeyBlockHeader header = new KeyBlockHeader('B', "C0", 'T', 'C', "00", 'E', List.of());
        String block = Tr31.wrap(header, secret(KEY), secret(CLEAR.get(KEK1)), new SecureRandom());
        KeyName nobodys = KeyName.of("nobodys.kek1");
        KeyVault vault = ExchangeVault.in(home.resolve("vault"));
        KeyGeneration.generate(
                vault,
                new KeyGeneration.Specification(
                        nobodys, KeyPurpose.KEK, KeyAlgorithm.TDES, 16, KeyDirection.ISSUER_TO_DATA_PREPARATION));
        try (SoftwareSecurityModule module = SoftwareSecurityModule.open(vault, ModulePolicy.production())) {
            ModuleCalls.assertRefused(
                    () -> module.keyExchange().importBlock(nobodys, block, ExchangeVault.cvk(NEW)),
                    "nobodys.kek1/1 belongs to nobody; say whose it is before a key comes in under it");
            assertThat(module.inventory().find(NEW)).isEmpty();
        }
    }

    @Test
    void a_key_that_came_is_there_byte_for_byte_when_the_vault_is_opened_again(@TempDir Path home) {
        Path directory = home.resolve("vault");
        KeyBlockHeader header = new KeyBlockHeader('B', "C0", 'T', 'C', "00", 'E', List.of());
        String block = Tr31.wrap(header, secret(KEY), secret(CLEAR.get(KEK1)), new SecureRandom());
        try (SoftwareSecurityModule module =
                SoftwareSecurityModule.open(ExchangeVault.in(directory), ModulePolicy.production())) {
            module.keyExchange().importBlock(KEK1, block, ExchangeVault.cvk(NEW));
        }
        try (SecretBytes passphrase = TestModule.passphrase();
                KeyVault again = KeyVault.open(directory, passphrase)) {
            KeyAttributes key = again.find(NEW).orElseThrow();
            assertThat(key.state()).isEqualTo(KeyState.ACTIVE);
            assertThat(key.custody()).isEqualTo(fromBank(Exportability.TRUSTED));
            assertThat(key.test()).isFalse();
            assertThat(again.open(again.block(NEW))).isEqualTo(secret(KEY));
        }
    }
}
