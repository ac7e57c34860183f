package org.cardwright.jobs.home;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.cardwright.crypto.module.PassphraseCost;
import org.cardwright.pipeline.launch.PipelineSettings.ProfilePolicy;
import org.cardwright.pipeline.launch.PipelineSettings.RestartPolicy;
import org.cardwright.pipeline.launch.PipelineSettings.TransportPolicy;
import org.cardwright.pipeline.ledger.KeyActs;
import org.cardwright.pipeline.pool.KeyPoolSettings;
import org.cardwright.pipeline.step.CardProcessing;

/**
 * What an installation decides, read from {@code cardwright.properties}.
 *
 * @param policy test or production; production refuses test keys, the test key source and automatic restart
 * @param restart who lets an interrupted batch go on
 * @param profiles which product profiles may make cards
 * @param transportKeys under which keys secrets may leave
 * @param keys who may act on keys
 * @param firstArticle cards of each product and plastic that people see before a batch is released
 * @param destroyAfterDays days between the two steps in which a key is destroyed
 * @param auditKeepMonths months for which the records of the audit are kept at hand
 * @param softwareModule whether keys may be open in the memory of this process
 * @param database JDBC address of a PostgreSQL database, empty for the embedded one
 * @param databaseUser user of that database
 * @param databasePasswordFile file with its password, mode 0600
 * @param recordKey label of the key that binds the records of a card and names cards in the ledger
 * @param signingKey label of the key that signs manifests
 * @param testSeed label of the seed of the test key source; test homes only, empty for real randomness
 * @param threads cards prepared at the same time
 * @param slicesPerChunk slices of 16 cards between two commits
 * @param partitioning whether workers prepare the cards
 * @param module which security module it has
 * @param mediumKeystore PKCS #12 file with the key that opens media and CMS envelopes, mode 0600
 * @param sftpKeystore PKCS #12 file with the bureau's key for SFTP servers, mode 0600
 * @param openPgpKeys file with the keys that open OpenPGP envelopes, mode 0600
 * @param passphrase what one guess of a passphrase costs, of a new vault or a new operator
 * @param keyPool key pairs made ahead of their cards
 */
