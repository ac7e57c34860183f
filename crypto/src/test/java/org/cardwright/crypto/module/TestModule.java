package org.cardwright.crypto.module;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.sample.SampleData;

/** A vault with all published test keys, made once; every test opens a module of its own over it. */
final class TestModule {

    static final KeyName SEED = KeyName.of("bureau.test-seed");

    private static final Path VAULT = make();

    private TestModule() {}

    static SoftwareSecurityModule open() {
        return open(ModulePolicy.test(SEED));
    }

    static SoftwareSecurityModule open(ModulePolicy policy) {
        return SoftwareSecurityModule.open(vault(), policy);
    }

    static KeyVault vault() {
        try (SecretBytes passphrase = passphrase()) {
            return KeyVault.open(VAULT, passphrase);
        }
    }

    /** A copy of the vault that a test may change. */
    static Path copy(Path directory) throws IOException {
        Path target = Files.createDirectory(directory.resolve("copy"));
        Files.copy(VAULT.resolve("keys.vault"), target.resolve("keys.vault"));
        return target;
    }

    static SecretBytes passphrase() {
        return VaultPassphrase.read(SampleData.path("keys-test-only/passphrase.txt"));
    }

    private static Path make() {
        try {
            Path directory = Files.createTempDirectory("cardwright-test-vault-").resolve("vault");
            Path keys = SampleData.path("keys-test-only");
            try (SecretBytes passphrase = passphrase();
                    KeyVault vault = KeyVault.create(directory, passphrase, PassphraseCost.LEAST)) {
                TestKeyImport.importAll(vault, keys);
                TestKeyImport.importGoldenKeys(vault, keys);
            }
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
