package org.cardwright.machine.language;

import java.util.List;

/**
 * A machine file as the machine reads it.
 *
 * @param head what stands before the first card
 * @param cards in order
 */
public record ReadJob(List<Item> head, List<Card> cards) {

    /** Copies the lists. */
    public ReadJob {
        head = List.copyOf(head);
        cards = List.copyOf(cards);
    }

    /**
     * One thing that a machine reads.
     *
     * @param what a text, a track, or a mark of the language
     * @param where its place: name, font, number of the line, position
     * @param said what stands there
     */
    public record Item(String what, String where, String said) {

        /** What and where. */
        @Override
        public String toString() {
            return what + " " + where;
        }
    }

    /**
     * A card as the machine reads it.
     *
     * @param items in order
     */
    public record Card(List<Item> items) {

        /** Copies the list. */
        public Card {
            items = List.copyOf(items);
        }

        /** How much, not what. */
        @Override
        public String toString() {
            return "Card(" + items.size() + " items)";
        }
    }
}
