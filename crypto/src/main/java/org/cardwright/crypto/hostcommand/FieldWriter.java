package org.cardwright.crypto.hostcommand;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.cardwright.formats.bytes.ByteString;

/** Writes a message up to a limit. */
final class FieldWriter {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final int limit;

    FieldWriter(int limit) {
        this.limit = limit;
    }

    void bytes(byte[] bytes) {
        if (bytes.length > limit - out.size()) {
            throw new MalformedMessageException("a message is longer than " + limit + " bytes");
        }
        out.writeBytes(bytes);
    }

    /** Characters that stand in the table. */
    void ascii(String text) {
        bytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** A number in that many decimal digits. */
    void decimal(int value, int digits) {
        String text = String.format(Locale.ROOT, "%0" + digits + "d", value);
        if (value < 0 || text.length() > digits) {
            throw new MalformedMessageException("a number has not " + digits + " digits");
        }
        ascii(text);
    }

    /** A number in that many bytes, big-endian. */
    void binary(int value, int length) {
        bytes(ByteString.ofUnsigned(value, length).toByteArray());
    }

    byte[] written() {
        return out.toByteArray();
    }
}
