package org.cardwright.jobs.wiring;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.cardwright.machine.language.CardTexts;
import org.cardwright.machine.language.SealedTexts;
import org.cardwright.perso.file.PersoFileReader;
import org.cardwright.pipeline.ledger.WrongUsageException;
import org.jspecify.annotations.Nullable;

/**
 * The texts of cards, job after job: the files are read on from where the job before ended, and from their beginning only for a card that
 * stands before that. In memory are those of one job.
 */
final class MachineTexts implements Closeable {

    private final Opening opening;
    private @Nullable CheckedCards cards;
    private long last;
    private Map<Long, CardTexts> job = Map.of();

    /** Opens the files of the batch before their first card. */
    @FunctionalInterface
    interface Opening {
        CheckedCards open() throws IOException;
    }

    MachineTexts(Opening opening) {
        this.opening = opening;
    }

    /**
     * The texts of some cards by index.
     *
     * @throws AlteredCardException when one is not as it was sealed
     * @throws WrongUsageException when the batch has no such card
     */
    Map<Long, CardTexts> of(Collection<Long> wanted) {
        if (!job.keySet().containsAll(wanted)) {
            job = Map.of();
            try {
                job = read(new TreeSet<>(wanted));
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
        return job;
    }

    private Map<Long, CardTexts> read(SortedSet<Long> wanted) throws IOException {
        Map<Long, CardTexts> texts = new HashMap<>();
        for (long index : wanted) {
            CheckedCards from = before(index);
            last = index;
            Optional<PersoFileReader.Card> card = from.next(entry -> entry.index() == index);
            texts.put(
                    index,
                    SealedTexts.read(card.orElseThrow(() -> new WrongUsageException("the batch has no card " + index))
                            .channels()));
        }
        return texts;
    }

    private CheckedCards before(long index) throws IOException {
        CheckedCards open = cards;
        if (open == null || index <= last) {
            closeFiles();
            open = opening.open();
            cards = open;
        }
        return open;
    }

    @Override
    public void close() throws IOException {
        job = Map.of();
        closeFiles();
    }

    private void closeFiles() throws IOException {
        CheckedCards open = cards;
        cards = null;
        if (open != null) {
            open.close();
        }
    }
}
