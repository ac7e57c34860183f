package org.cardwright.pipeline.drop;

import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.cardwright.formats.MalformedFileException;
import org.cardwright.formats.issuer.ControlTotals;
import org.cardwright.formats.issuer.IssuerFiles;
import org.cardwright.formats.issuer.IssuerLayout;
import org.cardwright.pipeline.ledger.Drop;
import org.cardwright.pipeline.ledger.DropState;

/**
 * The drops of one issuer in the order in which their batches are made: what was begun, then by sequence number.
 *
 * <p>A drop that waits and is no batch yet holds back those behind it, whose sequence numbers would leave a gap; one that is a batch does not.
 */
final class DropLine {

    private final IssuerDrops drops;
    private final DropInbox inbox;
    private final Map<String, Long> sequences = new HashMap<>();

    DropLine(IssuerDrops drops, DropInbox inbox) {
        this.drops = drops;
        this.inbox = inbox;
    }

    String issuer() {
        return drops.issuer();
    }

    /**
     * The next drop.
     *
     * @param open all drops that are not over
     * @param due says of one that was tried whether it is to be tried again now
     */
    Optional<Drop> next(List<Drop> open, Predicate<Drop> due) {
        List<Drop> mine = open.stream()
                .filter(drop -> drop.of().issuer().equals(issuer()))
                .toList();
        Optional<Drop> again = mine.stream()
                .filter(drop -> drop.state() != DropState.TAKEN && due.test(drop))
                .findFirst();
        if (again.isPresent()) {
            return again;
        }
        boolean heldBack = mine.stream()
                .anyMatch(
                        drop -> drop.state() != DropState.TAKEN && drop.batch().isEmpty());
        List<Drop> taken =
                mine.stream().filter(drop -> drop.state() == DropState.TAKEN).toList();
        if (heldBack || taken.isEmpty()) {
            return Optional.empty();
        }
        return taken.size() == 1 || drops.layouts().isEmpty()
                ? Optional.of(taken.get(0))
                : taken.stream().min(Comparator.comparingLong(this::sequence).thenComparing(Drop::number));
    }

    /** Files without a number, and files that cannot be read, come first: they hold up nobody. */
    private long sequence(Drop drop) {
        return sequences.computeIfAbsent(drop.id(), id -> read(drop));
    }

    private long read(Drop drop) {
        try {
            List<IssuerLayout> layouts = drops.layouts();
            IssuerLayout layout =
                    layouts.size() == 1 ? layouts.get(0) : IssuerFiles.recognize(inbox.copy(drop.id()), layouts);
            ControlTotals totals = IssuerFiles.checkControls(inbox.copy(drop.id()), layout);
            return totals.sequenceNumber().orElse(0);
        } catch (MalformedFileException refusedLater) {
            return 0;
        } catch (IOException unreadable) {
            return 0;
        }
    }
}
