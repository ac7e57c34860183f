package org.cardwright.jobs.scorecard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.KeyVault;
import org.cardwright.crypto.module.PassphraseCost;
import org.cardwright.crypto.module.TestKeyImport;
import org.cardwright.sample.SampleData;

/** A vault of the published test keys whose passphrase costs the least that is accepted; made once per JVM. */
final class TestVault {

    private static final String KEYS = "keys-test-only/";

    private TestVault() {}

    private static final class Holder {
        static final Path VAULT = make();

        private static Path make() {
            try {
                Path parent = Files.createTempDirectory("test-vault");
                Runtime.getRuntime().addShutdownHook(Directories.deletingThread(parent));
                Path directory = Files.createDirectory(parent.resolve("vault")).resolve("keys");
                byte[] line = SampleData.bytes(KEYS + "passphrase.txt");
                try (SecretBytes passphrase = SecretBytes.adopt(Arrays.copyOf(line, line.length - 1));
                        KeyVault vault = KeyVault.create(directory, passphrase, PassphraseCost.LEAST)) {
                    TestKeyImport.importAll(vault, name -> SampleData.bytes(KEYS + name));
                }
                return directory.getParent();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    /** Puts the vault into a home that has none. */
    static void copyTo(Path home) {
        Directories.copy(Holder.VAULT, home.resolve("vault"));
    }
}
