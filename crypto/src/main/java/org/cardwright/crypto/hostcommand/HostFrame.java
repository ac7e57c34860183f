package org.cardwright.crypto.hostcommand;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.cardwright.formats.bytes.ByteString;

/**
 * One message between its length and the next: header, command or response code, and the rest.
 *
 * @param header comes back as it was sent
 * @param code two characters
 * @param rest fields of a request; error code and fields of an answer
 */
record HostFrame(String header, String code, ByteString rest) {

    /** Header and code only. */
    @Override
    public String toString() {
        return "HostFrame(" + rest.size() + ")";
    }

    /** The bytes on the wire. */
    byte[] encode(HostFraming framing) {
        FieldWriter out = new FieldWriter(framing.mostBytes() + HostFraming.LENGTH_BYTES);
        out.binary(header.length() + code.length() + rest.size(), HostFraming.LENGTH_BYTES);
        out.ascii(header);
        out.ascii(code);
        out.bytes(rest.toByteArray());
        return out.written();
    }

    /**
     * The next message.
     *
     * @throws EOFException when the stream ends
     * @throws MalformedMessageException when it is longer than a frame or shorter than its head
     */
    static HostFrame read(InputStream in, HostFraming framing) throws IOException {
        int length = ByteString.of(exactly(in, HostFraming.LENGTH_BYTES)).toUnsigned();
        int head = framing.headerChars() + HostFraming.CODE_CHARS;
        if (length < head || length > framing.mostBytes()) {
            throw new MalformedMessageException("a message of " + length + " bytes is no frame");
        }
        byte[] message = exactly(in, length);
        String start = new String(message, 0, head, StandardCharsets.ISO_8859_1);
        return new HostFrame(
                start.substring(0, framing.headerChars()),
                start.substring(framing.headerChars()),
                ByteString.copyOf(message, head, length - head));
    }

    private static byte[] exactly(InputStream in, int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length != count) {
            throw new EOFException("the connection was closed");
        }
        return bytes;
    }
}
