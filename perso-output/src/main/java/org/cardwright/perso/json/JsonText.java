package org.cardwright.perso.json;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** The characters of a text with one character of foresight; bytes that are not UTF-8 are refused, not replaced. */
final class JsonText implements Closeable {

    /** What {@link #next()} gives behind the last character. */
    static final int END = -1;

    private static final int BUFFER_CHARACTERS = 1 << 13;

    private final Reader in;
    private final char[] buffer = new char[BUFFER_CHARACTERS];
    private int at;
    private int end;
    private int next;
    private long offset;

    JsonText(InputStream utf8) throws IOException {
        in = new InputStreamReader(
                utf8,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
        next = read();
    }

    /** The character that was not taken yet. */
    int next() {
        return next;
    }

    /** Characters taken so far. */
    long offset() {
        return offset;
    }

    /** Takes a character. */
    int advance() throws IOException {
        int current = next;
        offset += current == END ? 0 : 1;
        next = read();
        return current;
    }

    void skipBlanks() throws IOException {
        while (next == ' ' || next == '\n' || next == '\r' || next == '\t') {
            advance();
        }
    }

    private int read() throws IOException {
        if (at == end) {
            fill();
        }
        return end < 0 ? END : buffer[at++];
    }

    private void fill() throws IOException {
        try {
            at = 0;
            end = 0;
            end = in.read(buffer);
        } catch (CharacterCodingException notUtf8) {
            throw new MalformedJsonException(offset, "UTF-8");
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
