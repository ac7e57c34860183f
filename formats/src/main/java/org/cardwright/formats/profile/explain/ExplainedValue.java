package org.cardwright.formats.profile.explain;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One effective value.
 *
 * @param name what it is
 * @param meaning the value in words, empty when the bytes say it all
 * @param bytes compiled bytes as hexadecimal, empty when there are none
 * @param from where it came from, empty when it needs no word
 */
public record ExplainedValue(String name, String meaning, String bytes, String from) {

    static ExplainedValue of(String name, Object meaning) {
        return new ExplainedValue(name, String.valueOf(meaning), "", "");
    }

    /** What a difference between versions is measured by: not where a value came from. */
    String content() {
        return bytes.isEmpty() ? meaning : meaning.isEmpty() ? bytes : bytes + " " + meaning;
    }

    /** As a plain structure for JSON; what is empty is left out. */
    Map<String, Object> structure() {
        Map<String, Object> structure = new LinkedHashMap<>();
        structure.put("name", name);
        put(structure, "meaning", meaning);
        put(structure, "bytes", bytes);
        put(structure, "from", from);
        return structure;
    }

    private static void put(Map<String, Object> structure, String key, String value) {
        if (!value.isEmpty()) {
            structure.put(key, value);
        }
    }

    /** One or more lines. */
    String line() {
        String left = bytes.isEmpty() ? "" : " = " + bytes;
        String right = meaning.isEmpty() ? "" : bytes.isEmpty() ? ": " + meaning : "  " + meaning;
        return "  " + name + left + right + (from.isEmpty() ? "" : "  [" + from + "]");
    }
}
