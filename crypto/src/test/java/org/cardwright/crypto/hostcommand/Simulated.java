package org.cardwright.crypto.hostcommand;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.cardwright.crypto.hostcommand.HostCommandSettings.Limits;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.KeyVault;
import org.cardwright.crypto.module.ModulePolicy;
import org.cardwright.crypto.module.PassphraseCost;
import org.cardwright.crypto.module.SoftwareSecurityModule;
import org.cardwright.crypto.module.TestKeyImport;
import org.cardwright.crypto.module.VaultPassphrase;
import org.cardwright.sample.SampleData;

/** A software module with the test keys, a simulator that asks it, and a module that asks the simulator. */
final class Simulated implements AutoCloseable {

    /** So that a silent simulator is found out quickly. */
    static final Limits QUICK = new Limits(Duration.ofSeconds(2), Duration.ofMillis(400), Duration.ofMillis(300), 8, 4);

    /** So that a slow one is not taken for silent. */
    static final Limits PATIENT =
            new Limits(Duration.ofSeconds(2), Duration.ofSeconds(3), Duration.ofMillis(300), 8, 4);

    static final KeyName SEED = KeyName.of("bureau.test-seed");

    private static final Path VAULT = makeVault();

    final SoftwareSecurityModule software;
    final HostCommandSimulator simulator;
    final HostCommandSecurityModule module;

    Simulated() {
        this(HostCommandTable.standard(), Limits.USUAL);
    }

    Simulated(HostCommandTable table, Limits limits) {
        this.software = software();
        this.simulator = simulator(software, table);
        this.module = HostCommandSecurityModule.connect(
                settings(simulator.address()).with(table).with(limits));
    }

    /** A module over the test keys whose randomness depends on the order only. */
    static SoftwareSecurityModule software() {
        return SoftwareSecurityModule.open(opened(VAULT), ModulePolicy.test(SEED));
    }

    /** The same over a copy that a test may change. */
    static SoftwareSecurityModule changeable(Path directory) throws IOException {
        Path copy = Files.createDirectory(directory.resolve("copy"));
        Files.copy(VAULT.resolve("keys.vault"), copy.resolve("keys.vault"));
        return SoftwareSecurityModule.open(opened(copy), ModulePolicy.test(SEED));
    }

    static HostCommandSimulator simulator(SoftwareSecurityModule software, HostCommandTable table) {
        try {
            return HostCommandSimulator.start(software, table, Optional.empty());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static HostCommandSettings settings(InetSocketAddress... hosts) {
        return HostCommandSettings.loopback(hosts);
    }

    private static KeyVault opened(Path directory) {
        try (SecretBytes passphrase = passphrase()) {
            return KeyVault.open(directory, passphrase);
        }
    }

    private static SecretBytes passphrase() {
        return VaultPassphrase.read(SampleData.path("keys-test-only/passphrase.txt"));
    }

    private static Path makeVault() {
        try {
            Path directory =
                    Files.createTempDirectory("cardwright-host-command-").resolve("vault");
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

    @Override
    public void close() {
        module.close();
        simulator.close();
        software.close();
    }
}
