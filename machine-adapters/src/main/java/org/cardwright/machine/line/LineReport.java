package org.cardwright.machine.line;

import java.util.List;
import java.util.Optional;
import org.cardwright.machine.chip.CardEnding.Result;

/**
 * What a line did.
 *
 * @param heads each
 * @param times of its cards
 * @param stopped why it stopped before the last card; empty when it did not
 */
public record LineReport(List<HeadReport> heads, CardTimes times, Optional<String> stopped) {

    /** Copies the list. */
    public LineReport {
        heads = List.copyOf(heads);
    }

    /** True when every head is quarantined: wrong keys or wrong stock. */
    public boolean stands() {
        return heads.stream().allMatch(report -> report.state() == HeadState.QUARANTINED);
    }

    /** Cards with this ending. */
    public int count(Result result) {
        return heads.stream().mapToInt(report -> report.count(result)).sum();
    }

    /** In a few words. */
    public String ending() {
        return stopped.orElseGet(() -> {
            if (stands()) {
                return "every head is quarantined";
            }
            boolean empty = heads.stream().anyMatch(head -> head.state() == HeadState.EMPTY);
            return empty ? "no card came" : "done";
        });
    }
}
