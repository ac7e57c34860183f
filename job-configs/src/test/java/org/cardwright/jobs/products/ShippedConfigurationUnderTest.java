package org.cardwright.jobs.products;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.KeyVault;
import org.cardwright.crypto.module.ModulePolicy;
import org.cardwright.crypto.module.PassphraseCost;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.crypto.module.SoftwareSecurityModule;
import org.cardwright.crypto.module.TestKeyImport;
import org.cardwright.crypto.module.VaultPassphrase;
import org.cardwright.formats.profile.lint.ProfileLinter;
import org.cardwright.perso.verify.CaPublicKeys;
import org.cardwright.perso.verify.OfflineDataVerifier;
import org.cardwright.pipeline.step.Products;
import org.cardwright.sample.SampleData;

/** The shipped files and test keys, and who judges them. */
final class ShippedConfigurationUnderTest {

    private ShippedConfigurationUnderTest() {}

    /** The directory with products, risk, chips and certificates. */
    static Path directory() {
        try {
            return Path.of(Objects.requireNonNull(
                                    ShippedConfigurationUnderTest.class.getResource("/org/cardwright/config/products"))
                            .toURI())
                    .getParent();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A copy of it, to be edited. */
    static Path copy(Path target) throws IOException {
        Path source = directory();
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = target.resolve(source.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        return target;
    }

    /** A module with the shipped test keys in a fresh vault. */
    static SecurityModule module(Path directory) {
        Path keys = SampleData.path("keys-test-only");
        try (SecretBytes passphrase = VaultPassphrase.read(keys.resolve("passphrase.txt"))) {
            KeyVault vault = KeyVault.create(directory.resolve("vault"), passphrase, PassphraseCost.LEAST);
            TestKeyImport.importAll(vault, keys);
            return SoftwareSecurityModule.open(vault, ModulePolicy.test(KeyName.of("bureau.test-seed")));
        }
    }

    /** Knows the keys of the module. */
    static ProfileLinter linter(SecurityModule module) {
        return new ProfileLinter(ShippedOrders.TODAY, Products.knownKeys(module.inventory()));
    }

    /** Trusts the test certification authorities. */
    static OfflineDataVerifier verifier() {
        byte[] json = SampleData.bytes("keys-test-only/ca-public-keys.json");
        try {
            return new OfflineDataVerifier(CaPublicKeys.read(new ByteArrayInputStream(json)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
