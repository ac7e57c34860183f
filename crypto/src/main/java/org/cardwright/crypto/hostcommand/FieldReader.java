package org.cardwright.crypto.hostcommand;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.cardwright.formats.bytes.ByteString;

/** Reads a message that came from outside; never past its end. */
final class FieldReader {

    private static final int MOST_DIGITS = 9;

    private final byte[] message;
    private int at;

    FieldReader(byte[] message, int from) {
        this.message = message;
        this.at = from;
    }

    byte[] bytes(int count) {
        if (count < 0 || count > message.length - at) {
            throw new MalformedMessageException("a message ends too early");
        }
        at += count;
        return Arrays.copyOfRange(message, at - count, at);
    }

    String ascii(int count) {
        return new String(bytes(count), StandardCharsets.ISO_8859_1);
    }

    /** Characters in UTF-8 without any malformed ones. */
    String text(int count) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes(count)))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw new MalformedMessageException("a text is not UTF-8");
        }
    }

    int decimal(int digits) {
        String text = ascii(digits);
        if (digits > MOST_DIGITS || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new MalformedMessageException("a number is not made of " + digits + " digits");
        }
        return Integer.parseInt(text);
    }

    int binary(int length) {
        return ByteString.of(bytes(length)).toUnsigned();
    }

    /** How many bytes are left. */
    int left() {
        return message.length - at;
    }

    void requireEnd() {
        if (left() != 0) {
            throw new MalformedMessageException("a message has " + left() + " bytes too many");
        }
    }
}
