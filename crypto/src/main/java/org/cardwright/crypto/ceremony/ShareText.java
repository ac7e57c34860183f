package org.cardwright.crypto.ceremony;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.cardwright.crypto.key.KeyRefusedException;

/**
 * An envelope as people read and type it: {@code 01 ABCD EFGH JKMN PQRS  7T2W}.
 *
 * <p>A line has its number, 16 characters for 10 bytes (fewer in the last), and 4 characters of check: 20 bits of SHA-256 over number
 * and bytes, so that a slip is found in its line, and a line left out or typed twice as well. Spaces, hyphens and case do not matter.
 */
final class ShareText {

    /** Longer than any share, however it is typed. */
    private static final int MOST_BYTES = 4096;

    private static final int LINE_BYTES = 10;
    private static final int GROUP = 4;
    private static final int CHECK = 4;
    private static final int NUMBER = 2;
    private static final int MOST_LINES = 20;
    private static final int MOST_DIGITS = 64;

    private ShareText() {}

    /** Wipes what it held when it is closed; large enough never to grow. */
    private static final class Wiped extends ByteArrayOutputStream {

        Wiped() {
            super(MOST_BYTES);
        }

        void put(byte[] bytes, int length) {
            write(bytes, 0, length);
        }

        byte[] held() {
            return buf;
        }

        @Override
        public void close() {
            Arrays.fill(buf, (byte) 0);
        }
    }

    /** All lines, ASCII; to be wiped by the caller. */
    static byte[] lines(byte[] envelope) {
        try (Wiped out = new Wiped()) {
            for (int at = 0, line = 1; at < envelope.length; at += LINE_BYTES, line++) {
                byte[] part = Arrays.copyOfRange(envelope, at, Math.min(at + LINE_BYTES, envelope.length));
                putLine(out, line, part);
                Arrays.fill(part, (byte) 0);
            }
            return out.toByteArray();
        }
    }

    private static void putLine(Wiped out, int line, byte[] part) {
        byte[] text = Base32.encode(part);
        out.write('0' + line / 10);
        out.write('0' + line % 10);
        for (int i = 0; i < text.length; i++) {
            if (i % GROUP == 0) {
                out.write(' ');
            }
            out.write(text[i]);
        }
        out.write(' ');
        out.write(' ');
        out.put(check(line, part), CHECK);
        out.write('\n');
        Arrays.fill(text, (byte) 0);
    }

    /**
     * The envelope of a text; to be wiped by the caller.
     *
     * @throws KeyRefusedException naming the line that is wrong
     */
    static byte[] decode(byte[] text) {
        require(text.length < MOST_BYTES, "a share has fewer characters");
        try (Wiped out = new Wiped();
                Wiped digits = new Wiped()) {
            int lines = 0;
            for (int from = 0; from < text.length; from = endOfLine(text, from) + 1) {
                takeDigits(text, from, digits, lines + 1);
                if (digits.size() > MOST_DIGITS) {
                    require(lines == 0, "line " + (lines + 1) + " is too long");
                    byte[] whole = Base32.decode(digits.held(), digits.size());
                    require(whole.length > 0, "the share is incomplete");
                    return whole;
                }
                lines += digits.size() == 0 ? 0 : takeLine(digits, lines + 1, out);
            }
            require(lines > 0, "there is no share");
            return out.toByteArray();
        }
    }

    /** Refuses a line that is not the one of this number; {@link KeyRefusedException} says why. */
    static void requireLine(int number, byte[] line) {
        require(line.length < MOST_BYTES, "line " + number + " is too long");
        try (Wiped out = new Wiped();
                Wiped digits = new Wiped()) {
            takeDigits(line, 0, digits, number);
            takeLine(digits, number, out);
        }
    }

    private static int endOfLine(byte[] text, int from) {
        int end = from;
        while (end < text.length && text[end] != '\n') {
            end++;
        }
        return end;
    }

    /** The digits of a line, without what only separates them. */
    private static void takeDigits(byte[] text, int from, Wiped digits, int line) {
        digits.reset();
        int end = endOfLine(text, from);
        for (int i = from; i < end; i++) {
            boolean separates = text[i] == ' ' || text[i] == '-' || text[i] == '\r' || text[i] == '\t';
            int digit = separates ? 0 : Base32.digit(text[i]);
            require(digit >= 0, "line " + line + " has a character that no share has");
            if (!separates) {
                digits.write(digit);
            }
        }
    }

    private static int takeLine(Wiped given, int line, Wiped out) {
        int length = given.size();
        byte[] digits = given.held();
        require(line <= MOST_LINES, "a share has at most " + MOST_LINES + " lines");
        require(length > NUMBER + CHECK, "line " + line + " is too short");
        require(
                digits[0] == line / 10 && digits[1] == line % 10,
                "line " + line + " does not begin with its number; a line is missing, or there twice");
        byte[] content = Arrays.copyOfRange(digits, NUMBER, length - CHECK);
        byte[] bytes = Base32.decode(content, content.length);
        byte[] check = check(line, bytes);
        boolean fits = bytes.length > 0 && bytes.length <= LINE_BYTES;
        for (int i = 0; i < CHECK; i++) {
            fits &= Base32.digit(check[i]) == digits[length - CHECK + i];
        }
        out.put(bytes, bytes.length);
        Arrays.fill(content, (byte) 0);
        Arrays.fill(bytes, (byte) 0);
        require(fits, "line " + line + " has a typing error: its check group does not fit");
        return 1;
    }

    private static byte[] check(int line, byte[] part) {
        SHA256Digest digest = new SHA256Digest();
        digest.update((byte) line);
        digest.update(part, 0, part.length);
        byte[] whole = new byte[digest.getDigestSize()];
        digest.doFinal(whole, 0);
        return Base32.encode(Arrays.copyOf(whole, CHECK));
    }

    private static void require(boolean met, String message) {
        if (!met) {
            throw new KeyRefusedException(message);
        }
    }
}
