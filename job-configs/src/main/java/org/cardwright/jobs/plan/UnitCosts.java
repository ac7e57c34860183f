package org.cardwright.jobs.plan;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What one card costs, as it was measured.
 *
 * @param measured when, where and for which product
 * @param times of one thread
 * @param sizes of what is written
 */
public record UnitCosts(Measured measured, Times times, Sizes sizes) {

    /**
     * Where figures come from.
     *
     * @param on day of the measurement
     * @param machine processor, Java, security module and database
     * @param processors of that machine
     * @param load how many other programs wanted a processor, times 100; shared machines give higher costs
     * @param product product and issuer
     */
    public record Measured(LocalDate on, String machine, int processors, long load, String product) {}

    /**
     * Microseconds of a processor per card.
     *
     * @param keyPairs all RSA pairs of a card with their certificates
     * @param cardKeys all sets of derived card keys
     * @param staticSignature signed static application data, 0 without
     * @param rest everything else of the job: reading, screening, assembling, writing, verifying
     * @param commit one commit of the database, not per card
     */
    public record Times(long keyPairs, long cardKeys, long staticSignature, long rest, long commit) {

        /** What one card costs one thread. */
        public long perCard() {
            return keyPairs + cardKeys + staticSignature + rest;
        }
    }

    /**
     * Sizes and counts per card.
     *
     * @param moduleOperations what the security module is asked for: pairs, key sets, signatures
     * @param outputBytes sealed output
     * @param databaseBytes growth of the database
     * @param diskBytesPerSecond what the disk takes when every record is forced, not per card
     * @param cardsPerCommit between two commits of intake, prepare and release: {@code slices-per-chunk} of the home, in cards
     */
    public record Sizes(
            long moduleOperations,
            long outputBytes,
            long databaseBytes,
            long diskBytesPerSecond,
            long cardsPerCommit) {}

    /** The lines of its file, {@code name = value}. */
    public List<String> lines() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("measured", measured.on());
        values.put("machine", measured.machine());
        values.put("processors", measured.processors());
        values.put("load-percent", measured.load());
        values.put("product", measured.product());
        values.put("key-pairs-us", times.keyPairs());
        values.put("card-keys-us", times.cardKeys());
        values.put("static-signature-us", times.staticSignature());
        values.put("rest-us", times.rest());
        values.put("commit-us", times.commit());
        values.put("module-operations", sizes.moduleOperations());
        values.put("output-bytes", sizes.outputBytes());
        values.put("database-bytes", sizes.databaseBytes());
        values.put("disk-bytes-per-second", sizes.diskBytesPerSecond());
        values.put("cards-per-commit", sizes.cardsPerCommit());
        return values.entrySet().stream()
                .map(entry -> String.format(Locale.ROOT, "%-22s = %s", entry.getKey(), entry.getValue()))
                .toList();
    }

    /**
     * Costs from their lines.
     *
     * @throws IllegalArgumentException naming the line or value that is not right
     */
    public static UnitCosts parse(List<String> lines) {
        Values values = new Values(lines);
        UnitCosts costs = new UnitCosts(
                new Measured(
                        values.day("measured"),
                        values.text("machine"),
                        Math.toIntExact(values.positive("processors")),
                        values.number("load-percent"),
                        values.text("product")),
                new Times(
                        values.number("key-pairs-us"),
                        values.number("card-keys-us"),
                        values.number("static-signature-us"),
                        values.positive("rest-us"),
                        values.positive("commit-us")),
                new Sizes(
                        values.number("module-operations"),
                        values.positive("output-bytes"),
                        values.positive("database-bytes"),
                        values.positive("disk-bytes-per-second"),
                        values.positive("cards-per-commit")));
        values.requireAllRead();
        return costs;
    }

    /** Named values, each read once. */
    private static final class Values {

        private final Map<String, String> byName = new LinkedHashMap<>();
        private final Set<String> unread = new HashSet<>();

        Values(List<String> lines) {
            for (String line : new ArrayList<>(lines)) {
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                String[] parts = line.split("=", 2);
                if (parts.length != 2 || byName.put(parts[0].strip(), parts[1].strip()) != null) {
                    throw new IllegalArgumentException(
                            "unit costs: a line is no name = value, or its name stands twice");
                }
                unread.add(parts[0].strip());
            }
        }

        String text(String name) {
            unread.remove(name);
            String value = byName.getOrDefault(name, "");
            if (value.isEmpty()) {
                throw new IllegalArgumentException("unit costs: " + name + " is missing");
            }
            return value;
        }

        long number(String name) {
            String value = text(name);
            if (!value.matches("\\d{1,12}")) {
                throw new IllegalArgumentException("unit costs: " + name + " is no whole number of at most 12 digits");
            }
            return Long.parseLong(value);
        }

        long positive(String name) {
            long value = number(name);
            if (value == 0) {
                throw new IllegalArgumentException("unit costs: " + name + " is 0");
            }
            return value;
        }

        LocalDate day(String name) {
            try {
                return LocalDate.parse(text(name));
            } catch (DateTimeParseException malformed) {
                throw new IllegalArgumentException("unit costs: " + name + " is no day, yyyy-mm-dd", malformed);
            }
        }

        void requireAllRead() {
            if (!unread.isEmpty()) {
                throw new IllegalArgumentException("unit costs: unknown values " + new TreeSet<>(unread));
            }
        }
    }
}
