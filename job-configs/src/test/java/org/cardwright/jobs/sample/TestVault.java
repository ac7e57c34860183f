package org.cardwright.jobs.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.KeyVault;
import org.cardwright.crypto.module.PassphraseCost;
import org.cardwright.crypto.module.TestKeyImport;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.sample.SampleData;

/** A vault of the published test keys whose passphrase costs the least that is accepted; made once per JVM. */
public final class TestVault {

    private static final String KEYS = "keys-test-only/";

    private TestVault() {}

    private static final class Holder {
        static final Map<String, byte[]> FILES = make();

        private static Map<String, byte[]> make() {
            try {
                Path parent = Files.createTempDirectory("test-vault");
                try {
                    return filled(parent.resolve("keys"));
                } finally {
                    Files.delete(parent);
                }
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }

        private static Map<String, byte[]> filled(Path directory) throws IOException {
            byte[] line = SampleData.bytes(KEYS + "passphrase.txt");
            try (SecretBytes passphrase = SecretBytes.adopt(Arrays.copyOf(line, line.length - 1));
                    KeyVault vault = KeyVault.create(directory, passphrase, PassphraseCost.LEAST)) {
                TestKeyImport.importAll(vault, name -> SampleData.bytes(KEYS + name));
            }
            Map<String, byte[]> contents = new TreeMap<>();
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
                for (Path file : files) {
                    contents.put(file.getFileName().toString(), Files.readAllBytes(file));
                    Files.delete(file);
                }
            }
            Files.delete(directory);
            return contents;
        }
    }

    /** Makes a home with this vault and gives back its path; the home must have no vault yet. */
    public static Path in(Path home) throws IOException {
        FileAttribute<?> ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        Path vault = Files.createDirectory(HomeDirectory.open(home).vault(), ownerOnly);
        for (Map.Entry<String, byte[]> file : Holder.FILES.entrySet()) {
            Path copy = Files.write(vault.resolve(file.getKey()), file.getValue());
            Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-------"));
        }
        return home;
    }
}
