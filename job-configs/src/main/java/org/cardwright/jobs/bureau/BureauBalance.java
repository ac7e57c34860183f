package org.cardwright.jobs.bureau;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cardwright.pipeline.ledger.ChipSheet;

/**
 * Whether every card of the bureau is accounted for by name: in = good + rejected + held + remade at every hand-over, and the plastics that
 * machines have seen are those of the ledger.
 *
 * @param lines room by room, in their order
 * @param cards cards of the batch by their end: {@code good}, {@code rejected}, {@code held}
 * @param names what the issuer calls those that are not good, each with its end and room
 * @param differences what does not agree; nothing when all is well
 */
public record BureauBalance(
        List<Line> lines, Map<String, Integer> cards, List<String> names, List<String> differences) {

    /** Copies the lists. */
    public BureauBalance {
        lines = List.copyOf(lines);
        cards = Map.copyOf(cards);
        names = List.copyOf(names);
        differences = List.copyOf(differences);
    }

    /**
     * One room.
     *
     * @param room its name
     * @param in plastics that came
     * @param good handed on
     * @param rejected spoiled, and the card is not made again
     * @param held nobody knows: a person looks
     * @param remade spoiled, and the card began anew
     */
    public record Line(String room, int in, int good, int rejected, int held, int remade) {

        /** Plastics that are missing, or too many; 0 when all is well. */
        int difference() {
            return in - good - rejected - held - remade;
        }
    }

    /** True when nothing is missing and nothing is too much. */
    public boolean isEven() {
        return differences.isEmpty();
    }

    /**
     * What is compared.
     *
     * @param works cards, ledger and floor
     * @param rooms in their order
     * @param attempts how often a card is made
     * @param loads how often chip heads were loaded, as their own counters say
     */
    record Books(BureauRooms.Works works, List<String> rooms, int attempts, int loads) {}

    /**
     * Counts.
     *
     * @param wrong by control number what stood on a plastic and not in its sealed record
     * @param chips audit control sheet of the heads
     * @throws org.cardwright.pipeline.ledger.NotReconciledException when the ledger does not agree with itself
     */
    static BureauBalance of(Books books, Map<String, String> wrong, ChipSheet chips) throws IOException {
        BureauCounting counting = new BureauCounting(books);
        new TreeMap<>(wrong).forEach(counting::wrong);
        return counting.count(chips);
    }
}
