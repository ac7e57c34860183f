package org.cardwright.formats.emv;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The rows of a table that lies as text beside this package: columns parted by two blanks or more, {@code #} begins a
 * comment line.
 */
final class TextTable {

    private static final int MAX_LINES = 1_000;
    private static final Pattern COLUMN_GAP = Pattern.compile(" {2,}");

    private static final Pattern COMMA = Pattern.compile(",");

    private TextTable() {}

    /** The parts of a column that lists several; {@code -} lists none. */
    static List<String> list(String column) {
        return column.equals("-") ? List.of() : List.of(COMMA.split(column));
    }

    /** All rows, each with exactly that many columns. */
    static List<List<String>> rows(String name, int columns) {
        List<String> lines = read(name).lines().limit(MAX_LINES + 1L).toList();
        if (lines.size() > MAX_LINES) {
            throw new IllegalStateException(name + " has more than " + MAX_LINES + " lines");
        }
        List<List<String>> rows = new ArrayList<>();
        for (String line : lines) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            List<String> row = List.of(COLUMN_GAP.split(line.strip()));
            if (row.size() != columns) {
                throw new IllegalStateException(name + ": not " + columns + " columns in: " + line);
            }
            rows.add(row);
        }
        return List.copyOf(rows);
    }

    private static String read(String name) {
        try (InputStream in = TextTable.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("table missing: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
