package org.cardwright.formats.issuer;

import java.util.Optional;
import org.cardwright.formats.card.RejectReason;

/** One record, header or trailer of a file, split but not yet read. */
interface RawRecord {

    /** What stands at a place; a place of another form is a defect of the layout loader. */
    RawValue at(FieldPlace place);

    /** What is wrong with the record as a whole. */
    default Optional<RejectReason> fault() {
        return Optional.empty();
    }

    /** Where in the record that is, a path of the layout; empty when it is nowhere in particular. */
    default String faultPath() {
        return "";
    }

    /** True when the record carries the text that marks its kind. */
    default boolean isMarked(String marker, int offset) {
        return false;
    }

    /** This record, or a broken one when it does not have so many columns; 0 asks nothing. */
    default RawRecord withColumns(int columns) {
        return this;
    }

    /**
     * A record that is no order. What can be seen of it still counts for the hash total, so that one bad record does not
     * spoil the file.
     *
     * @param reason what is wrong
     * @param seen the record as far as it could be split
     */
    record Broken(RejectReason reason, Optional<RawRecord> seen) implements RawRecord {

        /** Nothing could be seen. */
        Broken(RejectReason reason) {
            this(reason, Optional.empty());
        }

        @Override
        public RawValue at(FieldPlace place) {
            return seen.map(record -> record.at(place)).orElse(RawValue.ABSENT);
        }

        @Override
        public Optional<RejectReason> fault() {
            return Optional.of(reason);
        }
    }

    /** Says that the layout loader let a place of another form pass. */
    static IllegalStateException foreign(FieldPlace place) {
        return new IllegalStateException(
                "a place of another form: " + place.getClass().getSimpleName());
    }
}
