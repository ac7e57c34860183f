package org.cardwright.machine.quality;

import java.util.List;
import java.util.Optional;

/** Plays the script of each card: proves its keys without any. S1-54, F-67. */
public final class ScriptTest implements CardTest {

    private final Source source;

    /** Where scripts come from. */
    @FunctionalInterface
    public interface Source {

        /** The lines of the script of a record, by its index in the batch; none when there is no script. */
        List<String> lines(long index);
    }

    /** With scripts out of there. */
    public ScriptTest(Source source) {
        this.source = source;
    }

    @Override
    public List<String> faults(CardUnderTest card) {
        List<String> lines = source.lines(card.index());
        if (lines.isEmpty()) {
            return List.of("there is no test script for the card");
        }
        Optional<Integer> wrong = TestScript.of(lines).firstWrong(card.card());
        return wrong.map(number -> List.of("test script: command " + number + " is not answered as it should be"))
                .orElse(List.of());
    }
}
