package org.cardwright.sample;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the vector file: objects, arrays and ASCII strings without escapes. RFC 8259, sections 4, 5 and 7.
 *
 * <p>Not a general JSON parser: this module may use no library, and the file needs no more.
 */
final class VectorJson {

    private static final int MAX_DEPTH = 8;

    private final String text;
    private int at;

    VectorJson(String text) {
        this.text = text;
    }

    /** The whole text as maps, lists and strings. */
    Object read() {
        Object value = value(0);
        if (next() != '\0') {
            throw malformed();
        }
        return value;
    }

    private Object value(int depth) {
        if (depth > MAX_DEPTH) {
            throw malformed();
        }
        return switch (next()) {
            case '{' -> object(depth + 1);
            case '[' -> array(depth + 1);
            case '"' -> string();
            default -> throw malformed();
        };
    }

    private Map<String, Object> object(int depth) {
        Map<String, Object> members = new LinkedHashMap<>();
        at++;
        while (next() != '}') {
            String name = string();
            expect(':');
            members.put(name, value(depth));
            separator('}');
        }
        at++;
        return members;
    }

    private List<Object> array(int depth) {
        List<Object> elements = new ArrayList<>();
        at++;
        while (next() != ']') {
            elements.add(value(depth));
            separator(']');
        }
        at++;
        return elements;
    }

    private String string() {
        expect('"');
        int end = text.indexOf('"', at);
        if (end < 0 || text.substring(at, end).indexOf('\\') >= 0) {
            throw malformed();
        }
        String value = text.substring(at, end);
        at = end + 1;
        return value;
    }

    private void separator(char close) {
        if (next() != close) {
            expect(',');
        }
    }

    private void expect(char wanted) {
        if (next() != wanted) {
            throw malformed();
        }
        at++;
    }

    /** The next character that is not white space, or NUL at the end. */
    private char next() {
        while (at < text.length() && text.charAt(at) <= ' ') {
            at++;
        }
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private IllegalStateException malformed() {
        return new IllegalStateException("the vector file is not as expected at offset " + at);
    }
}
