package org.cardwright.jobs.wiring;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.jobs.home.OwnerOnly;
import org.cardwright.jobs.home.Partitioning;
import org.cardwright.jobs.home.Settings;
import org.cardwright.pipeline.launch.PipelineSettings;
import org.cardwright.pipeline.ledger.DatabaseSettings;
import org.cardwright.pipeline.partition.BrokerSettings;
import org.cardwright.pipeline.partition.PartitionSettings;

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
                partitions(settings.partitioning()),
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

    private static PartitionSettings partitions(Partitioning partitioning) throws IOException {
        Optional<BrokerSettings> broker = partitioning.broker().isPresent()
                ? Optional.of(broker(partitioning.broker().get()))
                : Optional.empty();
        return new PartitionSettings(
                broker, partitioning.orders(), Duration.ofSeconds(partitioning.leaseSeconds()), partitioning.tries());
    }

    private static BrokerSettings broker(Partitioning.Broker broker) throws IOException {
        String password =
                broker.passwordFile().isPresent() ? secret(broker.passwordFile().get()) : "";
        List<BrokerSettings.Address> addresses = broker.addresses().stream()
                .map(address -> new BrokerSettings.Address(address.getHostString(), address.getPort()))
                .toList();
        return new BrokerSettings(addresses, broker.queue(), broker.user(), password, tls(broker));
    }

    private static Optional<BrokerSettings.TlsFiles> tls(Partitioning.Broker broker) throws IOException {
        if (broker.tls().isEmpty()) {
            return Optional.empty();
        }
        Partitioning.Tls tls = broker.tls().get();
        return Optional.of(new BrokerSettings.TlsFiles(tls.truststore(), tls.keystore(), secret(tls.passwordFile())));
    }

    /** A password that stands in a file of the owner only. */
    private static String secret(Path file) throws IOException {
        OwnerOnly.requireFile(file);
        return Files.readString(file, StandardCharsets.UTF_8).strip();
    }
}
