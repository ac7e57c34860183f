package org.cardwright.crypto.module;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cardwright.crypto.key.KeyRefusedException;

/**
 * Reads a file of test keys: an array of objects whose members are strings without escapes. RFC 8259, 4, 5 and 7.
 *
 * <p>Nothing else is a file of test keys; this module takes no library for it.
 */
final class TestKeyJson {

    private static final int MAX_OBJECTS = 1_000;
    private static final int MAX_MEMBERS = 32;

    private final String text;
    private int at;

    private TestKeyJson(String text) {
        this.text = text;
    }

    /**
     * One object of the array.
     *
     * @param members by name
     */
    record Entry(Map<String, String> members) {

        /** A member that must be there. */
        String required(String name) {
            return optional(name).orElseThrow(() -> new KeyRefusedException("a test key without the member " + name));
        }

        /** A member that may be there. */
        Optional<String> optional(String name) {
            return Optional.ofNullable(members.get(name));
        }

        /** The number of members: one of them holds a key. */
        @Override
        public String toString() {
            return "Entry(" + members.size() + ")";
        }
    }

    /**
     * All objects of the file.
     *
     * @throws KeyRefusedException when the text is anything else; the message says where and quotes nothing
     */
    static List<Entry> read(String text) {
        TestKeyJson json = new TestKeyJson(text);
        List<Entry> entries = new ArrayList<>();
        json.expect('[');
        while (json.next() != ']') {
            json.require(entries.size() < MAX_OBJECTS);
            entries.add(json.object());
            json.separator(']');
        }
        json.at++;
        json.require(json.next() == '\0');
        return entries;
    }

    private Entry object() {
        Map<String, String> members = new LinkedHashMap<>();
        expect('{');
        while (next() != '}') {
            String name = string();
            expect(':');
            require(members.size() < MAX_MEMBERS && members.put(name, string()) == null);
            separator('}');
        }
        at++;
        return new Entry(Map.copyOf(members));
    }

    private String string() {
        expect('"');
        int end = text.indexOf('"', at);
        require(end >= 0 && text.substring(at, end).indexOf('\\') < 0);
        String value = text.substring(at, end);
        at = end + 1;
        return value;
    }

    /** A comma, unless the end follows; none before the end. */
    private void separator(char close) {
        if (next() != close) {
            expect(',');
            require(next() != close);
        }
    }

    private void expect(char wanted) {
        require(next() == wanted);
        at++;
    }

    /** The next character that is not white space, or NUL at the end. */
    private char next() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private void require(boolean met) {
        if (!met) {
            throw new KeyRefusedException("the file of test keys is malformed at character " + at);
        }
    }
}
