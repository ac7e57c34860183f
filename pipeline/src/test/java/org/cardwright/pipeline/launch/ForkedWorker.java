package org.cardwright.pipeline.launch;

import java.nio.file.Path;
import java.time.Duration;
import org.cardwright.pipeline.ledger.DatabaseSettings;
import org.cardwright.pipeline.partition.PartitionSettings;

/** A worker in a process of its own; arguments are home, address and user of the database, port of the broker, and
 * seconds of a lease. */
final class ForkedWorker {

    private ForkedWorker() {}

    public static void main(String[] arguments) throws Exception {
        Home home = new Home(
                Path.of(arguments[0]),
                new DatabaseSettings(arguments[1], arguments[2], ""),
                partitions(arguments[3], arguments[4]));
        LineDefinition definition = new LineDefinition("1", ForkedPrepare::slowed, r -> r);
        try (Pipeline pipeline = home.open(definition)) {
            pipeline.work(() -> {});
        }
    }

    static PartitionSettings partitions(String port, String leaseSeconds) {
        return TestBroker.partitions(
                TestBroker.settings(Integer.parseInt(port), TestBroker.ACCESS),
                RemoteBureau.PARTITION,
                Duration.ofSeconds(Long.parseLong(leaseSeconds)));
    }
}
