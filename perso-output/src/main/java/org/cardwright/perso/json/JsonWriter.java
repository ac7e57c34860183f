package org.cardwright.perso.json;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import org.cardwright.formats.bytes.ByteString;

/**
 * Writes one JSON text without blanks, strings as RFC 8785, 3.2.2.2 wants them.
 *
 * <p>A canonical writer also insists on members in ascending order of their UTF-16 units (RFC 8785, 3.2.3); the caller
 * keeps that order, the writer refuses any other.
 */
public final class JsonWriter {

    private final OutputStream out;
    private final boolean canonical;
    private final Deque<Level> levels = new ArrayDeque<>();

    private static final class Level {
        private boolean empty = true;
        private boolean named;
        private String lastName = "";
    }

    private JsonWriter(OutputStream out, boolean canonical) {
        this.out = out;
        this.canonical = canonical;
    }

    /** Insists on the member order of RFC 8785. */
    public static JsonWriter canonical(OutputStream out) {
        return new JsonWriter(out, true);
    }

    /** Members in the order in which they are written. */
    public static JsonWriter inGivenOrder(OutputStream out) {
        return new JsonWriter(out, false);
    }

    /** Begins an object. */
    public JsonWriter beginObject() throws IOException {
        return begin('{');
    }

    /** Ends an object. */
    public JsonWriter endObject() throws IOException {
        return end('}');
    }

    /** Begins an array. */
    public JsonWriter beginArray() throws IOException {
        return begin('[');
    }

    /** Ends an array. */
    public JsonWriter endArray() throws IOException {
        return end(']');
    }

    /** True when a member of that name may come next: a canonical writer wants ascending names. */
    boolean isNext(String name) {
        Level level = levels.getLast();
        return !canonical || level.empty || level.lastName.compareTo(name) < 0;
    }

    /** The name of the next member. */
    public JsonWriter name(String name) throws IOException {
        Level level = levels.getLast();
        if (!isNext(name)) {
            throw new IllegalStateException("members out of order: " + name + " after " + level.lastName);
        }
        separate();
        level.lastName = name;
        quoted(name);
        out.write(':');
        level.named = true;
        return this;
    }

    /** A string. */
    public JsonWriter value(String text) throws IOException {
        separate();
        quoted(text);
        return this;
    }

    /** An integer. */
    public JsonWriter value(long number) throws IOException {
        separate();
        ascii(Long.toString(number));
        return this;
    }

    /** True or false. */
    public JsonWriter value(boolean truth) throws IOException {
        separate();
        ascii(Boolean.toString(truth));
        return this;
    }

    /** Bytes as a string of lower-case hexadecimal digits. */
    public JsonWriter hex(ByteString bytes) throws IOException {
        return value(bytes.toHex().toLowerCase(Locale.ROOT));
    }

    /** Tells the writer that the caller has written the value of the member itself, straight to the stream. */
    public JsonWriter valueWritten() {
        Level level = levels.getLast();
        if (!level.named) {
            throw new IllegalStateException("no member waits for its value");
        }
        level.named = false;
        return this;
    }

    /** A member with a string. */
    public JsonWriter member(String name, String text) throws IOException {
        return name(name).value(text);
    }

    /** A member with an integer. */
    public JsonWriter member(String name, long number) throws IOException {
        return name(name).value(number);
    }

    /** A member with bytes in hexadecimal. */
    public JsonWriter member(String name, ByteString bytes) throws IOException {
        return name(name).hex(bytes);
    }

    private JsonWriter begin(char bracket) throws IOException {
        separate();
        out.write(bracket);
        levels.addLast(new Level());
        return this;
    }

    private JsonWriter end(char bracket) throws IOException {
        levels.removeLast();
        out.write(bracket);
        return this;
    }

    private void separate() throws IOException {
        Level level = levels.peekLast();
        if (level == null) {
            return;
        }
        if (level.named) {
            level.named = false;
            return;
        }
        if (!level.empty) {
            out.write(',');
        }
        level.empty = false;
    }

    private void quoted(String text) throws IOException {
        StringBuilder json = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            requirePaired(text, i);
            switch (c) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\b' -> json.append("\\b");
                case '\f' -> json.append("\\f");
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                default -> {
                    if (c < 0x20) {
                        json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                    } else {
                        json.append(c);
                    }
                }
            }
        }
        out.write(json.append('"').toString().getBytes(StandardCharsets.UTF_8));
    }

    /** RFC 8785, 3.2.2.2: a lone surrogate has no canonical form. */
    private static void requirePaired(String text, int at) {
        char c = text.charAt(at);
        boolean high =
                Character.isHighSurrogate(c) && at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1));
        boolean low = Character.isLowSurrogate(c) && at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
        if (Character.isSurrogate(c) && !high && !low) {
            throw new IllegalArgumentException("a lone surrogate at character " + at);
        }
    }

    private void ascii(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
    }
}
