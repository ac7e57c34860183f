package org.cardwright.jobs.wiring;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.jobs.home.OwnerOnly;
import org.cardwright.jobs.home.Settings;
import org.cardwright.pipeline.launch.PipelineSettings;
import org.cardwright.pipeline.ledger.DatabaseSettings;

/** What the pipeline is told of a home. */
final class PipelineOfHome {

    private PipelineOfHome() {}

    static PipelineSettings settings(HomeDirectory home, Settings settings) throws IOException {
        return new PipelineSettings(
                database(home, settings),
                home.inbox(),
                home.work(),
                home.auditFile(),
                settings.restart(),
                settings.profiles(),
                settings.transportKeys(),
                settings.keys(),
                settings.firstArticle(),
                settings.threads(),
                settings.slicesPerChunk(),
                settings.passphrase(),
                settings.keyPool());
    }

    private static DatabaseSettings database(HomeDirectory home, Settings settings) throws IOException {
        if (settings.database().isEmpty()) {
            return DatabaseSettings.embedded(home.database());
        }
        String password = settings.databasePasswordFile().isPresent()
                ? secret(settings.databasePasswordFile().get())
                : "";
        return new DatabaseSettings(settings.database(), settings.databaseUser(), password);
    }

    /** A password that stands in a file of the owner only. */
    private static String secret(Path file) throws IOException {
        OwnerOnly.requireFile(file);
        return Files.readString(file, StandardCharsets.UTF_8).strip();
    }
}
