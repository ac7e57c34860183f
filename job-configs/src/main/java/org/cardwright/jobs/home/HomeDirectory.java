package org.cardwright.jobs.home;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.cardwright.pipeline.ledger.DatabaseUnavailableException;
import org.cardwright.sample.SampleData;

/**
 * One installation: everything a run needs lies below one directory, so two homes share nothing.
 *
 * <p>{@code config} holds settings, issuers, layouts, products, risk profiles, BIN ranges, chips, surfaces and public CA keys;
 * {@code database}, {@code vault}, {@code inbox}, {@code work} and {@code audit.log} are made on first use. The output directory lies elsewhere.
 */
public final class HomeDirectory {

    /** Public keys of the certification authorities that terminals know. */
    public static final String CA_PUBLIC_KEYS = "ca-public-keys.json";

    /** Character tables of the machine fonts. */
    public static final String FONTS = "fonts";

    private static final String VAULT = "vault";
    private static final String KEYS = "keys";
    private static final String FILLED = "config";
    private static final String FILLING = "config.filling";
    private static final String LOCK = "filling.lock";
    private static final String IN_USE = "in-use.lock";
    private static final Set<String> OF_A_NEW_HOME = Set.of(FILLING, LOCK);

    private final Path root;

    private HomeDirectory(Path root) {
        this.root = root;
    }

    /**
     * Opens a home and fills it with the shipped test configuration when it is missing or empty. The configuration
     * appears under its final name only when it is complete, so a crash in between is repaired by the next run.
     *
     * @throws ConfigurationException when there are other things but no configuration: one that got lost must not turn a
     *     production home into a test home
     */
    public static HomeDirectory open(Path root) throws IOException {
        HomeDirectory home =
                new HomeDirectory(OwnerOnly.directory(root.toAbsolutePath().normalize()));
        home.fillOnce(home.root.resolve(FILLED), home::fill);
        return home;
    }

    /** A home as it stands, for who only looks something up; none when it is missing, and nothing is filled. */
    public static Optional<HomeDirectory> existing(Path root) {
        Path directory = root.toAbsolutePath().normalize();
        return Files.isDirectory(directory.resolve(FILLED))
                ? Optional.of(new HomeDirectory(directory))
                : Optional.empty();
    }

    private void fill() throws IOException {
        requireNew();
        Path filling = OwnerOnly.directory(root.resolve(FILLING));
        ShippedConfiguration.copyTo(filling);
        OwnerOnly.write(filling.resolve(CA_PUBLIC_KEYS), SampleData.bytes("keys-test-only/" + CA_PUBLIC_KEYS));
        ShippedConfiguration.copyTree(SampleData.path("layouts/fonts"), filling.resolve(FONTS));
        Files.move(filling, root.resolve(FILLED));
    }

    private void requireNew() throws IOException {
        try (DirectoryStream<Path> children = Files.newDirectoryStream(root)) {
            for (Path child : children) {
                if (!OF_A_NEW_HOME.contains(child.getFileName().toString())) {
                    throw new ConfigurationException(root.getFileName() + ": a home that is not empty and has no "
                            + FILLED + "; only an empty one becomes a test home");
                }
            }
        }
    }

    /** Makes a part of the home. */
    @FunctionalInterface
    public interface Filling {

        /** Leaves the part complete under its final name. */
        void fill() throws IOException;
    }

    /** Fills a missing part of the home, one process at a time: two first runs at once must not mix what they write. */
    public void fillOnce(Path part, Filling filling) throws IOException {
        if (Files.isDirectory(part)) {
            return;
        }
        try (FileChannel channel = OwnerOnly.file(root.resolve(LOCK));
                FileLock alone = channel.lock()) {
            if (alone.isValid() && !Files.isDirectory(part)) {
                filling.fill();
            }
        }
    }

    /** The directory itself. */
    public Path root() {
        return root;
    }

    /** A part of the configuration, {@code config("products")}. */
    public Path config(String name) {
        return root.resolve(FILLED).resolve(name);
    }

    /**
     * Takes a home with an embedded database for one run, until the result is closed. A second launch then ends before it has
     * opened a vault or read a profile for nothing; the last word still has the database.
     *
     * @throws DatabaseUnavailableException when another process works with this home
     */
    public Closeable takeAlone() throws IOException {
        if (!settings().database().isEmpty()) {
            return () -> {};
        }
        FileChannel channel = OwnerOnly.file(database().resolve(IN_USE));
        if (take(channel)) {
            return channel;
        }
        channel.close();
        throw new DatabaseUnavailableException("another process works with this home");
    }

    private static boolean take(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException byThisProcess) {
            return false;
        }
    }

    /** The settings of this home. */
    public Settings settings() throws IOException {
        return Settings.load(config("cardwright.properties"));
    }

    /** Where the embedded database lies. */
    public Path database() throws IOException {
        return OwnerOnly.directory(root.resolve("database"));
    }

    /** True when the directory is a home with a vault of keys. */
    public static boolean hasVault(Path root) {
        return Files.isDirectory(root.resolve(VAULT).resolve(KEYS));
    }

    /** The certification authorities that a home trusts, without opening it; none when it does not exist. */
    public static Optional<Path> caPublicKeys(Path root) {
        return Optional.of(root.resolve(FILLED).resolve(CA_PUBLIC_KEYS)).filter(Files::isRegularFile);
    }

    /** The directory that holds the vault of keys once there is one. */
    public Path vault() throws IOException {
        return OwnerOnly.directory(root.resolve(VAULT)).resolve(KEYS);
    }

    /** Where accepted issuer files are kept while their batch is made. */
    public Path inbox() throws IOException {
        return OwnerOnly.directory(root.resolve("inbox"));
    }

    /** Where the audit is kept outside the database; the file is made with its first entry. */
    public Path auditFile() {
        return root.resolve("audit.log");
    }

    /** Where certificates of the destruction of keys are kept. */
    public Path destructions() throws IOException {
        return OwnerOnly.directory(root.resolve("destructions"));
    }

    /** Where encrypted segments of running batches lie. */
    public Path work() throws IOException {
        return OwnerOnly.directory(root.resolve("work"));
    }
}
