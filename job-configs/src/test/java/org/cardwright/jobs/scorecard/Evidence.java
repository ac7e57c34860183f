package org.cardwright.jobs.scorecard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What a row's test is given and what it reports: seed, size, figures and positive controls. */
final class Evidence {

    private static final long SHIPPED_SEED = 20261121L;

    private final String row;
    private final long seed = Long.getLong("seed", SHIPPED_SEED);
    private final boolean full = "full".equals(System.getProperty("cardwright.score"));
    private final List<String> figures = new ArrayList<>();
    private final List<String> controls = new ArrayList<>();

    Evidence(String row) {
        this.row = row;
    }

    /** Number of the row, {@code R01}. */
    String row() {
        return row;
    }

    /** {@code -Dseed=} replays a run. */
    long seed() {
        return seed;
    }

    /** A generator that gives the same sequence for the same seed. */
    Random random() {
        return new Random(seed);
    }

    /** True under {@code -Pscore}. */
    boolean full() {
        return full;
    }

    /**
     * How often, or how many.
     *
     * @param reduced inside {@code mvn verify}
     * @param whole under {@code -Pscore}
     */
    int size(int reduced, int whole) {
        return full ? whole : reduced;
    }

    /** A figure that was reached, {@code "kills", 300}. */
    void figure(String name, long value) {
        figures.add(value + " " + name);
    }

    /** Says how far a long row has come, so that one that is stuck can be seen. */
    @SuppressWarnings("SystemOut") // to the person who started the scorecard
    void progress(String soFar) {
        if (full) {
            System.out.println(row + ": " + soFar);
        }
    }

    /** A fault was planted; the detector of this row must have found it, or the row proves nothing. */
    void control(String plantedFault, boolean found) {
        assertThat(found).as("%s: positive control: %s", row, plantedFault).isTrue();
        controls.add(plantedFault);
    }

    /** What was reached, as one line. */
    String reached() {
        return String.join(", ", figures);
    }

    /** True when the row has figures and at least one planted fault was found. */
    boolean isWhole() {
        return !figures.isEmpty() && !controls.isEmpty();
    }

    /** How many planted faults were found. */
    int controls() {
        return controls.size();
    }
}
