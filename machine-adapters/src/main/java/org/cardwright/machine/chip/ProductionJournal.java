package org.cardwright.machine.chip;

/** Writes down what happens to cards, durably, before it happens. */
public interface ProductionJournal {

    /** Keeps nothing: for cards that nobody counts. */
    ProductionJournal NONE = log -> {};

    /**
     * The next command writes on a card that proved itself: whatever happens from now on, this record has used up a chip.
     *
     * @param log so far
     */
    void started(CardLog log);
}
