package org.cardwright.pipeline.ledger;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.cardwright.pipeline.ledger.StationCard.State;

/** Which cards of a batch are made, as chips and stations say, and why the others cannot leave. */
final class CardsInHouse {

    private final String batch;
    private final Set<Long> onChip = new HashSet<>();
    private final Set<Long> atChip = new HashSet<>();
    private final Set<Long> touched = new HashSet<>();
    private final Map<Long, Map<String, List<StationCard>>> stations = new HashMap<>();
    private final Set<String> madeAgain;
    private final Books books;

    /** What is asked. */
    record Books(ChipAttemptTable chips, StationTable stations, DuplicatedCards duplicated) {}

    /**
     * Reads all rows of the batch.
     *
     * @param mailers rooms of PIN mailers, which make no cards
     */
    CardsInHouse(String batch, Books books, Set<String> mailers) {
        this.batch = batch;
        this.books = books;
        this.madeAgain = books.duplicated().orders(batch);
        books.chips().each(batch, this::read);
        for (StationCard card : books.stations().cards(batch)) {
            if (!mailers.contains(card.of().room())) {
                touched.add(card.of().card());
                stations.computeIfAbsent(card.of().card(), none -> new HashMap<>())
                        .merge(card.of().chain(), List.of(card), CardsInHouse::newest);
            }
        }
    }

    /** Rows come attempt after attempt. */
    private static List<StationCard> newest(List<StationCard> before, List<StationCard> next) {
        int attempt = next.get(0).of().attempt();
        return before.get(0).of().attempt() < attempt
                ? next
                : Stream.concat(before.stream(), next.stream()).toList();
    }

    private void read(ChipAttempts.ChipAttempt row) {
        long card = row.of().card();
        touched.add(card);
        if (row.state() == ChipAttempts.State.STARTED || row.isInHead()) {
            atChip.add(card);
        }
        if (row.state() == ChipAttempts.State.GOOD) {
            onChip.add(card);
        }
    }

    /** True when a chip or a room of this house has had the card. */
    boolean isTouched(long card) {
        return touched.contains(card);
    }

    /** Why the card cannot leave, in a few words; empty when it can. */
    Optional<String> stays(long card, CardRoute route) {
        if (books.duplicated().isOneOf(madeAgain, new ChipAttempts.Card(batch, card))) {
            return Optional.of("made again in another batch");
        }
        if (atChip.contains(card)) {
            return Optional.of("in a head, or nobody knows what became of its chip");
        }
        if (route.chip() && !onChip.contains(card)) {
            return Optional.of("on no chip");
        }
        Map<String, List<StationCard>> chains = stations.getOrDefault(card, Map.of());
        Set<String> through = new HashSet<>();
        for (List<StationCard> chain : chains.values()) {
            for (StationCard row : chain) {
                if (row.state() != State.OK) {
                    return Optional.of("not let go by room " + row.of().room());
                }
                through.add(row.of().room());
            }
        }
        return route.rooms().stream()
                .sorted()
                .filter(room -> !through.contains(room))
                .findFirst()
                .map(room -> "not let go by room " + room);
    }
}
