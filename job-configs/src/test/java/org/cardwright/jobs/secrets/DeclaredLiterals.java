package org.cardwright.jobs.secrets;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/** The files that may hold what looks like a key, each with how many and why: {@code key-literals.txt}. */
record DeclaredLiterals(List<Entry> entries) {

    /**
     * One line, {@code COUNT PATH REASON}.
     *
     * @param count how many there are; empty, {@code *}, for any number, which product code never gets
     * @param path from the root of the tree; a folder ends with a slash
     * @param reason why these are no keys of anybody
     */
    record Entry(OptionalInt count, String path, String reason) {

        static Entry parse(String line) {
            String[] parts = line.split("\\s+", 3);
            if (parts.length < 3 || parts[2].isBlank()) {
                throw new IllegalArgumentException("a line is COUNT PATH REASON");
            }
            OptionalInt count = parts[0].equals("*") ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(parts[0]));
            return new Entry(count, parts[1], parts[2]);
        }

        boolean covers(String file) {
            return path.endsWith("/") ? file.startsWith(path) : file.equals(path);
        }
    }

    static DeclaredLiterals ofTheTree() {
        try (InputStream in = DeclaredLiterals.class.getResourceAsStream("key-literals.txt")) {
            return parse(new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static DeclaredLiterals parse(String text) {
        return new DeclaredLiterals(text.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(Entry::parse)
                .toList());
    }

    Optional<Entry> of(String file) {
        return entries.stream().filter(entry -> entry.covers(file)).findFirst();
    }
}