public record Settings(
        Policy policy,
        RestartPolicy restart,
        ProfilePolicy profiles,
        TransportPolicy transportKeys,
        KeyActs.Policy keys,
        int firstArticle,
        int destroyAfterDays,
        int auditKeepMonths,
        SoftwareModule softwareModule,
        String database,
        String databaseUser,
        Optional<Path> databasePasswordFile,
        String recordKey,
        String signingKey,
        Optional<String> testSeed,
        int threads,
        int slicesPerChunk,
        Partitioning partitioning,
        ModuleSettings module,
        Optional<Path> mediumKeystore,
        Optional<Path> sftpKeystore,
        Optional<Path> openPgpKeys,
        PassphraseCost passphrase,
        KeyPoolSettings keyPool) {

    /** 512 cards: with fewer an embedded database writes its pages again and again, with more a kill costs more work. */
    private static final int SLICES_PER_CHUNK = 32;

    /** 128 cards: a device may make ten a second, and whoever asks a run to stop waits for the end of its chunk. */
    private static final int SLICES_PER_CHUNK_ON_DEVICES = 8;

    private static final int MAX_FIRST_ARTICLE = 100;
    private static final int DESTROY_AFTER_DAYS = 7;
    private static final int MAX_DESTROY_AFTER_DAYS = 365;
    private static final int AUDIT_KEEP_MONTHS = 24;
    private static final int MAX_AUDIT_KEEP_MONTHS = 600;

    /** How strict an installation is. */
    public enum Policy {
        /** Published test keys, deterministic test key source, restart without a second person. */
        TEST,
        /** Real keys only, random keys, every restart approved by a second person. */
        PRODUCTION
    }

    /** Whether the software security module may hold the keys: whoever reads the memory of its process has them. */
    public enum SoftwareModule {
        /** Keys lie in a device. */
        REFUSED,
        /** Somebody decided so, in the settings. */
        ACCEPTED
    }

    /** Cards between two commits of a run: as many as its slices hold. */
    public int cardsPerCommit() {
        return slicesPerChunk * CardProcessing.SLICE_CARDS;
    }

    static Settings load(Path file) throws IOException {
        StrictProperties values = StrictProperties.load(file);
        Policy policy = values.choice("policy", Policy.PRODUCTION);
        ModuleSettings module = ModuleSettings.load(values, file);
        Settings settings = new Settings(
                policy,
                values.choice("restart", policy == Policy.TEST ? RestartPolicy.AUTOMATIC : RestartPolicy.TWO_PERSONS),
                values.choice("profiles", policy == Policy.TEST ? ProfilePolicy.ANY : ProfilePolicy.WITNESSED),
                values.choice(
                        "transport-keys", policy == Policy.TEST ? TransportPolicy.ANY : TransportPolicy.CONFIRMED),
                values.choice("keys", policy == Policy.TEST ? KeyActs.Policy.ALONE : KeyActs.Policy.TWO_PERSONS),
                values.number("first-article", 0, 0, MAX_FIRST_ARTICLE),
                values.number("keys.destroy-after-days", DESTROY_AFTER_DAYS, 0, MAX_DESTROY_AFTER_DAYS),
                values.number("audit.keep-months", AUDIT_KEEP_MONTHS, 0, MAX_AUDIT_KEEP_MONTHS),
                values.choice(
                        "software-module", policy == Policy.TEST ? SoftwareModule.ACCEPTED : SoftwareModule.REFUSED),
                values.text("database", ""),
                values.text("database.user", ""),
                path(values, file, "database.password-file"),
                values.text("key.record", "bureau.record-mac"),
                values.text("key.manifest", "bureau.manifest-signing"),
                Optional.of(values.text("key.test-seed", "")).filter(label -> !label.isEmpty()),
                values.number("threads", Math.min(Runtime.getRuntime().availableProcessors(), 64), 1, 64),
                values.number("slices-per-chunk", usualSlices(module), 1, 64),
                Partitioning.load(values, file),
                module,
                path(values, file, "medium.keystore"),
                path(values, file, "sftp.keystore"),
                path(values, file, "openpgp.keys"),
                passphrase(values),
                KeyPoolSection.load(values));
        values.close();
        settings.requireConsistent();
        return settings;
    }

    private void requireConsistent() {
        if (database.toLowerCase(Locale.ROOT).contains("password=")) {
            throw new ConfigurationException(
                    "cardwright.properties: a password does not stand in database; use database.password-file");
        }
        partitioning.requireShared(policy == Policy.PRODUCTION, database);
        if (policy == Policy.PRODUCTION) {
            requireStrict();
        }
    }

    private static int usualSlices(ModuleSettings module) {
        return module.isDevice() ? SLICES_PER_CHUNK_ON_DEVICES : SLICES_PER_CHUNK;
    }

    private void requireStrict() {
        if (testSeed.isPresent()) {
            throw new ConfigurationException("cardwright.properties: key.test-seed is refused under policy production");
        }
        if (restart == RestartPolicy.AUTOMATIC) {
            throw new ConfigurationException(
                    "cardwright.properties: restart automatic is refused under policy production");
        }
        if (profiles != ProfilePolicy.WITNESSED) {
            throw new ConfigurationException("cardwright.properties: profiles "
                    + profiles.name().toLowerCase(Locale.ROOT) + " is refused under policy production");
        }
        if (transportKeys == TransportPolicy.ANY) {
            throw new ConfigurationException(
                    "cardwright.properties: transport-keys any is refused under policy production");
        }
        if (destroyAfterDays == 0) {
            throw new ConfigurationException(
                    "cardwright.properties: keys.destroy-after-days 0 is refused under policy production");
        }
        if (auditKeepMonths < AUDIT_KEEP_MONTHS) {
            throw new ConfigurationException("cardwright.properties: audit.keep-months below " + AUDIT_KEEP_MONTHS
                    + " is refused under policy production");
        }
        if (keys == KeyActs.Policy.ALONE) {
            throw new ConfigurationException("cardwright.properties: keys alone is refused under policy production");
        }
        if (module.hosts().filter(hosts -> hosts.tls().isEmpty()).isPresent()) {
            throw new ConfigurationException(
                    "cardwright.properties: a payment HSM without TLS is refused under policy production");
        }
        if (passphrase.isWeakerThan(PassphraseCost.DEFAULT)) {
            throw new ConfigurationException("cardwright.properties: passphrase.memory-kib below "
                    + PassphraseCost.DEFAULT.memoryKib() + " or passphrase.iterations below "
                    + PassphraseCost.DEFAULT.iterations() + " is refused under policy production");
        }
    }

    private static PassphraseCost passphrase(StrictProperties values) {
        PassphraseCost standard = PassphraseCost.DEFAULT;
        return new PassphraseCost(
                values.number(
                        "passphrase.memory-kib",
                        standard.memoryKib(),
                        PassphraseCost.LEAST.memoryKib(),
                        PassphraseCost.MAX_MEMORY_KIB),
                values.number("passphrase.iterations", standard.iterations(), 1, PassphraseCost.MAX_ITERATIONS),
                1);
    }

    private static Optional<Path> path(StrictProperties values, Path file, String name) {
        String text = values.text(name, "");
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(file.resolveSibling(text));
        } catch (InvalidPathException impossible) {
            throw new ConfigurationException(file.getFileName() + ": " + name + " is no file name");
        }
    }
}
