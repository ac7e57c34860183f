package org.cardwright.perso.dgi;

import java.util.ArrayList;
import java.util.List;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.MalformedRecordException;

/**
 * A data grouping: identifier, length, value.
 *
 * <p>The length is one byte for 0 to 254 and {@code FF} with two bytes above. It is never a BER length; TLVs inside the
 * value are a different matter (EMV CPS 2.0, 4.3.4.4; GlobalPlatform Card Specification 2.3.1, 11.11.2.3).
 *
 * @param id identifier
 * @param value 0 to 65534 bytes; for a secret grouping the padded value under the transport key
 */
public record Dgi(DgiId id, ByteString value) {

    /** Most bytes of a value: {@code FF FF FE}. */
    public static final int MAX_VALUE_BYTES = 0xFFFE;

    private static final int ESCAPE = 0xFF;
    private static final int ESCAPED_LENGTH_BYTES = 3;

    /** Checks the length. */
    public Dgi {
        if (value.size() > MAX_VALUE_BYTES) {
            throw new IllegalArgumentException("DGI " + id + " is too long, bytes " + value.size());
        }
    }

    /** Identifier, length and value. */
    public ByteString encode() {
        return ByteString.concat(id.bytes(), length(value.size()), value);
    }

    /** Number of bytes of {@link #encode()}. */
    public int encodedBytes() {
        return DgiId.BYTES + (value.size() < ESCAPE ? 1 : ESCAPED_LENGTH_BYTES) + value.size();
    }

    /** Data groupings back to back. */
    public static ByteString encodeAll(List<Dgi> dgis) {
        return ByteString.concat(dgis.stream().map(Dgi::encode).toList());
    }

    /**
     * Data groupings back to back, up to the last byte.
     *
     * @throws MalformedRecordException when bytes are missing or left over, or a length is not in its shortest form
     */
    public static List<Dgi> decodeAll(ByteString bytes) {
        List<Dgi> dgis = new ArrayList<>();
        int at = 0;
        // bounded by the input: every round takes at least 3 bytes
        while (at < bytes.size()) {
            Dgi dgi = decodeAt(bytes, at);
            dgis.add(dgi);
            at += dgi.encodedBytes();
        }
        return List.copyOf(dgis);
    }

    private static ByteString length(int size) {
        return size < ESCAPE
                ? ByteString.ofByte(size)
                : ByteString.ofByte(ESCAPE).plus(ByteString.ofUnsigned(size, 2));
    }

    private static Dgi decodeAt(ByteString bytes, int at) {
        require(bytes, at, DgiId.BYTES + 1, "DGI");
        DgiId id = new DgiId(bytes.slice(at, at + DgiId.BYTES).toUnsigned());
        int lengthAt = at + DgiId.BYTES;
        int size = bytes.unsignedAt(lengthAt);
        int valueAt = lengthAt + 1;
        if (size == ESCAPE) {
            require(bytes, lengthAt, ESCAPED_LENGTH_BYTES, "DGI length");
            size = bytes.slice(lengthAt + 1, lengthAt + ESCAPED_LENGTH_BYTES).toUnsigned();
            valueAt = lengthAt + ESCAPED_LENGTH_BYTES;
            if (size < ESCAPE || size > MAX_VALUE_BYTES) {
                throw new MalformedRecordException("DGI length", lengthAt, "FF with 255 to 65534");
            }
        }
        require(bytes, valueAt, size, "DGI value");
        return new Dgi(id, bytes.slice(valueAt, valueAt + size));
    }

    private static void require(ByteString bytes, int at, int count, String field) {
        if (bytes.size() - at < count) {
            throw new MalformedRecordException(field, at, count + " bytes, there are " + (bytes.size() - at));
        }
    }
}
