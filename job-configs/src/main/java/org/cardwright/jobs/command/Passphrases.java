package org.cardwright.jobs.command;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.cardwright.jobs.home.ConfigurationException;

/** Reads passphrases from a file of their owner; never from an option, which others could see. */
final class Passphrases {

    private static final int MAX_BYTES = 4096;

    private Passphrases() {}

    /** The lines of a small secret file, each as characters to be wiped. */
    static char[][] lines(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new ConfigurationException("no file " + file.getFileName());
        }
        if (Files.size(file) > MAX_BYTES) {
            throw new ConfigurationException(file.getFileName() + " has more than " + MAX_BYTES + " bytes");
        }
        byte[] bytes = Files.readAllBytes(file);
        CharBuffer text = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes));
        Arrays.fill(bytes, (byte) 0);
        char[] all = new char[text.remaining()];
        text.get(all);
        Arrays.fill(text.array(), '\0');
        try {
            return split(all);
        } finally {
            Arrays.fill(all, '\0');
        }
    }

    private static char[][] split(char[] all) {
        int lines = 0;
        char[][] found = new char[8][];
        int start = 0;
        for (int i = 0; i <= all.length && lines < found.length; i++) {
            if (i == all.length || all[i] == '\n') {
                int end = i > start && all[i - 1] == '\r' ? i - 1 : i;
                if (end > start) {
                    found[lines++] = Arrays.copyOfRange(all, start, end);
                }
                start = i + 1;
            }
        }
        return Arrays.copyOf(found, lines);
    }
}
