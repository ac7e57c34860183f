package org.cardwright.machine.bureau;

/**
 * How many machines of one kind there are.
 *
 * @param machines beside each other, 1 to 1000
 * @param pace of each
 */
public record Stand(int machines, Pace pace) {

    private static final int MOST = 1_000;

    /** Checks the number. */
    public Stand {
        if (machines < 1 || machines > MOST) {
            throw new IllegalArgumentException("a station has 1 to 1000 machines");
        }
    }
}
