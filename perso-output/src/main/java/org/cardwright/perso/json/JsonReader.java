package org.cardwright.perso.json;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * Reads one JSON text from front to back without keeping it.
 *
 * <p>RFC 8259, strictly: UTF-8, no member twice, no text behind the value, at most {@value #MAX_DEPTH} levels of at most
 * {@value #MAX_MEMBERS} members, strings of at most {@value #MAX_STRING_CHARACTERS} characters. Numbers are integers of at
 * most 2^53 - 1, as RFC 8785 can carry them exactly; null has no use here and is refused. Every method throws {@link MalformedJsonException} when something else stands there.
 */
public final class JsonReader implements Closeable {

    private static final int MAX_DEPTH = 16;
    private static final int MAX_MEMBERS = 1000;
    private static final int MAX_STRING_CHARACTERS = 1 << 16;
    private static final int MAX_DIGITS = 16;
    private static final long MAX_INTEGER = (1L << 53) - 1;

    private final JsonText in;
    private final Deque<Level> levels = new ArrayDeque<>();

    /** An object or array that was entered and not left. */
    private static final class Level {

        private final boolean isObject;
        private final Set<String> names = new HashSet<>();
        private boolean empty = true;

        private Level(boolean isObject) {
            this.isObject = isObject;
        }
    }

    /** Over a whole text; the stream is closed with this reader. */
    public JsonReader(InputStream utf8) throws IOException {
        in = new JsonText(utf8);
    }

    /** Reads the value of one member. */
    public interface Member {
        /** Called at the value of the named member; must read exactly that value. */
        void read(String name) throws IOException;
    }

    /** Reads one element of an array. */
    public interface Element {
        /** Called at an element; must read exactly that value. */
        void read() throws IOException;
    }

    /** What kind of value comes next. */
    public enum Kind {
        /** An object. */
        OBJECT,
        /** An array. */
        ARRAY,
        /** A string. */
        STRING,
        /** An integer. */
        INTEGER,
        /** true or false. */
        BOOLEAN
    }

    /** The kind of the next value. */
    public Kind peek() throws IOException {
        in.skipBlanks();
        return switch (in.next()) {
            case '{' -> Kind.OBJECT;
            case '[' -> Kind.ARRAY;
            case '"' -> Kind.STRING;
            case 't', 'f' -> Kind.BOOLEAN;
            default -> {
                if (in.next() != '-' && !isDigit(in.next())) {
                    throw expected("a value");
                }
                yield Kind.INTEGER;
            }
        };
    }

    /** An object, member by member in the order of the text. */
    public void object(Member member) throws IOException {
        enter(Kind.OBJECT);
        // bounded by the text: every round reads a name
        while (more()) {
            member.read(name());
        }
    }

    /** An array, element by element. */
    public void array(Element element) throws IOException {
        enter(Kind.ARRAY);
        // bounded by the text: every round reads a value
        while (more()) {
            element.read();
        }
    }

    /** Goes into an object or an array, for a caller who takes its members or elements when he wants them. */
    public void enter(Kind kind) throws IOException {
        take(kind == Kind.OBJECT ? '{' : '[');
        levels.addLast(new Level(kind == Kind.OBJECT));
        if (levels.size() > MAX_DEPTH) {
            throw expected("at most " + MAX_DEPTH + " levels");
        }
    }

    /** True when the innermost object or array has something more; false when it ended here and was left. */
    public boolean more() throws IOException {
        Level level = levels.getLast();
        if (closes(level.isObject ? '}' : ']')) {
            levels.removeLast();
            return false;
        }
        if (!level.empty) {
            take(',');
        }
        level.empty = false;
        return true;
    }

    /** The name of the next member of the innermost object; its value follows. */
    public String name() throws IOException {
        String name = string();
        Set<String> names = levels.getLast().names;
        if (!names.add(name)) {
            throw expected("every member once");
        }
        if (names.size() > MAX_MEMBERS) {
            throw expected("at most " + MAX_MEMBERS + " members");
        }
        take(':');
        return name;
    }

    /** A string, escapes resolved. */
    public String string() throws IOException {
        take('"');
        StringBuilder text = new StringBuilder();
        boolean surrogates = false;
        in.plain(text, MAX_STRING_CHARACTERS);
        while (in.next() != '"') {
            if (in.next() < 0x20 || text.length() >= MAX_STRING_CHARACTERS) {
                throw expected("the end of a string");
            }
            char c = in.next() == '\\' ? escaped() : (char) in.advance();
            surrogates |= Character.isSurrogate(c);
            text.append(c);
        }
        in.advance();
        // a lone surrogate could not be written again (RFC 8785, 3.2.2.2)
        if (surrogates
                && text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            throw expected("paired surrogates before this place");
        }
        return text.toString();
    }

    /** A string of hexadecimal digits, at most so many bytes, of which no text is made; the caller wipes them. */
    public byte[] hex(int maxBytes) throws IOException {
        take('"');
        return in.hex(maxBytes);
    }

    /** An integer. */
    public long integer() throws IOException {
        in.skipBlanks();
        boolean negative = in.next() == '-';
        if (negative) {
            in.advance();
        }
        long value = digits();
        if (in.next() == '.' || in.next() == 'e' || in.next() == 'E') {
            throw expected("an integer");
        }
        return negative ? -value : value;
    }

    /** True or false. */
    public boolean bool() throws IOException {
        in.skipBlanks();
        boolean value = in.next() == 't';
        String word = value ? "true" : "false";
        for (int i = 0; i < word.length(); i++) {
            if (in.next() != word.charAt(i)) {
                throw expected("true or false");
            }
            in.advance();
        }
        return value;
    }

    /** Reads a value of any kind and forgets it. */
    public void skip() throws IOException {
        switch (peek()) {
            case OBJECT -> object(name -> skip());
            case ARRAY -> array(this::skip);
            case STRING -> string();
            case INTEGER -> integer();
            case BOOLEAN -> bool();
        }
    }

    /** Makes sure that nothing but blanks follows. */
    public void end() throws IOException {
        in.skipBlanks();
        if (in.next() != JsonText.END) {
            throw expected("the end of the text");
        }
    }

    /** Characters read so far. */
    public long offsetCharacters() {
        return in.offset();
    }

    /** The exception for a value at this place that is not what was expected. */
    public MalformedJsonException expected(String shape) {
        return new MalformedJsonException(in.offset(), shape);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private boolean closes(char bracket) throws IOException {
        in.skipBlanks();
        if (in.next() != bracket) {
            return false;
        }
        in.advance();
        return true;
    }

    private void take(char wanted) throws IOException {
        in.skipBlanks();
        if (in.next() != wanted) {
            throw expected("'" + wanted + "'");
        }
        in.advance();
    }

    private long digits() throws IOException {
        boolean leadingZero = in.next() == '0';
        long value = 0;
        int count = 0;
        while (isDigit(in.next())) {
            value = value * 10 + (in.advance() - '0');
            if (++count > MAX_DIGITS || value > MAX_INTEGER) {
                throw expected("an integer of at most 2^53 - 1");
            }
        }
        if (count == 0 || (leadingZero && count > 1)) {
            throw expected("an integer without leading zeros");
        }
        return value;
    }

    private char escaped() throws IOException {
        in.advance();
        int c = in.advance();
        return switch (c) {
            case '"', '\\', '/' -> (char) c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw expected("a known escape");
        };
    }

    private char unicode() throws IOException {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            int digit = in.next() < 0x80 ? Character.digit(in.next(), 16) : -1;
            if (digit < 0) {
                throw expected("four hexadecimal digits");
            }
            value = value << 4 | digit;
            in.advance();
        }
        return (char) value;
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
