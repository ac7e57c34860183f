package org.cardwright.machine.chip;

/** Writes down what happens to cards, durably, before it happens. */
public interface ProductionJournal {

    /** Keeps nothing: for cards that nobody counts. */
    ProductionJournal NONE = log -> {};

    /**
     * The next command writes on a card that proved itself: whatever happens from now on, this record has used up a chip.
     *
     * @param log so far
     * @throws ChipNotFreeException when nothing may be written on this chip, or of this record: the card is FOREIGN then, and untouched
     */
    void started(CardLog log);

    /** The next command is the last of an application. False when somebody gave the chip up meanwhile: it is not sent then. */
    default boolean mayFinish() {
        return true;
    }
}
