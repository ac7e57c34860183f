package org.cardwright.pipeline.drop;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.cardwright.pipeline.launch.DropDesk;
import org.cardwright.pipeline.launch.Pipeline;
import org.cardwright.pipeline.ledger.Database;
import org.cardwright.pipeline.ledger.DatabaseUnavailableException;
import org.cardwright.pipeline.ledger.Drop;
import org.cardwright.pipeline.ledger.DropJournal;
import org.jspecify.annotations.Nullable;

/**
 * Takes what issuers drop and makes batches of it, until it is asked to end.
 *
 * <p>Every folder has a thread of its own, so that one that hangs stops nobody else; batches are made one after the other, the issuers in
 * turn, each batch with all processors.
 */
public final class DropService {

    private static final long LOOK_MS = 200;
    private static final long PATIENCE_SECONDS = 10;

    private final Pipeline pipeline;
    private final DropJournal journal;
    private final DropInbox inbox;
    private final DropAnswers answers;
    private final Terms terms;
    private final DropPreparation preparation;
    private final List<DropIntake> intakes = new ArrayList<>();
    private final List<DropLine> lines = new ArrayList<>();
    private final DropTries tries = new DropTries();
    private final Set<String> tried = new HashSet<>();
    private final Semaphore stop = new Semaphore(0);
    private volatile @Nullable RuntimeException broken;
    private volatile boolean stopped;

    /**
     * What the service is told.
     *
     * @param issuers whose folders are watched
     * @param out below which batches stand, one directory for each issuer
     * @param poll how often folders are looked at
     * @param news hears what happens
     */
    public record Terms(List<IssuerDrops> issuers, Path out, Duration poll, DropNews news) {

        /** Copies the list. */
        public Terms {
            issuers = List.copyOf(issuers);
        }
    }

    /** Over an open pipeline. */
    public DropService(Pipeline pipeline, Terms terms) throws IOException {
        DropDesk desk = pipeline.drops();
        this.pipeline = pipeline;
        this.terms = terms;
        this.journal = desk.journal();
        this.inbox = new DropInbox(desk.inbox());
        this.answers = new DropAnswers(journal, terms.issuers(), terms.news());
        DropIntake.Ending ending = new DropIntake.Ending(answers, terms.news(), desk.crashPoints());
        this.preparation =
                new DropPreparation(new DropPreparation.Making(pipeline::prepare, terms.out()), journal, inbox, ending);
        for (IssuerDrops issuer : terms.issuers()) {
            intakes.add(new DropIntake(issuer, journal, inbox, ending));
            lines.add(new DropLine(issuer, inbox));
        }
    }

    /**
     * Takes and makes what is there, and ends.
     *
     * @return the drops that were taken or tried in this run, as they stand
     * @throws DatabaseUnavailableException when another service works over this database
     */
    public List<Drop> once() throws IOException {
        try (DropDesk.Alone alone = alone()) {
            long before = journal.lastNumber();
            recover();
            while (!stopped && (take() > 0 || prepare(alone) > 0)) {
                answers.tellAll();
            }
            return journal.list(Optional.empty()).stream()
                    .filter(drop -> drop.number() > before || tried.contains(drop.id()))
                    .toList();
        } catch (RuntimeException failed) {
            throw lost(failed);
        } finally {
            letGo();
        }
    }

    private void letGo() throws IOException {
        for (IssuerDrops issuer : terms.issuers()) {
            issuer.source().close();
        }
    }

    /** Takes until every complete file is in the journal or keeps changing. */
    private int take() {
        int taken = 0;
        long patience = System.nanoTime();
        boolean first = true;
        for (boolean more = true; more && !stopped; first = false) {
            int now = 0;
            int quieting = 0;
            for (DropIntake intake : intakes) {
                DropIntake.Round round = intake.round();
                now += round.taken();
                quieting += round.quieting();
            }
            taken += now;
            if (now > 0 || first) {
                // to connect to a server takes its time
                patience = System.nanoTime();
            }
            more = now > 0 || (quieting > 0 && System.nanoTime() - patience <= longestNanos());
            if (more && now == 0) {
                sleep(LOOK_MS);
            }
        }
        return taken;
    }

    private long longestNanos() {
        return terms.issuers().stream()
                .mapToLong(issuer -> issuer.quiet().toNanos() + TimeUnit.MILLISECONDS.toNanos(4 * LOOK_MS))
                .max()
                .orElse(0);
    }

    /**
     * Watches the folders until {@link #stop}.
     *
     * @param ready called once they are watched
     * @throws DatabaseUnavailableException when another service works over this database, or the database goes away
     */
    public void watch(Runnable ready) throws IOException {
        ExecutorService watchers = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "drop-watch");
            thread.setDaemon(true);
            return thread;
        });
        try (DropDesk.Alone alone = alone()) {
            recover();
            intakes.forEach(intake -> watchers.execute(() -> watch(intake)));
            ready.run();
            while (!stopped && broken == null) {
                if (prepare(alone) == 0) {
                    sleep(LOOK_MS);
                }
            }
        } catch (RuntimeException failed) {
            throw lost(failed);
        } finally {
            end();
            end(watchers);
            letGo();
        }
        RuntimeException failed = broken;
        if (failed != null) {
            throw failed;
        }
    }

    /** A file that is being copied is copied to its end; a folder that hangs is left behind. */
    private static void end(ExecutorService watchers) {
        watchers.shutdown();
        try {
            // an interruption would close the files of an embedded database
            watchers.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch(DropIntake intake) {
        try {
            while (!stopped) {
                intake.round();
                sleep(terms.poll().toMillis());
            }
        } catch (RuntimeException failed) {
            broken = lost(failed);
        } catch (Error defect) {
            broken = new IllegalStateException(
                    "the watch over a folder ended with " + defect.getClass().getName(), defect);
        }
    }

    /** A database that went away comes back; the next service goes on. */
    private static RuntimeException lost(RuntimeException failed) {
        return Database.lost(failed).<RuntimeException>map(lost -> lost).orElse(failed);
    }

    private DropDesk.Alone alone() throws IOException {
        return pipeline.drops()
                .alone()
                .orElseThrow(
                        () -> new DatabaseUnavailableException("another service takes the drops of this database"));
    }

    private void recover() throws IOException {
        inbox.sweep(journal);
        answers.tellAll();
    }

    /** One batch for each issuer that has one to be made. */
    private int prepare(DropDesk.Alone alone) throws IOException {
        int prepared = 0;
        for (DropLine line : lines) {
            if (stopped) {
                return prepared;
            }
            Optional<Drop> next = line.next(journal.open(), tries::isDue);
            if (next.isPresent()) {
                requireHeld(alone);
                Drop drop = preparation.run(next.get(), tries.mayFail(next.get()));
                tries.tried(drop);
                tried.add(drop.id());
                prepared++;
            }
        }
        return prepared;
    }

    private static void requireHeld(DropDesk.Alone alone) {
        if (!alone.isHeld()) {
            throw new DatabaseUnavailableException("the database let go of the lock of this service");
        }
    }

    private void sleep(long millis) {
        try {
            if (stop.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
                stop.release();
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            stopped = true;
        }
    }

    /** Asks it to end; a batch that is being made stops at its next chunk. Returns at once. */
    public void stop() {
        end();
        pipeline.stop();
    }

    /** Asks it to end when the batch is made that is being made. Returns at once. */
    public void end() {
        stopped = true;
        stop.release();
    }
}
