package org.cardwright.pipeline.launch;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.cardwright.pipeline.ledger.DatabaseSettings;
import org.cardwright.pipeline.ledger.DatabaseUnavailableException;
import org.cardwright.pipeline.step.CardProcessing;

/**
 * One run in a process of its own: arguments are home, issuer file (or {@link #FILL}), for PostgreSQL address and user, and for workers port
 * of the broker and seconds of a lease.
 */
final class ForkedPrepare {

    /** Stands for the issuer file: fill the key pools. */
    static final String FILL = "fill";

    private ForkedPrepare() {}

    public static void main(String[] arguments) throws Exception {
        Path root = Path.of(arguments[0]);
        Home home = home(root, arguments);
        LineDefinition definition = new LineDefinition("1", ForkedPrepare::slowed, r -> r);
        int exitCode;
        try (Pipeline pipeline = home.open(definition)) {
            exitCode = arguments[1].equals(FILL)
                    ? pipeline.keyPool()
                            .fill(new KeyPool.FillOrder(OptionalInt.empty(), Optional.empty()))
                            .exitCode()
                    : pipeline.prepare(home.request(Path.of(arguments[1]))).exitCode();
        } catch (DatabaseUnavailableException busy) {
            exitCode = 75;
        }
        System.exit(exitCode);
    }

    private static Home home(Path root, String... arguments) {
        if (arguments.length == 2) {
            return new Home(root);
        }
        DatabaseSettings database = new DatabaseSettings(arguments[2], arguments[3], "");
        return arguments.length == 4
                ? new Home(root, database)
                : new Home(root, database, ForkedWorker.partitions(arguments[4], arguments[5]));
    }

    static CardProcessing slowed(CardProcessing processing) {
        return slowed(Long.getLong("slow.ms", 0)).apply(processing);
    }

    /** Every slice takes at least so long. */
    static UnaryOperator<CardProcessing> slowed(long slowMs) {
        return processing -> slice -> {
            LockSupport.parkNanos(slowMs * 1_000_000);
            return processing.process(slice);
        };
    }
}
