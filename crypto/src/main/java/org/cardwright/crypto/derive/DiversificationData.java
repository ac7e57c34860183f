package org.cardwright.crypto.derive;

import org.cardwright.formats.card.Pan;
import org.cardwright.formats.card.PanSequenceNumber;

/** What makes the keys of one card or session differ from those of all others. */
public sealed interface DiversificationData {

    /** What it is made of; a method takes one shape only. */
    enum Shape {
        /** PAN and PAN sequence number. */
        CARD("PAN, PAN sequence number");

        private final String words;

        Shape(String words) {
            this.words = words;
        }

        /** For people. */
        public String describe() {
            return words;
        }
    }

    /** Its shape. */
    Shape shape();

    /** An account and the number of the card in it. EMV 4.4 Book 2, A1.4. */
    record Card(Pan pan, PanSequenceNumber sequenceNumber) implements DiversificationData {

        @Override
        public Shape shape() {
            return Shape.CARD;
        }
    }
}
