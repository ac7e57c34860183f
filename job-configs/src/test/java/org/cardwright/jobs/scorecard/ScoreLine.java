package org.cardwright.jobs.scorecard;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One line of the scorecard.
 *
 * @param row number, with the variant behind it
 * @param claim what is claimed
 * @param wanted what full size must reach
 * @param reached what this run reached
 * @param controls planted faults that were found
 * @param seed seed of the run
 * @param run size, duration and machine
 * @param when date and commit
 */
record ScoreLine(
        String row,
        String claim,
        String wanted,
        String reached,
        String controls,
        String seed,
        String run,
        String when) {

    /** Begins the table, whatever columns it had when it was written. */
    static final String BEGIN = "| row | claim |";

    static final String HEAD = """
            | row | claim | wanted | reached | planted faults | seed | size, time, machine | date, commit |
            |---|---|---|---|---|---|---|---|
            """;

    /** Begins every line of this row. */
    static String begin(String row) {
        return "| " + row + " |";
    }

    String markdown() {
        return List.of(row, claim, wanted, reached, controls, seed, run, when).stream()
                .map(cell -> cell.replace("|", "\\|").replace('\n', ' '))
                .collect(Collectors.joining(" | ", "| ", " |"));
    }
}
