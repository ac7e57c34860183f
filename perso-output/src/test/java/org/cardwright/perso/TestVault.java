package org.cardwright.perso;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.KeyVault;
import org.cardwright.crypto.module.ModulePolicy;
import org.cardwright.crypto.module.PassphraseCost;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.crypto.module.SoftwareSecurityModule;
import org.cardwright.crypto.module.TestKeyImport;
import org.cardwright.crypto.module.VaultPassphrase;
import org.cardwright.sample.SampleData;

/** The software security module over a vault with all published test keys, made once per JVM. */
public final class TestVault {

    /** Binds records. */
    public static final KeyName RECORD_KEY = KeyName.of("bureau.record-mac");

    /** Signs manifests. */
    public static final KeyName SIGNING_KEY = KeyName.of("bureau.manifest-signing");

    private static final SecurityModule MODULE = open();

    private TestVault() {}

    /** Stays open until the JVM ends. */
    public static SecurityModule module() {
        return MODULE;
    }

    private static SecurityModule open() {
        try (SecretBytes passphrase = VaultPassphrase.read(SampleData.path("keys-test-only/passphrase.txt"))) {
            Path directory = Files.createTempDirectory("cardwright-test-vault-").resolve("vault");
            KeyVault vault = KeyVault.create(directory, passphrase, PassphraseCost.LEAST);
            TestKeyImport.importAll(vault, SampleData.path("keys-test-only"));
            TestKeyImport.importGoldenKeys(vault, SampleData.path("keys-test-only"));
            return SoftwareSecurityModule.open(vault, ModulePolicy.test(KeyName.of("bureau.test-seed")));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
