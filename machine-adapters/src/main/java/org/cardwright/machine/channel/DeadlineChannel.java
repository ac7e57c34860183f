package org.cardwright.machine.channel;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.cardwright.machine.channel.Outcome.Failed;
import org.cardwright.machine.channel.Outcome.Failure;

/**
 * Waits no longer for an answer than allowed. Who let one deadline pass is not asked again: nobody knows what the card did, and a late
 * answer would be taken for that of the next command.
 */
public final class DeadlineChannel implements CardChannel, AutoCloseable {

    private final CardChannel card;
    private final Duration limit;
    private final ExecutorService line = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "card channel");
        thread.setDaemon(true);
        return thread;
    });
    private boolean late;

    /**
     * Around another channel.
     *
     * @param limit for each command
     */
    public DeadlineChannel(CardChannel card, Duration limit) {
        this.card = card;
        this.limit = limit;
    }

    @Override
    public Outcome transmit(CommandApdu command) {
        if (late) {
            return new Failed(Failure.TIMEOUT);
        }
        Future<Outcome> answer = line.submit(() -> card.transmit(command));
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException passed) {
            return giveUp();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return giveUp();
        } catch (ExecutionException broken) {
            throw new IllegalStateException("a channel answers with an outcome, whatever happens", broken.getCause());
        }
    }

    private Outcome giveUp() {
        late = true;
        line.shutdownNow();
        return new Failed(Failure.TIMEOUT);
    }

    /** Waits for nothing any more. */
    @Override
    public void close() {
        line.shutdownNow();
    }
}
