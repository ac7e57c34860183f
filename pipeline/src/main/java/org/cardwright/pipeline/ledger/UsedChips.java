package org.cardwright.pipeline.ledger;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cardwright.pipeline.ledger.ChipAttempts.Chip;
import org.cardwright.pipeline.ledger.ChipAttempts.ChipAttempt;
import org.cardwright.pipeline.ledger.ChipAttempts.State;

/** The chips that cards have used up, whatever became of them. */
final class UsedChips {

    private final ChipAttemptTable table;

    UsedChips(ChipAttemptTable table) {
        this.table = table;
    }

    /** What a chip was used for; it may be one of several without a number. */
    Optional<ChipAttempt> of(Chip chip) {
        return table.withKeyData(chip.keyData()).stream()
                .filter(before -> before.chip().mayBe(chip))
                .findFirst();
    }

    /** A chip that any card has used up gets no other: it may be good, and lie in the reader still. */
    void requireUnused(Chip chip) {
        of(chip).ifPresent(before -> {
            throw new WrongUsageException("chip " + chip.keyData() + " was used for card "
                    + before.of().card() + " of batch " + before.of().batch() + " and is " + before.state()
                    + ": take it out, and put a blank one in");
        });
    }

    /**
     * The attempt on a chip for a card of the batch that two persons may end: it has no end, or the chip is a sample.
     *
     * @param keyData of the chip, as it is noted or printed on it
     * @throws WrongUsageException when there is none, or more than one with such key data
     */
    ChipAttempt toScrap(String batch, String keyData) {
        List<ChipAttempt> open = table.withKeyData(keyData.toUpperCase(Locale.ROOT)).stream()
                .filter(attempt -> attempt.of().batch().equals(batch)
                        && (attempt.state() == State.STARTED || attempt.state() == State.SAMPLE))
                .toList();
        if (open.size() != 1) {
            throw new WrongUsageException(
                    open.isEmpty()
                            ? "the batch has no attempt without an end, and no sample, on such a chip"
                            : "more than one chip with these key data is unfinished or a sample");
        }
        return open.get(0);
    }
}
