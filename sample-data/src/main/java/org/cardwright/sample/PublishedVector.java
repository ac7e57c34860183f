package org.cardwright.sample;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One entry of {@code vectors/emv-crypto-vectors.json}.
 *
 * @param name unique label, the key for lookups
 * @param algorithm what is computed, short form
 * @param inputs named inputs: hexadecimal, or digits for PANs, PINs, dates and the like
 * @param outputs expected results in the same forms; {@code "True"} marks a check that must succeed
 * @param transcript APDUs of the entry, hexadecimal; empty for most
 * @param source where the number was published, or {@code self-generated}
 * @param note traps, empty when there are none
 */
public record PublishedVector(
        String name,
        String algorithm,
        Map<String, String> inputs,
        Map<String, String> outputs,
        List<String> transcript,
        String source,
        String note) {

    private static final Map<String, PublishedVector> ALL = load();

    /**
     * The entry of that name.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static PublishedVector named(String name) {
        PublishedVector found = ALL.get(name);
        if (found == null) {
            throw new IllegalArgumentException("no vector named " + name);
        }
        return found;
    }

    /** All entries in the order of the file. */
    public static List<PublishedVector> all() {
        return List.copyOf(ALL.values());
    }

    /** All entries whose name begins so, in the order of the file; at least one. */
    public static List<PublishedVector> startingWith(String prefix) {
        List<PublishedVector> found =
                ALL.values().stream().filter(v -> v.name.startsWith(prefix)).toList();
        if (found.isEmpty()) {
            throw new IllegalArgumentException("no vector named " + prefix + "...");
        }
        return found;
    }

    /**
     * One input.
     *
     * @throws IllegalArgumentException when the entry has no such input
     */
    public String input(String key) {
        return required(inputs, key);
    }

    /**
     * One expected result.
     *
     * @throws IllegalArgumentException when the entry has no such result
     */
    public String output(String key) {
        return required(outputs, key);
    }

    /** Number and name of the entry for the display of a parameterized test. */
    @Override
    public String toString() {
        return name;
    }

    private String required(Map<String, String> values, String key) {
        String value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException("vector " + name + " has no " + key + ", but " + values.keySet());
        }
        return value;
    }

    private static Map<String, PublishedVector> load() {
        String json = new String(SampleData.vectors("emv-crypto-vectors.json"), StandardCharsets.US_ASCII);
        Map<String, PublishedVector> all = new LinkedHashMap<>();
        for (Object entry : (List<?>) new VectorJson(json).read()) {
            PublishedVector vector = ofEntry((Map<?, ?>) entry);
            if (all.put(vector.name, vector) != null) {
                throw new IllegalStateException("two vectors named " + vector.name);
            }
        }
        return all;
    }

    private static PublishedVector ofEntry(Map<?, ?> entry) {
        Map<String, String> inputs = texts(object(entry, "inputs"));
        Map<String, String> outputs = texts(object(entry, "outputs"));
        return new PublishedVector(
                text(entry, "name"),
                text(entry, "algorithm"),
                Map.copyOf(inputs),
                Map.copyOf(outputs),
                transcript(entry),
                text(entry, "source"),
                entry.containsKey("note") ? text(entry, "note") : "");
    }

    private static Map<String, String> texts(Map<?, ?> object) {
        Map<String, String> texts = new HashMap<>();
        object.forEach((key, value) -> {
            if (value instanceof String text) {
                texts.put(text(key), text);
            }
        });
        return texts;
    }

    private static List<String> transcript(Map<?, ?> entry) {
        for (String part : List.of("inputs", "outputs")) {
            if (object(entry, part).get("transcript") instanceof List<?> lines) {
                return lines.stream().map(PublishedVector::text).toList();
            }
        }
        return List.of();
    }

    private static Map<?, ?> object(Map<?, ?> entry, String key) {
        return (Map<?, ?>) Objects.requireNonNull(entry.get(key), key);
    }

    private static String text(Map<?, ?> entry, String key) {
        return text(Objects.requireNonNull(entry.get(key), key));
    }

    private static String text(Object value) {
        return (String) value;
    }
}
