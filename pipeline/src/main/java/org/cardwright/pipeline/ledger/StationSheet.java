package org.cardwright.pipeline.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.cardwright.pipeline.ledger.StationCard.State;

/**
 * The audit control sheet of a batch, room by room: how many cards came in, were let go, spoiled, are unknown, or are still there. PCI Card
 * Production; every number is counted from sealed rows, and what does not balance is refused.
 *
 * @param lines one for each room, by name
 */
public record StationSheet(List<Line> lines) {

    /** Copies the lines. */
    public StationSheet {
        lines = List.copyOf(lines);
    }

    /**
     * One room.
     *
     * @param room its name
     * @param taken cards that came in, each attempt for itself
     * @param ok let go
     * @param rejected spoiled
     * @param unknown held until a person decides
     * @param open at a machine
     * @param decided of all these, by a person
     */
    public record Line(String room, int taken, int ok, int rejected, int unknown, int open, int decided) {

        /** True when nothing is missing. */
        public boolean balances() {
            return taken == ok + rejected + unknown + open;
        }
    }

    /**
     * Counts.
     *
     * @param rooms room to the one before it; rooms that begin are left out
     * @throws NotReconciledException when jobs and cards do not agree, a card came into a room without the one before, or one plastic is
     *     bound to two cards
     */
    public static StationSheet of(List<StationJob> jobs, List<StationCard> cards, Map<String, String> rooms) {
        requireJobs(jobs, cards);
        requireHandOvers(cards, rooms);
        Map<String, List<StationCard>> byRoom = new TreeMap<>();
        cards.forEach(card -> byRoom.computeIfAbsent(card.of().room(), none -> new ArrayList<>())
                .add(card));
        List<Line> lines = new ArrayList<>();
        byRoom.forEach((room, own) -> lines.add(new Line(
                room,
                sum(jobs, room),
                count(own, State.OK),
                count(own, State.REJECT),
                count(own, State.UNKNOWN),
                (int) own.stream().filter(card -> card.state().isOpen()).count(),
                (int) own.stream().filter(card -> !card.decidedBy().isEmpty()).count())));
        for (Line line : lines) {
            require(line.balances(), "room " + line.room() + " does not balance");
        }
        return new StationSheet(lines);
    }

    /**
     * The cards that wait for a person: those of which nobody knows, and those that were spoiled as often as they are made without one.
     *
     * @param attempts by chain, how often a card is made before a person must decide
     */
    public static List<StationCard> held(List<StationCard> cards, Map<String, Integer> attempts) {
        Map<String, Integer> newest = new HashMap<>();
        cards.forEach(card -> newest.merge(key(card), card.of().attempt(), Math::max));
        return cards.stream()
                .filter(card -> card.of().attempt() == newest.getOrDefault(key(card), 0))
                .filter(card -> card.state() == State.UNKNOWN || isUsedUp(card, attempts))
                .toList();
    }

    private static String key(StationCard card) {
        return card.of().card() + " " + card.of().chain();
    }

    private static boolean isUsedUp(StationCard card, Map<String, Integer> attempts) {
        int most = attempts.getOrDefault(card.of().chain(), Integer.MAX_VALUE);
        return card.state() == State.REJECT
                && card.decidedBy().isEmpty()
                && card.of().attempt() >= most;
    }

    private static int sum(List<StationJob> jobs, String room) {
        return jobs.stream()
                .filter(job -> job.of().room().equals(room))
                .mapToInt(StationJob::cards)
                .sum();
    }

    private static int count(List<StationCard> cards, State state) {
        return (int) cards.stream().filter(card -> card.state() == state).count();
    }

    private static void requireJobs(List<StationJob> jobs, List<StationCard> cards) {
        Map<String, Set<Integer>> places = new HashMap<>();
        for (StationCard card : cards) {
            boolean once =
                    places.computeIfAbsent(card.job(), none -> new HashSet<>()).add(card.place());
            require(once, "job " + card.job() + " has two cards in one place");
        }
        for (StationJob job : jobs) {
            Set<Integer> own = places.getOrDefault(job.name(), Set.of());
            boolean all = own.size() == job.cards() && own.stream().allMatch(place -> place <= job.cards());
            require(all, "job " + job.name() + " has lost cards");
            places.remove(job.name());
        }
        require(places.isEmpty(), "cards are in a job that is not there");
    }

    private static void requireHandOvers(List<StationCard> cards, Map<String, String> rooms) {
        Set<String> letGo = new HashSet<>();
        Set<String> plastics = new HashSet<>();
        for (StationCard card : cards) {
            if (card.state() == State.OK) {
                letGo.add(card.of().room() + " " + card.reference());
            }
            String plastic = card.said().plastic();
            require(plastic.isEmpty() || plastics.add(plastic), "one plastic is bound to two cards");
        }
        for (StationCard card : cards) {
            String before = rooms.getOrDefault(card.of().room(), "");
            require(
                    before.isEmpty() || letGo.contains(before + " " + card.reference()),
                    "card " + card.reference() + " came into " + card.of().room() + " without " + before);
        }
    }

    private static void require(boolean holds, String detail) {
        if (!holds) {
            throw new NotReconciledException(detail);
        }
    }
}
