package org.cardwright.jobs.home;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What an installation decides, read from {@code cardwright.properties}.
 *
 * @param policy test or production; production refuses test keys, the test key source and automatic restart
 * @param database JDBC address of a PostgreSQL database, empty for the embedded one
 * @param databaseUser user of that database
 * @param databasePasswordFile file with its password, mode 0600
 * @param passphraseFile file with the passphrase of the vault, relative to the configuration; for test homes only
 * @param threads cards prepared at the same time
 * @param slicesPerChunk slices of 16 cards between two commits
 */
public record Settings(
        Policy policy,
        String database,
        String databaseUser,
        Optional<Path> databasePasswordFile,
        Optional<Path> passphraseFile,
        int threads,
        int slicesPerChunk) {

    /** How strict an installation is. */
    public enum Policy {
        /** Published test keys, deterministic test key source, restart without a second person. */
        TEST,
        /** Real keys only, random keys, every restart approved by a second person. */
        PRODUCTION
    }

    static Settings load(Path file) throws IOException {
        StrictProperties values = StrictProperties.load(file);
        Settings settings = new Settings(
                values.choice("policy", Policy.PRODUCTION),
                values.text("database", ""),
                values.text("database.user", ""),
                path(file, values.text("database.password-file", "")),
                path(file, values.text("vault.passphrase-file", "")),
                values.number("threads", Math.min(Runtime.getRuntime().availableProcessors(), 64), 1, 64),
                values.number("slices-per-chunk", 8, 1, 64));
        values.close();
        if (settings.policy == Policy.PRODUCTION && settings.passphraseFile.isPresent()) {
            throw new ConfigurationException(
                    "cardwright.properties: vault.passphrase-file is for test homes; under policy production give"
                            + " --passphrase-file or type the passphrase");
        }
        return settings;
    }

    private static Optional<Path> path(Path file, String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(file.resolveSibling(text));
    }
}
