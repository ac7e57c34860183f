package org.cardwright.perso.json;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Brings any JSON text into the form that is signed.
 *
 * <p>RFC 8785. A text whose members already stand in order is written through as it is read; only another one is sorted in
 * memory. That keeps a manifest over a million records to one array of its own size.
 */
public final class CanonicalJson {

    /** A text that can be read more than once. */
    public interface Source {
        /** A fresh stream from the first byte on. */
        InputStream open() throws IOException;
    }

    private final Optional<String> without;
    private final boolean inOrder;

    private CanonicalJson(Optional<String> without, boolean inOrder) {
        this.without = without;
        this.inOrder = inOrder;
    }

    /**
     * The canonical form of a text, whatever the order of its members and its blanks.
     *
     * @param without a member of the outermost object that is left out, such as {@code signature}
     * @throws MalformedJsonException when it is not JSON with one object outside
     */
    public static byte[] of(Source text, String without) throws IOException {
        CanonicalJson form = new CanonicalJson(Optional.of(without), isInOrder(text));
        Counter size = new Counter();
        if (form.inOrder) {
            form.write(text, size);
        }
        Exact out = new Exact(size.bytes);
        form.write(text, out);
        return out.bytes();
    }

    private static boolean isInOrder(Source text) throws IOException {
        boolean[] inOrder = {true};
        try (JsonReader in = new JsonReader(text.open())) {
            checkOrder(in, inOrder);
            in.end();
        }
        return inOrder[0];
    }

    private static void checkOrder(JsonReader in, boolean[] inOrder) throws IOException {
        switch (in.peek()) {
            case OBJECT -> {
                String[] last = {null};
                in.object(name -> {
                    inOrder[0] &= last[0] == null || last[0].compareTo(name) < 0;
                    last[0] = name;
                    checkOrder(in, inOrder);
                });
            }
            case ARRAY -> in.array(() -> checkOrder(in, inOrder));
            default -> in.skip();
        }
    }

    private void write(Source text, OutputStream out) throws IOException {
        try (JsonReader in = new JsonReader(text.open())) {
            object(in, out, without);
            in.end();
        }
    }

    private void object(JsonReader in, OutputStream out, Optional<String> leftOut) throws IOException {
        Map<String, byte[]> sorted = new TreeMap<>();
        boolean[] first = {true};
        out.write('{');
        in.object(name -> {
            if (leftOut.isPresent() && leftOut.get().equals(name)) {
                in.skip();
            } else if (inOrder) {
                name(name, out, first);
                value(in, out);
            } else {
                ByteArrayOutputStream value = new ByteArrayOutputStream();
                value(in, value);
                sorted.put(name, value.toByteArray());
            }
        });
        for (Map.Entry<String, byte[]> member : sorted.entrySet()) {
            name(member.getKey(), out, first);
            out.write(member.getValue());
        }
        out.write('}');
    }

    private static void name(String name, OutputStream out, boolean[] first) throws IOException {
        separate(out, first);
        JsonWriter.canonical(out).value(name);
        out.write(':');
    }

    private static void separate(OutputStream out, boolean[] first) throws IOException {
        if (!first[0]) {
            out.write(',');
        }
        first[0] = false;
    }

    private void value(JsonReader in, OutputStream out) throws IOException {
        switch (in.peek()) {
            case OBJECT -> object(in, out, Optional.empty());
            case ARRAY -> array(in, out);
            case STRING -> JsonWriter.canonical(out).value(in.string());
            case INTEGER -> JsonWriter.canonical(out).value(in.integer());
            case BOOLEAN -> JsonWriter.canonical(out).value(in.bool());
        }
    }

    private void array(JsonReader in, OutputStream out) throws IOException {
        boolean[] first = {true};
        out.write('[');
        in.array(() -> {
            separate(out, first);
            value(in, out);
        });
        out.write(']');
    }

    /** Counts and forgets. */
    private static final class Counter extends OutputStream {

        private int bytes;

        @Override
        public void write(int b) {
            bytes = Math.addExact(bytes, 1);
        }

        @Override
        public void write(byte[] source, int offset, int length) {
            bytes = Math.addExact(bytes, length);
        }
    }

    /** Grows like its superclass, but hands out its own array when the announced size was right. */
    private static final class Exact extends ByteArrayOutputStream {

        Exact(int size) {
            super(Math.max(size, 32));
        }

        byte[] bytes() {
            return count == buf.length ? buf : toByteArray();
        }
    }
}
