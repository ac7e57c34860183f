package org.cardwright.jobs.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Rows of text in aligned columns; numbers stand on the right. */
final class TextTable {

    private final List<List<String>> rows = new ArrayList<>();

    TextTable(String... header) {
        rows.add(List.of(header));
    }

    TextTable row(Object... cells) {
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(String.valueOf(cell));
        }
        rows.add(row);
        return this;
    }

    void print(PrintWriter out) {
        TextColumns columns = new TextColumns(rows.get(0));
        rows.stream().skip(1).forEach(columns::add);
        rows.forEach(row -> out.println(columns.line(row)));
        out.flush();
    }
}
