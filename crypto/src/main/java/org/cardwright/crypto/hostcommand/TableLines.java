package org.cardwright.crypto.hostcommand;

import java.util.Arrays;
import java.util.List;
import org.cardwright.formats.MalformedFileException;

/** The lines of a table one after the other, without comments and empty lines; knows which one is looked at. */
final class TableLines {

    private final String file;
    private final List<String> lines;
    private int next;
    private int current;

    TableLines(String file, List<String> lines) {
        this.file = file;
        this.lines = lines;
    }

    boolean hasNext() {
        while (next < lines.size() && words(next).isEmpty()) {
            next++;
        }
        return next < lines.size();
    }

    /** The words of the next line, one at least. */
    List<String> next() throws MalformedFileException {
        if (!hasNext()) {
            throw wrong("the table ends too early");
        }
        current = next + 1;
        return words(next++);
    }

    /** The number of the line that was read last, from 1. */
    int number() {
        return current;
    }

    /** What is wrong with the line that was read last. */
    MalformedFileException wrong(String required) {
        return wrong(current, required);
    }

    MalformedFileException wrong(int line, String required) {
        return new MalformedFileException(file, "line " + line, "TABLE", required);
    }

    private List<String> words(int index) {
        String line = lines.get(index);
        int comment = line.indexOf('#');
        String content = (comment < 0 ? line : line.substring(0, comment)).strip();
        return content.isEmpty() ? List.of() : Arrays.asList(content.split("\\s+", -1));
    }
}
