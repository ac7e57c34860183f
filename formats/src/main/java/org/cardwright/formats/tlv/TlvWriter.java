package org.cardwright.formats.tlv;

import java.util.ArrayList;
import java.util.List;
import org.cardwright.formats.bytes.ByteString;

/**
 * Puts data objects one after the other.
 *
 * <p>EMV 4.4 Book 3, annex B; lengths in as few bytes as possible.
 */
public final class TlvWriter {

    private final List<Tlv> objects = new ArrayList<>();

    /** Adds one data object behind the others and returns this writer. */
    public TlvWriter put(Tag tag, ByteString value) {
        objects.add(new Tlv(tag, value));
        return this;
    }

    /** Adds one data object, its tag written as hexadecimal digits, and returns this writer. */
    public TlvWriter put(String tag, ByteString value) {
        return put(Tag.of(tag), value);
    }

    /** What was put so far, as bytes. */
    public ByteString encode() {
        return encode(objects);
    }

    /** What was put so far, inside a template. */
    public Tlv template(Tag tag) {
        return Tlv.template(tag, objects);
    }

    /** All data objects one after the other. */
    public static ByteString encode(List<Tlv> objects) {
        List<ByteString> parts = new ArrayList<>(3 * objects.size());
        for (Tlv object : objects) {
            parts.add(object.tag().bytes());
            parts.add(length(object.value().size()));
            parts.add(object.value());
        }
        return ByteString.concat(parts);
    }

    /**
     * The length field for a value of that size: {@code 7F}, {@code 81 80}, {@code 82 01 00}.
     *
     * @throws IllegalArgumentException when it is negative or above {@value TlvReader#MAX_VALUE_BYTES}
     */
    public static ByteString length(int bytes) {
        if (bytes < 0 || bytes > TlvReader.MAX_VALUE_BYTES) {
            throw new IllegalArgumentException("no length field for bytes " + bytes);
        }
        if (bytes <= 0x7F) {
            return ByteString.ofByte(bytes);
        }
        return bytes <= 0xFF ? ByteString.of((byte) 0x81, (byte) bytes) : ByteString.ofUnsigned(0x820000 | bytes, 3);
    }
}
