package org.cardwright.jobs.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The settings of workers and their broker. */
class PartitioningTest {

    @TempDir
    private Path folder;

    @Test
    void maps_every_setting() throws IOException {
        assertThat(settings("""
                policy = test
                database = jdbc:postgresql://localhost/cards
                partitioning = remote
                partition.orders = 500
                partition.lease-seconds = 90
                partition.tries = 3
                broker.addresses = mq1.example:61616, mq2.example:61616
                broker.queue = cards
                broker.user = bureau
                broker.password-file = mq.txt
                broker.tls.truststore = mq-trust.p12
                broker.tls.keystore = mq-own.p12
                broker.tls.password-file = mq-tls.txt
                """).partitioning())
                .isEqualTo(new Partitioning(
                        500,
                        90,
                        3,
                        Optional.of(new Partitioning.Broker(
                                List.of(
                                        InetSocketAddress.createUnresolved("mq1.example", 61616),
                                        InetSocketAddress.createUnresolved("mq2.example", 61616)),
                                "cards",
                                "bureau",
                                Optional.of(folder.resolve("mq.txt")),
                                Optional.of(new Partitioning.Tls(
                                        folder.resolve("mq-trust.p12"),
                                        Optional.of(folder.resolve("mq-own.p12")),
                                        folder.resolve("mq-tls.txt")))))));
    }

    @Test
    void refuse_workers_that_could_not_work_or_could_be_listened_to() {
        String remote = "partitioning = remote\nbroker.addresses = localhost:61616\n";
        assertThatThrownBy(() -> settings(remote)).hasMessageContaining("needs a database that workers reach");
        assertThatThrownBy(() -> settings("broker.user = a")).hasMessageContaining("belong to partitioning remote");
        assertThatThrownBy(() -> settings(remote + "database = jdbc:postgresql://localhost/cards"))
                .hasMessageContaining("without TLS or without a user is refused under policy production");
        assertThatThrownBy(() -> settings("partitioning = remote\nbroker.addresses = mq.example:61616"))
                .hasMessageContaining("broker.tls.truststore is missing");
        assertThatThrownBy(() -> settings(remote + "broker.user = a")).hasMessageContaining("belong together");
        assertThatThrownBy(() -> settings(remote + "broker.tls.keystore = a.p12"))
                .hasMessageContaining("belong together");
        assertThatThrownBy(() -> settings("partitioning = remote\nbroker.addresses = here"))
                .hasMessageContaining("broker.addresses are NAME:PORT");
        assertThatThrownBy(() -> settings(remote + "broker.queue = a/b")).hasMessageContaining("broker.queue");
    }

    private Settings settings(String text) throws IOException {
        return Settings.load(Files.writeString(folder.resolve("cardwright.properties"), text));
    }
}
