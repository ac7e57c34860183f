package org.cardwright.pipeline.launch;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;
import org.cardwright.pipeline.ledger.DatabaseSettings;
import org.cardwright.pipeline.ledger.DatabaseUnavailableException;
import org.cardwright.pipeline.step.AcceptedCard;
import org.cardwright.pipeline.step.CardProcessing;
import org.cardwright.pipeline.step.ProcessedCard;

/** One run in a process of its own: arguments are home, issuer file (or {@link #FILL}) and, for PostgreSQL, address and user. */
final class ForkedPrepare {

    /** Stands for the issuer file: fill the key pools. */
    static final String FILL = "fill";

    private ForkedPrepare() {}

    public static void main(String[] arguments) throws Exception {
        Path root = Path.of(arguments[0]);
        Home home = arguments.length == 2
                ? new Home(root)
                : new Home(root, new DatabaseSettings(arguments[2], arguments[3], ""));
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

    private static CardProcessing slowed(CardProcessing processing) {
        long slowMs = Long.getLong("slow.ms", 0);
        return new CardProcessing() {
            @Override
            public List<ProcessedCard> process(List<AcceptedCard> slice) {
                LockSupport.parkNanos(slowMs * 1_000_000);
                return processing.process(slice);
            }
        };
    }
}
