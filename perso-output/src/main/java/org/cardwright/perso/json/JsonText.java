package org.cardwright.perso.json;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The characters of a text with one character of foresight; bytes that are not UTF-8 are refused, not replaced.
 *
 * <p>The buffers are its own and wiped in the end: some texts hold keys.
 */
final class JsonText implements Closeable {

    /** What {@link #next()} gives behind the last character. */
    static final int END = -1;

    private static final int BUFFER = 1 << 13;

    private final InputStream in;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER).flip();
    private final CharBuffer characters = CharBuffer.allocate(BUFFER).flip();
    private boolean ended;
    private int next;
    private long offset;

    JsonText(InputStream utf8) throws IOException {
        in = utf8;
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

    /** Takes characters of a string that stand for themselves, as many as are at hand; at most so many. */
    void plain(StringBuilder text, int most) throws IOException {
        if (!isPlain(next)) {
            return;
        }
        int from = characters.position();
        int end = Math.min(characters.limit(), from + most - 1);
        int to = from;
        while (to < end && isPlain(characters.get(to))) {
            to++;
        }
        text.append((char) next).append(characters.array(), from, to - from);
        offset += 1 + to - from;
        characters.position(to);
        next = read();
    }

    private static boolean isPlain(int c) {
        return c >= 0x20 && c < Character.MIN_SURROGATE && c != '"' && c != '\\';
    }

    void skipBlanks() throws IOException {
        while (next == ' ' || next == '\n' || next == '\r' || next == '\t') {
            advance();
        }
    }

    /** The bytes of hexadecimal digits up to a quotation mark, which is taken, too; the caller wipes them. */
    byte[] hex(int maxBytes) throws IOException {
        byte[] bytesRead = new byte[maxBytes];
        try {
            int digits = 0;
            while (next != '"') {
                int digit = next < 0x80 ? Character.digit(next, 16) : -1;
                if (digit < 0 || digits == 2 * maxBytes) {
                    throw new MalformedJsonException(offset, "hexadecimal digits, at most " + 2 * maxBytes);
                }
                bytesRead[digits / 2] = (byte) (bytesRead[digits / 2] << 4 | digit);
                digits++;
                advance();
            }
            if (digits % 2 != 0) {
                throw new MalformedJsonException(offset, "an even number of hexadecimal digits");
            }
            advance();
            return Arrays.copyOf(bytesRead, digits / 2);
        } finally {
            Arrays.fill(bytesRead, (byte) 0);
        }
    }

    private int read() throws IOException {
        if (!characters.hasRemaining()) {
            fill();
        }
        return characters.hasRemaining() ? characters.get() : END;
    }

    private void fill() throws IOException {
        characters.clear();
        boolean malformed = decoder.decode(bytes, characters, ended).isError();
        // bounded by the text: every round reads a byte or ends
        while (!malformed && characters.position() == 0 && !ended) {
            bytes.compact();
            int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
            ended = count < 0;
            bytes.position(bytes.position() + Math.max(count, 0)).flip();
            malformed = decoder.decode(bytes, characters, ended).isError();
        }
        if (malformed && characters.position() == 0) {
            throw new MalformedJsonException(offset, "UTF-8");
        }
        characters.flip();
    }

    @Override
    public void close() throws IOException {
        Arrays.fill(bytes.array(), (byte) 0);
        Arrays.fill(characters.array(), '\0');
        in.close();
    }
}
