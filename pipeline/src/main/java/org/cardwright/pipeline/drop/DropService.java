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
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
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

    /** Files of one issuer in one run of {@link #once}. */
    private static final int MOST_OF_RUN = 1_000;

    private static final long LOOK_MS = 200;
    private static final long PATIENCE_SECONDS = 10;
    private static final long WAKING_SECONDS = 2;

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
     * @param mostOfRun files of one issuer that are taken in one run
     */
    public record Terms(List<IssuerDrops> issuers, Path out, Duration poll, DropNews news, int mostOfRun) {

        /** Copies the list. */
        public Terms {
            issuers = List.copyOf(issuers);
        }

        /** As the service is. */
        public Terms(List<IssuerDrops> issuers, Path out, Duration poll, DropNews news) {
            this(issuers, out, poll, news, MOST_OF_RUN);
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
            intakes.add(new DropIntake(new DropIntake.Bureau(issuer, journal, inbox, ending)));
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
            return once(alone);
        } catch (RuntimeException failed) {
            throw lost(failed);
        }
    }

    private List<Drop> once(DropDesk.Alone alone) throws IOException {
        long before = journal.lastNumber();
        recover();
        DropTakers takers = new DropTakers(intakes, () -> !stopped, this::sleep, terms.mostOfRun());
        try {
            takers.begin();
            for (boolean more = true;
                    more && !stopped && !Thread.currentThread().isInterrupted(); ) {
                boolean taking = takers.areTaking();
                boolean prepared = prepare(alone, takers::isTaking) > 0;
                answers.tellAll();
                if (prepared) {
                    takers.begin();
                } else if (taking) {
                    takers.beginBeside(terms.poll());
                    takers.awaitEnd(LOOK_MS);
                }
                more = prepared || taking;
            }
        } finally {
            end();
            end(takers.threads());
        }
        return journal.list(Optional.empty()).stream()
                .filter(drop -> drop.number() > before || tried.contains(drop.id()))
                .toList();
    }

    /** Wakes whoever still waits for a server. */
    private void letGo() {
        for (IssuerDrops issuer : terms.issuers()) {
            try {
                issuer.source().close();
            } catch (IOException | RuntimeException failed) {
                terms.news()
                        .tell(issuer.issuer() + ": the folder cannot be closed: "
                                + failed.getClass().getSimpleName());
            }
        }
    }

    /**
     * Watches the folders until {@link #stop}.
     *
     * @param ready called once they are watched
     * @throws DatabaseUnavailableException when another service works over this database, or the database goes away
     */
    public void watch(Runnable ready) throws IOException {
        try (DropDesk.Alone alone = alone()) {
            recover();
            watch(alone, ready);
        } catch (RuntimeException failed) {
            throw lost(failed);
        }
        RuntimeException failed = broken;
        if (failed != null) {
            throw failed;
        }
    }

    private void watch(DropDesk.Alone alone, Runnable ready) throws IOException {
        ExecutorService watchers = DropTakers.threads("drop-watch");
        try {
            intakes.forEach(intake -> watchers.execute(() -> watch(intake)));
            ready.run();
            while (!stopped && broken == null) {
                if (prepare(alone, issuer -> false) == 0) {
                    sleep(LOOK_MS);
                }
            }
        } finally {
            end();
            end(watchers);
        }
    }

    /** A file that is being copied is copied to its end; whoever still waits for a server then is woken. */
    private void end(ExecutorService threads) {
        threads.shutdown();
        try {
            // an interruption would close the files of an embedded database
            threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
            letGo();
            threads.awaitTermination(WAKING_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException hurried) {
            letGo();
            Thread.currentThread().interrupt();
        }
    }

    private void watch(DropIntake intake) {
        try {
            while (!stopped) {
                intake.round(DropTakers.MOST_OF_ROUND);
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

    /** One batch for each issuer that has one to be made and is not just taken from: its files are made in the order of their numbers. */
    private int prepare(DropDesk.Alone alone, Predicate<String> isTaking) throws IOException {
        int prepared = 0;
        for (DropLine line : lines) {
            if (stopped) {
                return prepared;
            }
            Optional<Drop> next =
                    isTaking.test(line.issuer()) ? Optional.empty() : line.next(journal.open(), tries::isDue);
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
