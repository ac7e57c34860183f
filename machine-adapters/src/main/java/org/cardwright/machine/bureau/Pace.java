package org.cardwright.machine.bureau;

/**
 * How fast a machine is.
 *
 * @param shortestSeconds of a card
 * @param longestSeconds of a card
 * @param setUpSeconds before each job
 */
public record Pace(double shortestSeconds, double longestSeconds, double setUpSeconds) {

    private static final double LONGEST = 3_600;

    /** Checks that the numbers can be. */
    public Pace {
        boolean possible = shortestSeconds > 0 && longestSeconds >= shortestSeconds && setUpSeconds >= 0;
        if (!possible || longestSeconds > LONGEST || setUpSeconds > LONGEST) {
            throw new IllegalArgumentException("a card takes more than 0 and at most 3600 seconds");
        }
    }

    /** A card at a share of the way from the shortest to the longest time. */
    public double seconds(double share) {
        return shortestSeconds + (longestSeconds - shortestSeconds) * Math.min(1, Math.max(0, share));
    }
}
