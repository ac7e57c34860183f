package org.cardwright.formats.issuer;

import java.util.function.Predicate;
import org.cardwright.formats.bytes.ByteString;

/** Splits the bytes of one record. */
interface FrameParser {

    /** The record, or a broken one when it cannot be split. */
    RawRecord parse(ByteString frame);

    /** True when a line of column names precedes the orders; then {@link #acceptNames} must be asked first. */
    default boolean expectsNames() {
        return false;
    }

    /** Takes the line of column names; false when it is not that of the layout. */
    default boolean acceptNames(ByteString frame) {
        throw new IllegalStateException("this form has no column names");
    }

    /** True for another line of column names among the orders. */
    default Predicate<ByteString> namesAgain() {
        return frame -> false;
    }

    /** Number of columns that an order must have, 0 for any. */
    default int columns() {
        return 0;
    }
}
