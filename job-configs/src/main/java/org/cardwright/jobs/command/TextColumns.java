package org.cardwright.jobs.command;

import java.util.Arrays;
import java.util.List;

/** Columns as wide as their widest text, known after one look at every row; columns of numbers stand on the right. */
final class TextColumns {

    private final int[] widths;
    private final boolean[] numbers;
    private boolean empty = true;

    TextColumns(List<String> header) {
        widths = header.stream().mapToInt(String::length).toArray();
        numbers = new boolean[widths.length];
        Arrays.fill(numbers, true);
    }

    /** Looks at a row. */
    void add(List<String> row) {
        empty = false;
        for (int c = 0; c < widths.length; c++) {
            widths[c] = Math.max(widths[c], row.get(c).length());
            numbers[c] &= row.get(c).matches("[0-9,. ]*");
        }
    }

    /** A row as a line; one that is wider than all that were looked at is shown whole. */
    String line(List<String> row) {
        StringBuilder line = new StringBuilder();
        for (int c = 0; c < widths.length; c++) {
            String blanks = " ".repeat(Math.max(0, widths[c] - row.get(c).length()));
            line.append(c == 0 ? "" : "  ").append(numbers[c] && !empty ? blanks + row.get(c) : row.get(c) + blanks);
        }
        return line.toString().stripTrailing();
    }
}
