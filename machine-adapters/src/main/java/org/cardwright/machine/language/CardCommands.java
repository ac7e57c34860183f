package org.cardwright.machine.language;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is said to a machine for one card over a line, one command after the other. What follows a command is said only after its end.
 *
 * @param before brings a blank to the place where it is made
 * @param making what makes the card; the last one tells whether it is made
 * @param good takes a card away that is made
 * @param reject takes a card away that could not be made
 */
public record CardCommands(List<Command> before, List<Command> making, List<Command> good, List<Command> reject) {

    /** Copies the lists. */
    public CardCommands {
        before = List.copyOf(before);
        making = List.copyOf(making);
        good = List.copyOf(good);
        reject = List.copyOf(reject);
    }

    /** One card as one text. */
    static CardCommands whole(String card) {
        return new CardCommands(List.of(), List.of(new Command(card, "", Ends.DONE)), List.of(), List.of());
    }

    /** With what stands before all cards in one breath with the first one. */
    public CardCommands behind(String head) {
        List<Command> whole = new ArrayList<>(making);
        Command first = whole.get(0);
        whole.set(0, new Command(head + first.text(), first.name(), first.ends()));
        return new CardCommands(before, whole, good, reject);
    }

    /** All commands, those too that are said only of a card that could not be made. */
    public Stream<Command> all() {
        return Stream.of(before, making, good, reject).flatMap(List::stream);
    }

    /**
     * A command.
     *
     * @param text as it is said; data of a card may stand in it
     * @param name what answers call it; empty when they do not
     * @param ends what is waited for
     */
    public record Command(String text, String name, Ends ends) {

        /** The name only. */
        @Override
        public String toString() {
            return "Command(" + name + ")";
        }
    }

    /** What is waited for before the next command. */
    public enum Ends {
        /** That the machine has done it. */
        DONE,
        /** That the machine has taken it. */
        ACKNOWLEDGED,
        /** Nothing. */
        AT_ONCE
    }
}
