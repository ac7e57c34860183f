package org.cardwright.machine.pcsc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.channel.CardChannel;
import org.cardwright.machine.channel.CommandApdu;
import org.cardwright.machine.channel.Outcome;
import org.cardwright.machine.channel.Outcome.Failed;
import org.cardwright.machine.channel.Outcome.Failure;
import org.jspecify.annotations.Nullable;

/** One reader with its worker, which is started again when it was lost. Not for several threads. */
public final class ReaderHead implements AutoCloseable {

    private static final long POLL_MS = 50;

    private final WorkerProcess.Launcher launcher;
    private final Duration deadline;
    private @Nullable WorkerProcess worker;
    private int workers;
    private boolean hadCard;
    private ByteString answerToReset = ByteString.EMPTY;

    private ReaderHead(WorkerProcess.Launcher launcher, Duration deadline) {
        this.launcher = launcher;
        this.deadline = deadline;
    }

    /**
     * A reader.
     *
     * @param reader its name in PC/SC
     * @param deadline for every answer of the card, and for the start of a worker
     * @param environment added for the worker: where the service listens
     */
    public static ReaderHead of(String reader, Duration deadline, Map<String, String> environment) {
        return new ReaderHead(WorkerProcess.launching(reader, environment), deadline);
    }

    /** Names of all readers; none when the service is not there. */
    public static List<String> readers(Duration deadline, Map<String, String> environment) {
        try (WorkerProcess worker = WorkerProcess.start(WorkerProcess.launching("", environment))) {
            WorkerMessage answer = worker.ask(new WorkerMessage(WorkerMessage.LIST, ""), deadline);
            boolean known =
                    answer.word().equals(WorkerMessage.OK) && !answer.value().isEmpty();
            String names = answer.bytes()
                    .map(bytes -> new String(bytes.toByteArray(), StandardCharsets.UTF_8))
                    .orElse("");
            return known ? List.of(names.split("\n", -1)) : List.of();
        } catch (IOException impossible) {
            throw new UncheckedIOException("a worker for readers cannot be started", impossible);
        }
    }

    /**
     * A card in the reader.
     *
     * @param answerToReset ATR
     * @param channel to it; dead once an answer was lost
     */
    public record CardInReader(ByteString answerToReset, CardChannel channel) {}

    /**
     * Waits for a card and connects to it.
     *
     * @return nothing when none came in time, or the reader or the service is not there
     */
    public Optional<CardInReader> await(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        answerToReset = ByteString.EMPTY;
        do {
            WorkerProcess asked = worker();
            WorkerMessage answer = asked.ask(new WorkerMessage(WorkerMessage.CONNECT, ""), deadline);
            if (answer.word().equals(WorkerMessage.OK)) {
                hadCard = true;
                answerToReset = answer.bytes().orElse(ByteString.EMPTY);
                return Optional.of(new CardInReader(answerToReset, new Line(asked)));
            }
            if (!answer.word().equals(WorkerMessage.EMPTY)) {
                // a worker that lost the service never finds it again
                asked.close();
            }
        } while (sleeps() && System.nanoTime() < end);
        return Optional.empty();
    }

    /**
     * Waits until the card that was connected last has been taken out: a card that stays would be taken for the next one.
     *
     * @return false when it is there still, or nobody knows
     */
    public boolean awaitRemoval(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (hadCard) {
            WorkerProcess asked = worker();
            WorkerMessage answer = asked.ask(new WorkerMessage(WorkerMessage.LOOK, ""), deadline);
            hadCard = !answer.word().equals(WorkerMessage.EMPTY);
            if (hadCard && !answer.word().equals(WorkerMessage.OK)) {
                asked.close();
            }
            if (hadCard && (!sleeps() || System.nanoTime() >= end)) {
                return false;
            }
        }
        return true;
    }

    private static boolean sleeps() {
        try {
            Thread.sleep(POLL_MS);
            return true;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private WorkerProcess worker() {
        WorkerProcess present = worker;
        if (present == null || present.isDead()) {
            try {
                present = WorkerProcess.start(launcher);
            } catch (IOException impossible) {
                throw new UncheckedIOException("a worker for a reader cannot be started", impossible);
            }
            worker = present;
            workers++;
        }
        return present;
    }

    /** Resets the card and lets it go; a worker that cannot is killed. */
    public void release() {
        WorkerProcess present = worker;
        if (present != null && !present.isDead()) {
            WorkerMessage answer = present.ask(new WorkerMessage(WorkerMessage.RELEASE, ""), deadline);
            if (!answer.word().equals(WorkerMessage.OK)) {
                present.close();
            }
        }
    }

    /** ATR of the card that was waited for last; empty when none came, or none answered. */
    ByteString answerToReset() {
        return answerToReset;
    }

    /** How many workers were started so far. */
    public int workers() {
        return workers;
    }

    /** Process id of the worker; 0 before there is one. */
    long pid() {
        WorkerProcess present = worker;
        return present == null ? 0 : present.pid();
    }

    /** To one card in one worker; the first failure is the last word. */
    private final class Line implements CardChannel {

        private final WorkerProcess process;
        private Optional<Failure> lost = Optional.empty();

        Line(WorkerProcess process) {
            this.process = process;
        }

        @Override
        public Outcome transmit(CommandApdu command) {
            if (lost.isPresent()) {
                return new Failed(lost.get());
            }
            WorkerMessage answer = process.ask(WorkerMessage.of(WorkerMessage.TRANSMIT, command.encode()), deadline);
            Outcome outcome = answer.word().equals(WorkerMessage.OK)
                    ? answer.bytes().map(Outcome::of).orElse(new Failed(Failure.PROTOCOL))
                    : new Failed(answer.failure());
            if (outcome instanceof Failed failed) {
                lost = Optional.of(failed.what());
            }
            return outcome;
        }
    }

    @Override
    public void close() {
        WorkerProcess present = worker;
        if (present != null) {
            present.close();
        }
    }
}
