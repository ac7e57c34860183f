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
     * The attempts for cards of the batch that two persons may end: they have no end, or the chip is a sample.
     *
     * @param chip key data as they are noted or printed on it; with its number behind a stroke where several have these key data
     */
    List<ChipAttempt> toScrap(String batch, String chip) {
        String wanted = chip.toUpperCase(Locale.ROOT);
        String keyData = wanted.contains("/") ? wanted.substring(0, wanted.indexOf('/')) : wanted;
        return table.withKeyData(keyData).stream()
                .filter(attempt -> attempt.of().batch().equals(batch)
                        && (attempt.state() == State.STARTED || attempt.state() == State.SAMPLE)
                        && (wanted.equals(keyData)
                                || wanted.equals(attempt.chip().named())))
                .toList();
    }
}
