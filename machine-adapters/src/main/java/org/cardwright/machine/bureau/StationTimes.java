package org.cardwright.machine.bureau;

/**
 * What a station did in simulated time.
 *
 * @param station its name
 * @param machines beside each other
 * @param visits cards that came, each time they came
 * @param good handed on
 * @param workSeconds of all machines together, with the set-up of jobs
 * @param repairSeconds in which machines stood
 * @param endSeconds when the last card left
 */
public record StationTimes(
        String station,
        int machines,
        int visits,
        int good,
        double workSeconds,
        double repairSeconds,
        double endSeconds) {

    private static final int HOUR_SECONDS = 3_600;

    /** Good cards of an hour in which no machine waits; 0 before the first. */
    public double cardsPerHour() {
        double busy = workSeconds + repairSeconds;
        return busy == 0 ? 0 : good * (double) HOUR_SECONDS * machines / busy;
    }

    /** Machines for so many good cards in an hour. */
    public int machinesFor(double wantedPerHour) {
        double each = cardsPerHour() / machines;
        return each == 0 ? 0 : (int) Math.ceil(wantedPerHour / each);
    }

    /** Part of the time of all its machines until the end in which they work or are repaired; 0 to 1. */
    public double load(double untilSeconds) {
        return untilSeconds == 0 ? 0 : (workSeconds + repairSeconds) / (machines * untilSeconds);
    }
}
