package org.cardwright.jobs.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cardwright.formats.MalformedFileException;
import org.cardwright.formats.bytes.ByteString;

/** A file in which a key comes: one line of printable characters. */
final class KeyFile {

    /** A key block has at most 9999 characters. */
    private static final int MAX_BYTES = 10_001;

    private static final String RULE = "KEY";

    private KeyFile() {}

    /**
     * A key block, without the end of its line.
     *
     * @throws MalformedFileException when the file holds anything else than one line; nothing of it is quoted
     */
    static String block(Path file) throws IOException {
        Path readable = GivenFile.readable(file);
        if (Files.size(readable) > MAX_BYTES) {
            throw malformed(file, "at most 9999 characters");
        }
        String text = new String(Files.readAllBytes(readable), StandardCharsets.ISO_8859_1).stripTrailing();
        if (text.isEmpty() || !text.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw malformed(file, "one line of printable characters");
        }
        return text;
    }

    /**
     * A cryptogram in hexadecimal digits.
     *
     * @throws MalformedFileException when the file holds anything else; nothing of it is quoted
     */
    static ByteString cryptogram(Path file) throws IOException {
        try {
            return ByteString.fromHex(block(file));
        } catch (IllegalArgumentException malformed) {
            throw malformed(file, "an even number of hexadecimal digits");
        }
    }

    private static MalformedFileException malformed(Path file, String required) {
        return new MalformedFileException(String.valueOf(file.getFileName()), "", RULE, required);
    }
}
