package org.cardwright.perso.cps;

import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.MalformedRecordException;

/** Reads a stretch of bytes from front to back and knows where it is; offsets count from the start of the whole input. */
final class FieldReader {

    /** Told about every field that was read. */
    interface Trace {

        /** Tells nobody. */
        Trace NONE = (name, offsetBytes, lengthBytes) -> {};

        /** A field, with its length prefix, took {@code lengthBytes} from {@code offsetBytes} on. */
        void field(String name, int offsetBytes, int lengthBytes);
    }

    private final ByteString bytes;
    private final int end;
    private final Trace trace;
    private int at;

    private FieldReader(ByteString bytes, int from, int end, Trace trace) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
        this.trace = trace;
    }

    static FieldReader over(ByteString bytes, Trace trace) {
        return new FieldReader(bytes, 0, bytes.size(), trace);
    }

    int offset() {
        return at;
    }

    int left() {
        return end - at;
    }

    boolean atEnd() {
        return at == end;
    }

    Trace trace() {
        return trace;
    }

    ByteString take(String field, int count) {
        if (left() < count) {
            throw malformed(field, count + " bytes, there are " + left());
        }
        ByteString taken = bytes.slice(at, at + count);
        at += count;
        return taken;
    }

    int number(String field, int count) {
        return take(field, count).toUnsigned();
    }

    /** A reader for exactly the next {@code count} bytes, which this reader skips. */
    FieldReader within(String field, int count) {
        if (count > left()) {
            throw malformed(field, "at most " + left() + " bytes, the length says " + count);
        }
        FieldReader inner = new FieldReader(bytes, at, at + count, trace);
        at += count;
        return inner;
    }

    void requireEnd(String field) {
        if (!atEnd()) {
            throw malformed(field, "no further bytes, there are " + left());
        }
    }

    MalformedRecordException malformed(String field, String expected) {
        return new MalformedRecordException(field, at, expected);
    }
}
