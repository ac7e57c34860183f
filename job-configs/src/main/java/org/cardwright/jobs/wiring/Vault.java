package org.cardwright.jobs.wiring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cardwright.crypto.ceremony.ShareJoin;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyDirection;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.KeyGeneration;
import org.cardwright.crypto.module.KeyVault;
import org.cardwright.crypto.module.ModulePolicy;
import org.cardwright.crypto.module.PassphraseCost;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.crypto.module.SoftwareSecurityModule;
import org.cardwright.crypto.module.TestKeyImport;
import org.cardwright.crypto.module.VaultQuorum;
import org.cardwright.jobs.home.ConfigurationException;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.jobs.home.PermissionRefusedException;
import org.cardwright.jobs.home.Settings;
import org.cardwright.pipeline.ledger.WrongUsageException;
import org.cardwright.sample.SampleData;

/** Opens the keys of a home, in a vault, on tokens or in payment HSMs; a new test home gets the published test keys. */
final class Vault {

    static final String FILLING = "filling";
    private static final int OWN_KEY_BYTES = 32;

    private Vault() {}

    /**
     * The security module of a home.
     *
     * @param passphrase of the vault, PIN of the tokens, or passphrase of the TLS files; closed here
     */
    static SecurityModule open(HomeDirectory home, Settings settings, SecretBytes passphrase, Clock clock)
            throws IOException {
        try (passphrase) {
            if (settings.module().hosts().isPresent()) {
                return HostsOfHome.open(settings, passphrase);
            }
            return settings.module().tokens().isPresent()
                    ? TokensOfHome.open(home, settings, passphrase, clock)
                    : inVault(home, settings, passphrase, clock);
        }
    }

    private static SecurityModule inVault(HomeDirectory home, Settings settings, SecretBytes passphrase, Clock clock)
            throws IOException {
        requireAccepted(settings);
        Path directory = home.vault();
        if (!KeyVault.exists(directory)) {
            if (settings.policy() != Settings.Policy.TEST) {
                throw new ConfigurationException("no vault in this home; keys ceremony create-vault makes one");
            }
            home.fillOnce(directory, () -> fill(directory, passphrase, settings.passphrase()));
        }
        return reopened(home, settings, passphrase, clock);
    }

    /** The module of a home that has its vault, or its register of tokens. The passphrase stays the caller's. */
    static SecurityModule reopened(HomeDirectory home, Settings settings, SecretBytes passphrase, Clock clock)
            throws IOException {
        if (settings.module().tokens().isPresent()) {
            return TokensOfHome.open(home, settings, passphrase, clock);
        }
        requireAccepted(settings);
        return SoftwareSecurityModule.open(KeyVault.open(home.vault(), passphrase), policy(settings), clock);
    }

    /** The module of a home whose vault a quorum of custodians opens. */
    static SecurityModule open(HomeDirectory home, Settings settings, ShareJoin shares, Clock clock)
            throws IOException {
        requireAccepted(settings);
        return SoftwareSecurityModule.open(VaultQuorum.open(home.vault(), shares), policy(settings), clock);
    }

    private static void requireAccepted(Settings settings) {
        if (settings.softwareModule() != Settings.SoftwareModule.ACCEPTED) {
            throw new PermissionRefusedException("the software security module is refused under policy "
                    + settings.policy().name().toLowerCase(Locale.ROOT)
                    + ": whoever reads the memory of this process has its keys; software-module = accepted in"
                    + " cardwright.properties says that this is known");
        }
    }

    /** The passphrase of the published test vault. */
    static SecretBytes publishedPassphrase() {
        byte[] line = SampleData.bytes("keys-test-only/passphrase.txt");
        return SecretBytes.adopt(Arrays.copyOf(line, line.length - 1));
    }

    /**
     * The first vault of a production home, or its register of tokens, with the keys that every home has; made under another name first, as below.
     *
     * @throws WrongUsageException when it is a test home
     * @throws PermissionRefusedException when nobody accepted keys in memory
     */
    static void make(HomeDirectory home, Settings settings, SecretBytes passphrase) throws IOException {
        if (settings.policy() == Settings.Policy.TEST) {
            throw new WrongUsageException("a test home makes its vault of published keys by itself");
        }
        if (settings.module().tokens().isPresent()) {
            TokensOfHome.make(home, settings, passphrase);
            return;
        }
        requireAccepted(settings);
        Path filling = home.vault().resolveSibling(FILLING);
        deleteOld(filling);
        try (KeyVault vault = KeyVault.create(filling, passphrase, settings.passphrase())) {
            keysOfTheHouse(settings).forEach(key -> KeyGeneration.generate(vault, key));
        }
        Files.move(filling, home.vault());
    }

    /** The key of ledger and audit, and the one that signs. */
    static List<KeyGeneration.Specification> keysOfTheHouse(Settings settings) {
        return List.of(
                ownKey(settings.recordKey(), KeyPurpose.RECORD_MAC, KeyAlgorithm.HMAC),
                ownKey(settings.signingKey(), KeyPurpose.MANIFEST_SIGNING, KeyAlgorithm.ED25519));
    }

    private static KeyGeneration.Specification ownKey(String label, KeyPurpose purpose, KeyAlgorithm algorithm) {
        return new KeyGeneration.Specification(KeyName.of(label), purpose, algorithm, OWN_KEY_BYTES, KeyDirection.NONE);
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

    /** Removes what a run left that was killed while it filled a vault. */
    static void deleteOld(Path filling) throws IOException {
        if (Files.isDirectory(filling)) {
            try (var files = Files.newDirectoryStream(filling)) {
                for (Path file : files) {
                    Files.delete(file);
                }
            }
            Files.delete(filling);
        }
    }

    static ModulePolicy policy(Settings settings) {
        if (settings.policy() == Settings.Policy.PRODUCTION) {
            return ModulePolicy.production();
        }
        Optional<KeyName> seed = settings.testSeed().map(KeyName::of);
        return seed.isPresent() ? ModulePolicy.test(seed.get()) : ModulePolicy.test();
    }
}
