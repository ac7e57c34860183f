package org.cardwright.pipeline.ledger;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The place a step has reached, as plain numbers by name: records read, bytes in each file.
 *
 * <p>The same numbers stand in the step's execution context and in the ledger, both written in the chunk's transaction.
 *
 * @param numbers by name; a name has 1 to 200 of letters, digits and {@code . _ / -}
 */
public record Position(SortedMap<String, Long> numbers) {

    /** The beginning of a step. */
    public static final Position START = new Position(new TreeMap<>());

    private static final String NAME = "[A-Za-z0-9._/-]{1,200}";

    /** Copies the numbers and checks names and signs. */
    public Position {
        numbers = Collections.unmodifiableSortedMap(new TreeMap<>(numbers));
        for (Map.Entry<String, Long> entry : numbers.entrySet()) {
            if (!entry.getKey().matches(NAME) || entry.getValue() < 0) {
                throw new IllegalStateException("a position has a bad name or a negative number");
            }
        }
    }

    /** The number, 0 when there is none. */
    public long get(String name) {
        return numbers.getOrDefault(name, 0L);
    }

    /** The same with one number set. */
    public Position with(String name, long value) {
        SortedMap<String, Long> copy = new TreeMap<>(numbers);
        copy.put(name, value);
        return new Position(copy);
    }

    /** The numbers whose names begin with the prefix, by the rest of their names. */
    public SortedMap<String, Long> under(String prefix) {
        SortedMap<String, Long> found = new TreeMap<>();
        numbers.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                found.put(name.substring(prefix.length()), value);
            }
        });
        return found;
    }

    /** {@code name=number} with semicolons between, sorted by name. */
    public String text() {
        return numbers.entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining(";"));
    }

    /**
     * Reads {@link #text()}.
     *
     * @throws IllegalStateException when it is anything else
     */
    public static Position parse(String text) {
        SortedMap<String, Long> numbers = new TreeMap<>();
        if (text.isEmpty()) {
            return START;
        }
        for (String entry : text.split(";", -1)) {
            int sign = entry.indexOf('=');
            if (sign < 1 || !entry.substring(sign + 1).matches("\\d{1,18}")) {
                throw new IllegalStateException("not a position");
            }
            numbers.put(entry.substring(0, sign), Long.parseLong(entry.substring(sign + 1)));
        }
        return new Position(numbers);
    }
}
