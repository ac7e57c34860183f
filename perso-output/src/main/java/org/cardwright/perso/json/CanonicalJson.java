package org.cardwright.perso.json;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Reads a text that must already stand in the form that is signed, and writes that form without one member.
 *
 * <p>RFC 8785. The text is read through, never held: what is signed may have hundreds of megabytes.
 */
public final class CanonicalJson {

    private static final int BUFFER_BYTES = 1 << 16;

    private final JsonReader in;
    private final OutputStream whole;
    private final OutputStream rest;

    private CanonicalJson(JsonReader in, OutputStream whole, OutputStream rest) {
        this.in = in;
        this.whole = whole;
        this.rest = rest;
    }

    /** A text that can be read more than once. */
    public interface Source {
        /** A fresh stream from the first byte on. */
        InputStream open() throws IOException;
    }

    /**
     * Writes the canonical form of an object without one of its members.
     *
     * @param without a member of the outermost object, such as {@code signature}; it may be missing
     * @throws MalformedJsonException when the text is not its own canonical form, byte for byte; what was written until then
     *     is of no use
     */
    public static void write(Source text, String without, OutputStream out) throws IOException {
        try (JsonReader in = new JsonReader(text.open());
                Comparison whole = new Comparison(new BufferedInputStream(text.open(), BUFFER_BYTES))) {
            BufferedOutputStream buffered = new BufferedOutputStream(whole, BUFFER_BYTES);
            BufferedOutputStream rest = new BufferedOutputStream(out, BUFFER_BYTES);
            new CanonicalJson(in, buffered, rest).object(without);
            in.end();
            buffered.flush();
            whole.requireEnd();
            rest.flush();
        }
    }

    /** The outermost object: the left out member goes to the comparison only. */
    private void object(String without) throws IOException {
        JsonWriter all = JsonWriter.canonical(whole).beginObject();
        JsonWriter some = JsonWriter.canonical(rest).beginObject();
        in.object(name -> {
            named(all, name);
            if (name.equals(without)) {
                value(whole);
            } else {
                some.name(name);
                value(new Both(whole, rest));
                some.valueWritten();
            }
            all.valueWritten();
        });
        all.endObject();
        some.endObject();
    }

    private void named(JsonWriter out, String name) throws IOException {
        if (!out.isNext(name)) {
            throw in.expected("members in the order of RFC 8785, 3.2.3");
        }
        out.name(name);
    }

    private void value(OutputStream out) throws IOException {
        value(JsonWriter.canonical(out));
    }

    private void value(JsonWriter out) throws IOException {
        switch (in.peek()) {
            case OBJECT -> {
                out.beginObject();
                in.object(name -> {
                    named(out, name);
                    value(out);
                });
                out.endObject();
            }
            case ARRAY -> {
                out.beginArray();
                in.array(() -> value(out));
                out.endArray();
            }
            case STRING -> out.value(in.string());
            case INTEGER -> out.value(in.integer());
            case BOOLEAN -> out.value(in.bool());
        }
    }

    /** Writes everything twice. */
    private static final class Both extends OutputStream {

        private final OutputStream one;
        private final OutputStream other;

        private Both(OutputStream one, OutputStream other) {
            this.one = one;
            this.other = other;
        }

        @Override
        public void write(int b) throws IOException {
            one.write(b);
            other.write(b);
        }

        @Override
        public void write(byte[] source, int offset, int length) throws IOException {
            one.write(source, offset, length);
            other.write(source, offset, length);
        }
    }

    /** Takes only what the text itself has at this place. */
    private static final class Comparison extends OutputStream {

        private static final String CANONICAL = "the canonical form of RFC 8785";

        private final InputStream expected;
        private long offset;

        private Comparison(InputStream expected) {
            this.expected = expected;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] source, int at, int length) throws IOException {
            byte[] there = expected.readNBytes(length);
            int mismatch = Arrays.mismatch(source, at, at + length, there, 0, there.length);
            if (mismatch >= 0) {
                throw new MalformedJsonException(offset + mismatch, CANONICAL);
            }
            offset += length;
        }

        private void requireEnd() throws IOException {
            if (expected.read() >= 0) {
                throw new MalformedJsonException(offset, "nothing behind the canonical form of RFC 8785");
            }
        }

        @Override
        public void close() throws IOException {
            expected.close();
        }
    }
}
