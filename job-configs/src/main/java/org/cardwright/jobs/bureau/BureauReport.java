package org.cardwright.jobs.bureau;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cardwright.machine.bureau.BureauClock;
import org.cardwright.machine.bureau.Stand;
import org.cardwright.machine.bureau.StationTimes;
import org.cardwright.machine.bureau.Visit;

/**
 * What a bureau did.
 *
 * @param terms what was played
 * @param visits of every card at every machine
 * @param balance whether all are accounted for
 * @param software what the processor did at the chip heads
 * @param real how long it took here
 */
public record BureauReport(BureauTerms terms, List<Visit> visits, BureauBalance balance, Software software, Real real) {

    private static final double NANOS = 1e9;
    private static final int HOUR_SECONDS = 3_600;

    /** Copies the visits. */
    public BureauReport {
        visits = List.copyOf(visits);
    }

    /**
     * What the software did at the heads, all together.
     *
     * @param cards how many came to a head
     * @param wallNanos from the first command of each to the last of its test, journal included
     * @param processorNanos of that, on a processor
     */
    public record Software(int cards, long wallNanos, long processorNanos) {}

    /**
     * Time that went by here.
     *
     * @param prepareNanos from the orders to the sealed batch
     * @param machineNanos from the first machine to the last
     */
    public record Real(long prepareNanos, long machineNanos) {

        /** In seconds. */
        public double machineSeconds() {
            return machineNanos / NANOS;
        }
    }

    /** Stations in the order of the line, in simulated time. */
    public List<StationTimes> stations() {
        Map<String, Stand> stands = new LinkedHashMap<>();
        for (String station : order()) {
            stands.put(station, terms.stand(station));
        }
        return BureauClock.play(visits, stands);
    }

    private List<String> order() {
        List<String> order = new ArrayList<>();
        for (BureauBalance.Line line : balance.lines()) {
            order.add(line.room());
            if (line.room().equals(BureauTerms.CHIPS)) {
                order.add(BureauTerms.VISION);
            }
        }
        return order;
    }

    /** When the last card left, in simulated seconds. */
    public double endSeconds(List<StationTimes> stations) {
        return stations.stream().mapToDouble(StationTimes::endSeconds).max().orElse(0);
    }

    /** Good cards of an hour in simulated time, from the first plastic to the last envelope. */
    public double cardsPerHour(List<StationTimes> stations) {
        double end = endSeconds(stations);
        return end == 0 ? 0 : goodCards() * (double) HOUR_SECONDS / end;
    }

    /** Cards that are in their envelopes. */
    public int goodCards() {
        return balance.cards().getOrDefault("good", 0);
    }

    /** The one that lets the fewest good cards pass in an hour. */
    public StationTimes slowest(List<StationTimes> stations) {
        return stations.stream()
                .filter(station -> station.visits() > 0)
                .min(Comparator.comparingDouble(StationTimes::cardsPerHour))
                .orElseThrow(() -> new IllegalStateException("no card came to any station"));
    }

    /** The most that all stations but the chip heads let pass in an hour. */
    public double rateWithoutHeads(List<StationTimes> stations) {
        return stations.stream()
                .filter(station -> station.visits() > 0 && !station.station().equals(BureauTerms.CHIPS))
                .mapToDouble(StationTimes::cardsPerHour)
                .min()
                .orElse(0);
    }

    /** Cards of an hour that the software makes at one head, by the clock on the wall; a head that never waits for its chip. */
    public double softwareCardsPerHour() {
        return software.wallNanos() == 0 ? 0 : software.cards() * NANOS * HOUR_SECONDS / software.wallNanos();
    }

    /** How many times faster than its chip the software is at one head. */
    public double timesFasterThanChip(List<StationTimes> stations) {
        return stations.stream()
                .filter(station -> station.station().equals(BureauTerms.CHIPS) && station.visits() > 0)
                .mapToDouble(
                        station -> softwareCardsPerHour() * station.workSeconds() / station.visits() / HOUR_SECONDS)
                .findFirst()
                .orElse(0);
    }
}
