package org.cardwright.formats.issuer;

import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.RejectReason;

/** What stands at one place of a record, before and after it is read by its {@link ValueShape}. */
sealed interface RawValue {

    /** Nothing, or something that means nothing. */
    record Absent() implements RawValue {}

    record Text(String text) implements RawValue {
        /** The length only. */
        @Override
        public String toString() {
            return "Text(" + text.length() + ")";
        }
    }

    record Octets(ByteString octets) implements RawValue {}

    /** Not what the layout says. */
    record Faulty(RejectReason reason) implements RawValue {}

    RawValue ABSENT = new Absent();

    /** Text, or {@link #ABSENT} for none. */
    static RawValue ofText(String text) {
        return text.isEmpty() ? ABSENT : new Text(text);
    }
}
