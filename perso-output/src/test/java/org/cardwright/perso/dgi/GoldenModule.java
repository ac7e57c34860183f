package org.cardwright.perso.dgi;

import java.nio.file.Path;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.BatchKeys;
import org.cardwright.crypto.module.CardKeys;
import org.cardwright.crypto.module.CardValues;
import org.cardwright.crypto.module.Certificates;
import org.cardwright.crypto.module.IssuerKeys;
import org.cardwright.crypto.module.KeyDerivations;
import org.cardwright.crypto.module.KeyExchange;
import org.cardwright.crypto.module.KeyInventory;
import org.cardwright.crypto.module.KeyLife;
import org.cardwright.crypto.module.KeyVault;
import org.cardwright.crypto.module.ModulePolicy;
import org.cardwright.crypto.module.PassphraseCost;
import org.cardwright.crypto.module.Pins;
import org.cardwright.crypto.module.Seals;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.crypto.module.SoftwareSecurityModule;
import org.cardwright.crypto.module.TestKeyImport;
import org.cardwright.crypto.module.VaultPassphrase;
import org.cardwright.crypto.module.WrappedSecretChecks;
import org.cardwright.sample.SampleData;

/** The software module with the published keys, and with the published key pair for every card. */
record GoldenModule(SecurityModule real) implements SecurityModule {

    /** A module over a fresh vault in the directory, with all test keys. */
    static SecurityModule open(Path directory) {
        Path keys = SampleData.path("keys-test-only");
        try (SecretBytes passphrase = VaultPassphrase.read(keys.resolve("passphrase.txt"))) {
            KeyVault vault = KeyVault.create(directory.resolve("vault"), passphrase, PassphraseCost.LEAST);
            TestKeyImport.importAll(vault, keys);
            TestKeyImport.importGoldenKeys(vault, keys);
            return SoftwareSecurityModule.open(vault, ModulePolicy.test(KeyName.of("bureau.test-seed")));
        }
    }

    @Override
    public KeyInventory inventory() {
        return real.inventory();
    }

    @Override
    public KeyLife keyLife() {
        return real.keyLife();
    }

    @Override
    public KeyExchange keyExchange() {
        return real.keyExchange();
    }

    @Override
    public KeyDerivations keyDerivations() {
        return real.keyDerivations();
    }

    @Override
    public CardKeys cardKeys() {
        return real.cardKeys();
    }

    @Override
    public Certificates certificates() {
        return new PublishedIccKey(real.certificates());
    }

    @Override
    public IssuerKeys issuerKeys() {
        return real.issuerKeys();
    }

    @Override
    public Pins pins() {
        return real.pins();
    }

    @Override
    public CardValues cardValues() {
        return real.cardValues();
    }

    @Override
    public Seals seals() {
        return real.seals();
    }

    @Override
    public BatchKeys batchKeys() {
        return real.batchKeys();
    }

    @Override
    public WrappedSecretChecks checks() {
        return real.checks();
    }

    @Override
    public long clearNanos() {
        return real.clearNanos();
    }

    @Override
    public void close() {
        real.close();
    }
}
