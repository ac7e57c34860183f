package org.cardwright.perso.json;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** The characters of a text with one character of foresight; bytes that are not UTF-8 are refused, not replaced. */
final class JsonText implements Closeable {

    /** What {@link #next()} gives behind the last character. */
    static final int END = -1;

    private final BufferedReader in;
    private int next;
    private long offset;

    JsonText(InputStream utf8) throws IOException {
        in = new BufferedReader(new InputStreamReader(
                utf8,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
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
        try {
            return in.read();
        } catch (CharacterCodingException notUtf8) {
            throw new MalformedJsonException(offset, "UTF-8");
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
