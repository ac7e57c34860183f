package org.cardwright.pipeline.partition;

import java.time.Duration;
import java.util.Optional;

/**
 * Whether workers prepare the cards of a batch, and how they share it. Nothing of this changes a byte of the output.
 *
 * @param broker where they are told; empty when the preparing process does it by itself
 * @param orders orders in a partition
 * @param lease how long a partition stays with a worker that does not come further
 * @param tries how often a partition is taken without coming further before it fails
 */
public record PartitionSettings(Optional<BrokerSettings> broker, int orders, Duration lease, int tries) {

    /** One process does everything. */
    public static final PartitionSettings LOCAL =
            new PartitionSettings(Optional.empty(), 1_000, Duration.ofMinutes(1), 5);

    /** Checks the bounds. */
    public PartitionSettings {
        if (orders < 1 || tries < 1 || lease.toMillis() < 1_000) {
            throw new IllegalArgumentException("a partition has orders and tries, and a lease of at least a second");
        }
    }

    /** True when workers prepare the cards. */
    public boolean isRemote() {
        return broker.isPresent();
    }
}
