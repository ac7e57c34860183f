package org.cardwright.jobs.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.cardwright.formats.card.Pan;
import org.cardwright.jobs.home.ConfigurationException;
import org.cardwright.jobs.home.OwnerOnly;

/** Reads a PAN from a file of its owner or from the terminal; an option would stand in the list of processes. */
final class PanFile {

    private PanFile() {}

    static Pan read(Path file) throws IOException {
        OwnerOnly.requireFile(file);
        char[][] lines = Passphrases.lines(file);
        try {
            if (lines.length != 1) {
                throw new ConfigurationException(file.getFileName() + " must have one line, the PAN");
            }
            return pan(lines[0], String.valueOf(file.getFileName()));
        } finally {
            for (char[] line : lines) {
                Arrays.fill(line, '\0');
            }
        }
    }

    static Pan asked() {
        char[] typed = Terminal.askSecret("PAN");
        try {
            return pan(typed, "terminal");
        } finally {
            Arrays.fill(typed, '\0');
        }
    }

    private static Pan pan(char[] digits, String from) {
        try {
            return Pan.of(new String(digits));
        } catch (IllegalArgumentException malformed) {
            throw new ConfigurationException(from + ": " + malformed.getMessage());
        }
    }
}
