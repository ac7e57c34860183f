package org.cardwright.pipeline.ledger;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Which cards have left the house: those that chips and rooms have let go when somebody says so, by name and moment. What is made later
 * leaves later, and is said again. S1-69.
 */
public final class CardDispatches {

    private final CardDispatchTable table;
    private final CardsInHouse.Books books;
    private final TransactionTemplate transaction;
    private final Audit audit;
    private final Clock clock;

    /** Over the tables of the transaction manager's database. */
    public CardDispatches(JdbcTransactionManager transactions, Audit audit, RowSeal seal, Clock clock) {
        DataSource database = Objects.requireNonNull(transactions.getDataSource());
        this.table = new CardDispatchTable(database, seal);
        this.books = new CardsInHouse.Books(
                new ChipAttemptTable(database, seal),
                new StationTable(database, seal),
                new DuplicatedCards(database, seal));
        this.transaction = new TransactionTemplate(transactions);
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * What has left.
     *
     * @param leftAt when it was said
     * @param cards that leave now
     * @param before that had left before
     * @param staying why cards stay, with their number
     */
    public record Sent(Instant leftAt, int cards, int before, Map<String, Integer> staying) {

        /** Copies the map. */
        public Sent {
            staying = Map.copyOf(staying);
        }
    }

    /** The moment that it is now. */
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    /**
     * Somebody says that what is made of a batch has left. Its day is the one on which that is said: nobody can say an earlier one.
     *
     * @param routes every group of the sealed manifest
     * @param mailers rooms of PIN mailers
     * @param who id of the person, or {@link Audit#SYSTEM} where nobody is registered
     * @throws WrongUsageException when the batch is not closed, or no card of it can leave
     */
    public Sent confirm(String batch, List<CardRoute> routes, Set<String> mailers, String who) {
        if (!books.chips().isClosed(batch)) {
            throw new WrongUsageException(
                    "the ledger of this home has not closed this batch: its cards cannot have left");
        }
        Sent sent = Objects.requireNonNull(transaction.execute(status -> sent(batch, routes, mailers, who)));
        books.chips().reachDisk();
        return sent;
    }

    /**
     * The cards of a group that no chip and no room of this ledger has had: others make them.
     *
     * @throws WrongUsageException when the batch is not closed or has no such group, or a room here, be it of mailers, has had a card of it
     */
    void requireElsewhere(String batch, String group) {
        if (!books.chips().isClosed(batch) || table.cards(batch, group).isEmpty()) {
            throw new WrongUsageException("the ledger of this home has closed no batch with cards of group " + group);
        }
        CardsInHouse house = new CardsInHouse(batch, books, Set.of());
        if (table.cards(batch, group).stream().anyMatch(house::isTouched)) {
            throw new WrongUsageException("group " + group
                    + " is made here, as chips or rooms say: its cards leave when these have let them go");
        }
    }

    /** They have left; belongs into the transaction of the act. */
    Sent elsewhere(String batch, String group, String who) {
        requireElsewhere(batch, group);
        return sent(
                batch,
                List.of(new CardRoute(group, table.cards(batch, group), Set.of(), CardRoute.Made.ELSEWHERE)),
                Set.of(),
                who);
    }

    /**
     * Those that were said to have left at a moment, of which no machine got any since: that would be a printer of their mailers.
     *
     * @throws WrongUsageException when there are none, or a machine did
     */
    List<CardDispatch> withdrawable(String batch, Instant leftAt) {
        List<CardDispatch> ranges = of(batch).stream()
                .filter(range -> range.leftAt().equals(leftAt))
                .toList();
        if (ranges.isEmpty()) {
            throw new WrongUsageException("no card of the batch left at " + leftAt);
        }
        for (StationJob job : books.stations().jobs(batch)) {
            boolean since = !Instant.parse(job.time().begunAt()).isBefore(leftAt);
            if (since
                    && books.stations().cardsOf(job.name()).stream()
                            .anyMatch(card -> ranges.stream()
                                    .anyMatch(range -> range.has(card.of().card())))) {
                throw new WrongUsageException("room " + job.of().room() + " got cards that left at " + leftAt
                        + ": it is too late to say that they have not");
            }
        }
        return ranges;
    }

    /** They are in the house; belongs into the transaction of the act, behind {@link #lock}. */
    int withdraw(String batch, Instant leftAt, String who) {
        List<CardDispatch> ranges = withdrawable(batch, leftAt);
        int cards = ranges.stream().mapToInt(CardDispatch::cards).sum();
        ranges.forEach(table::delete);
        audit.append(new Audit.Act(
                who, AuditEvent.CARDS_NOT_DISPATCHED, true, batch, cards + " cards had not left at " + leftAt));
        return cards;
    }

    /** Belongs at the beginning of the transaction of an act, before its words in the audit. */
    void lock(String batch) {
        table.lock(batch);
    }

    /** After the transaction of an act. */
    void reachDisk() {
        books.chips().reachDisk();
    }

    private Sent sent(String batch, List<CardRoute> routes, Set<String> mailers, String who) {
        table.lock(batch);
        CardDispatchTable.Left before = table.left(batch);
        CardsInHouse house = new CardsInHouse(batch, books, mailers);
        BitSet leaving = new BitSet();
        Map<String, Integer> staying = new TreeMap<>();
        for (CardRoute route : routes) {
            for (long card : route.cards()) {
                if (before.of(card).isEmpty()) {
                    stays(house, card, route)
                            .ifPresentOrElse(
                                    why -> staying.merge(why, 1, Integer::sum),
                                    () -> leaving.set(Math.toIntExact(card)));
                }
            }
        }
        if (leaving.isEmpty()) {
            throw new WrongUsageException(nothing(before.cards(), staying));
        }
        Instant now = now();
        for (NumberRange range : NumberRange.of(leaving)) {
            table.insert(new CardDispatch(batch, range.first(), range.last(), now, who));
        }
        int cards = leaving.cardinality();
        audit.append(new Audit.Act(
                who,
                AuditEvent.CARDS_DISPATCHED,
                true,
                batch,
                cards + " cards left, " + sum(staying.values()) + " stay"));
        return new Sent(now, cards, before.cards(), staying);
    }

    private static Optional<String> stays(CardsInHouse house, long card, CardRoute route) {
        return route.isKnown()
                ? house.stays(card, route)
                : Optional.of("in group " + route.group() + ", which no chip and no machine of this home makes");
    }

    private static String nothing(int before, Map<String, Integer> staying) {
        StringBuilder said = new StringBuilder("no card of the batch can leave: ");
        said.append(before).append(" have left before");
        staying.forEach(
                (why, cards) -> said.append("; ").append(cards).append(" ").append(why));
        return said.toString();
    }

    private static int sum(Collection<Integer> counts) {
        return counts.stream().mapToInt(Integer::intValue).sum();
    }

    /** The cards of a batch that have left, in order. */
    public List<CardDispatch> of(String batch) {
        return List.copyOf(table.left(batch).byFirst().values());
    }
}
