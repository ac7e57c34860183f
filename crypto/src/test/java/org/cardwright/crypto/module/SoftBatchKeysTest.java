package org.cardwright.crypto.module;

import static org.cardwright.crypto.module.ModuleCalls.assertRefused;

import java.nio.file.Path;
import org.cardwright.formats.bytes.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only a vault can be asked about its data keys; the rest is {@link BatchKeysContractTest}. */
class SoftBatchKeysTest {

    private static final SoftwareSecurityModule MODULE = TestModule.open();
    private static final String BATCH = "4f".repeat(32);

    @AfterAll
    static void close() {
        MODULE.close();
    }

    @Test
    void the_key_block_of_a_stored_key_is_no_data_key() {
        try (KeyVault vault = TestModule.vault()) {
            vault.blocks()
                    .forEach(block -> assertRefused(
                            () -> MODULE.batchKeys().open(BATCH, ByteString.ascii(block.text())), "BATCH_DATA"));
        }
    }

    @Test
    void a_data_key_of_another_vault_or_policy_is_refused(@TempDir Path home) {
        ByteString wrapped = MODULE.batchKeys().create(BATCH);
        KeyVault other = KeyVault.create(home.resolve("v"), TestModule.passphrase(), PassphraseCost.LEAST);
        try (SoftwareSecurityModule production = SoftwareSecurityModule.open(other, ModulePolicy.production())) {
            assertRefused(() -> production.batchKeys().open(BATCH, wrapped), "");
            ByteString own = production.batchKeys().create(BATCH);
            production.batchKeys().open(BATCH, own).close();
            try (KeyVault same = KeyVault.open(home.resolve("v"), TestModule.passphrase());
                    SoftwareSecurityModule test = SoftwareSecurityModule.open(same, ModulePolicy.test())) {
                assertRefused(() -> test.batchKeys().open(BATCH, own), "policy");
            }
        }
    }
}
