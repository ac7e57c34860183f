package org.cardwright.jobs.wiring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.KeyVault;
import org.cardwright.crypto.module.ModulePolicy;
import org.cardwright.crypto.module.PassphraseCost;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.crypto.module.SoftwareSecurityModule;
import org.cardwright.crypto.module.TestKeyImport;
import org.cardwright.jobs.home.ConfigurationException;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.jobs.home.Settings;
import org.cardwright.sample.SampleData;

/** Opens the vault of a home; a new test home gets one with the published test keys. */
final class Vault {

    private static final String FILLING = "filling";

    private Vault() {}

    /** The software security module of a home. The passphrase is closed here. */
    static SecurityModule open(HomeDirectory home, Settings settings, SecretBytes passphrase) throws IOException {
        try (passphrase) {
            Path directory = home.vault();
            if (!KeyVault.exists(directory)) {
                if (settings.policy() != Settings.Policy.TEST) {
                    throw new ConfigurationException("no vault in this home; a key ceremony makes one");
                }
                home.fillOnce(directory, () -> fill(directory, passphrase, settings.passphrase()));
            }
            return SoftwareSecurityModule.open(KeyVault.open(directory, passphrase), policy(settings));
        }
    }

    /** The passphrase of the published test vault. */
    static SecretBytes publishedPassphrase() {
        byte[] line = SampleData.bytes("keys-test-only/passphrase.txt");
        return SecretBytes.adopt(Arrays.copyOf(line, line.length - 1));
    }

    /** Makes the vault under another name first: a killed run must not leave one with half of the keys. */
    private static void fill(Path directory, SecretBytes passphrase, PassphraseCost cost) throws IOException {
        Path filling = directory.resolveSibling(FILLING);
        deleteOld(filling);
        try (KeyVault vault = KeyVault.create(filling, passphrase, cost)) {
            TestKeyImport.importAll(vault, name -> SampleData.bytes("keys-test-only/" + name));
        }
        Files.move(filling, directory);
    }

    private static void deleteOld(Path filling) throws IOException {
        if (Files.isDirectory(filling)) {
            try (var files = Files.newDirectoryStream(filling)) {
                for (Path file : files) {
                    Files.delete(file);
                }
            }
            Files.delete(filling);
        }
    }

    private static ModulePolicy policy(Settings settings) {
        if (settings.policy() == Settings.Policy.PRODUCTION) {
            return ModulePolicy.production();
        }
        Optional<KeyName> seed = settings.testSeed().map(KeyName::of);
        return seed.isPresent() ? ModulePolicy.test(seed.get()) : ModulePolicy.test();
    }
}
