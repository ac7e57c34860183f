package org.cardwright.perso.json;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cardwright.formats.bytes.ByteString;

/** A JSON object kept in memory, its members asked for by name and kind. RFC 8259. */
public final class JsonObject {

    /** What is kept in memory of one text; longer parts are read through with {@link #read(JsonReader, Map)}. */
    private static final int MAX_KEPT_CHARACTERS = 1 << 22;

    private final long offset;
    private final Map<String, Object> members;

    private JsonObject(long offset, Map<String, Object> members) {
        this.offset = offset;
        this.members = members;
    }

    /** A text that is one object; the stream is closed. */
    public static JsonObject parse(InputStream utf8) throws IOException {
        try (JsonReader in = new JsonReader(utf8)) {
            JsonObject object = read(in);
            in.end();
            return object;
        }
    }

    /** A text that is an array of objects; the stream is closed. */
    public static List<JsonObject> parseArray(InputStream utf8) throws IOException {
        try (JsonReader in = new JsonReader(utf8)) {
            List<JsonObject> objects = new ArrayList<>();
            in.array(() -> {
                objects.add(read(in));
                requireKeepable(in, 0);
            });
            in.end();
            return objects;
        }
    }

    /** The next object of a text. */
    public static JsonObject read(JsonReader in) throws IOException {
        return read(in, Map.of());
    }

    /**
     * The next object of a text, of which some members are too large to be kept.
     *
     * @param own reads the value of such a member itself
     */
    public static JsonObject read(JsonReader in, Map<String, JsonReader.Element> own) throws IOException {
        long offset = in.offsetCharacters();
        long[] keptFrom = {offset};
        Map<String, Object> members = new LinkedHashMap<>();
        in.object(name -> {
            JsonReader.Element reader = own.get(name);
            if (reader == null) {
                members.put(name, value(in));
                requireKeepable(in, keptFrom[0]);
            } else {
                long from = in.offsetCharacters();
                reader.read();
                keptFrom[0] += in.offsetCharacters() - from;
                members.put(name, List.of());
            }
        });
        return new JsonObject(offset, members);
    }

    private static void requireKeepable(JsonReader in, long from) throws MalformedJsonException {
        if (in.offsetCharacters() - from > MAX_KEPT_CHARACTERS) {
            throw in.expected("at most " + MAX_KEPT_CHARACTERS + " characters in one object or array");
        }
    }

    private static Object value(JsonReader in) throws IOException {
        return switch (in.peek()) {
            case OBJECT -> read(in);
            case ARRAY -> {
                long from = in.offsetCharacters();
                List<Object> elements = new ArrayList<>();
                in.array(() -> {
                    elements.add(value(in));
                    requireKeepable(in, from);
                });
                yield elements;
            }
            case STRING -> in.string();
            case INTEGER -> in.integer();
            case BOOLEAN -> in.bool();
        };
    }

    /** Refuses an object with other members than these, or without one of them. */
    public JsonObject only(Set<String> names) throws MalformedJsonException {
        if (!members.keySet().equals(names)) {
            throw wrong("exactly the members "
                    + String.join(", ", names.stream().sorted().toList()));
        }
        return this;
    }

    /** Names of all members in the order of the text. */
    public List<String> names() {
        return List.copyOf(members.keySet());
    }

    /** A string. */
    public String string(String name) throws MalformedJsonException {
        return get(name, String.class, "a string");
    }

    /** An integer from 0 to 2^31 - 1. */
    public int count(String name) throws MalformedJsonException {
        long value = integer(name);
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw wrong(name + " from 0 to 2^31 - 1");
        }
        return (int) value;
    }

    /** An integer. */
    public long integer(String name) throws MalformedJsonException {
        return get(name, Long.class, "an integer");
    }

    /** A string of hexadecimal digits as bytes. */
    public ByteString hex(String name) throws MalformedJsonException {
        return bytes(name, string(name));
    }

    /** The same in lower case only, as this program writes it: no other text says the same, signed or not. */
    public ByteString lowerCaseHex(String name) throws MalformedJsonException {
        return lowerCase(name, string(name));
    }

    /** An object. */
    public JsonObject object(String name) throws MalformedJsonException {
        return get(name, JsonObject.class, "an object");
    }

    /** An array of objects. */
    public List<JsonObject> objects(String name) throws MalformedJsonException {
        return elements(name, JsonObject.class, "an array of objects");
    }

    /** An array of strings of lower-case hexadecimal digits as bytes. */
    public List<ByteString> lowerCaseHexes(String name) throws MalformedJsonException {
        List<ByteString> values = new ArrayList<>();
        for (String text : elements(name, String.class, "an array of strings")) {
            values.add(lowerCase(name, text));
        }
        return values;
    }

    private ByteString lowerCase(String name, String text) throws MalformedJsonException {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isUpperCase(text.charAt(i))) {
                throw wrong(name + " as lower-case hexadecimal digits");
            }
        }
        return bytes(name, text);
    }

    private ByteString bytes(String name, String text) throws MalformedJsonException {
        boolean whole = text.length() % 2 == 0;
        for (int i = 0; i < text.length() && whole; i++) {
            whole = HexFormat.isHexDigit(text.charAt(i));
        }
        if (!whole) {
            throw wrong(name + " as hexadecimal digits");
        }
        return ByteString.fromHex(text);
    }

    private <T> List<T> elements(String name, Class<T> kind, String words) throws MalformedJsonException {
        List<T> elements = new ArrayList<>();
        for (Object element : get(name, List.class, words)) {
            if (!kind.isInstance(element)) {
                throw wrong(name + " as " + words);
            }
            elements.add(kind.cast(element));
        }
        return elements;
    }

    private <T> T get(String name, Class<T> kind, String words) throws MalformedJsonException {
        Object value = members.get(name);
        if (!kind.isInstance(value)) {
            throw wrong(name + " as " + words);
        }
        return kind.cast(value);
    }

    private MalformedJsonException wrong(String expected) {
        return new MalformedJsonException(offset, expected);
    }

    /** Names only. */
    @Override
    public String toString() {
        return "JsonObject" + members.keySet();
    }
}
