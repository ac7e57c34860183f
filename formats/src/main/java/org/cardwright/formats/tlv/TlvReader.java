package org.cardwright.formats.tlv;

import java.util.ArrayList;
import java.util.List;
import org.cardwright.formats.bytes.ByteString;

/**
 * Splits bytes into data objects and refuses whatever EMV does not write.
 *
 * <p>EMV 4.4 Book 3, annex B. Stricter than a terminal, because these bytes are ours: tags of one to three bytes,
 * definite lengths in as few bytes as possible (00 to 7F, {@code 81 xx}, {@code 82 xxxx}), no filler bytes 00 around
 * objects. Throws {@link MalformedTlvException} and nothing else, whatever the bytes are.
 */
public final class TlvReader {

    /** Longest value field: lengths have at most three bytes, EMV 4.4 Book 3, B2. */
    public static final int MAX_VALUE_BYTES = 0xFFFF;

    /** Most bytes read at once: one object of greatest length with its tag and length. */
    public static final int MAX_BYTES = MAX_VALUE_BYTES + 6;

    /** Deepest nesting of templates; EMV itself needs four (6F, A5, BF0C, 61). */
    public static final int MAX_DEPTH = 8;

    private static final int MAX_TAG_BYTES = 3;

    private final ByteString bytes;
    private final int end;
    private int at;

    private TlvReader(ByteString bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    /**
     * All data objects, templates checked down to the last primitive one.
     *
     * @throws MalformedTlvException when the bytes are anything else
     */
    public static List<Tlv> read(ByteString bytes) {
        requireSize(bytes);
        new TlvReader(bytes, 0, bytes.size()).check(0);
        return new TlvReader(bytes, 0, bytes.size()).topLevel();
    }

    /**
     * The data objects of the top level only; what stands inside a template is not looked at.
     *
     * @throws MalformedTlvException when the top level is anything else
     */
    public static List<Tlv> readTopLevel(ByteString bytes) {
        requireSize(bytes);
        return new TlvReader(bytes, 0, bytes.size()).topLevel();
    }

    /**
     * The tag that begins at {@code offset}; for structures that list tags without values.
     *
     * @throws MalformedTlvException when no tag of one to three bytes stands there
     */
    public static Tag readTag(ByteString bytes, int offset) {
        return new TlvReader(bytes, offset, bytes.size()).tag();
    }

    private static void requireSize(ByteString bytes) {
        if (bytes.size() > MAX_BYTES) {
            throw new MalformedTlvException(0, "at most " + MAX_BYTES + " bytes");
        }
    }

    private List<Tlv> topLevel() {
        List<Tlv> objects = new ArrayList<>();
        while (at < end) {
            Tag tag = tag();
            int valueAt = lengthField();
            objects.add(new Tlv(tag, bytes.slice(valueAt, at)));
        }
        return List.copyOf(objects);
    }

    /** Walks to the end of the bytes; {@code depth} templates are open around them. */
    private void check(int depth) {
        while (at < end) {
            Tag tag = tag();
            int valueAt = lengthField();
            if (tag.isConstructed()) {
                if (depth == MAX_DEPTH) {
                    throw new MalformedTlvException(valueAt, "at most " + MAX_DEPTH + " nested templates");
                }
                new TlvReader(bytes, valueAt, at).check(depth + 1);
            }
        }
    }

    private Tag tag() {
        int start = at;
        int value = next(start, "a tag");
        if (value == 0x00) {
            throw new MalformedTlvException(start, "a tag, not a filler byte 00");
        }
        // All five low bits set: the tag goes on, and on as long as bit 8 of the byte is set (annex B1).
        boolean more = (value & 0x1F) == 0x1F;
        while (more) {
            if (at - start == MAX_TAG_BYTES) {
                throw new MalformedTlvException(start, "a tag of at most " + MAX_TAG_BYTES + " bytes");
            }
            int following = next(start, "a whole tag");
            value = (value << 8) | following;
            more = (following & 0x80) != 0;
        }
        return new Tag(value);
    }

    /** Reads the length, moves behind the value and returns the offset of its first byte. */
    private int lengthField() {
        int start = at;
        int first = next(start, "a length");
        int length = first;
        if (first > 0x7F) {
            length = longLength(start, first & 0x7F);
        }
        if (length > end - at) {
            throw new MalformedTlvException(start, "a length of at most " + (end - at));
        }
        int valueAt = at;
        at += length;
        return valueAt;
    }

    private int longLength(int start, int following) {
        if (following != 1 && following != 2) {
            throw new MalformedTlvException(start, "a definite length of 1 to 3 bytes");
        }
        int length = next(start, "a whole length");
        if (following == 2) {
            length = (length << 8) | next(start, "a whole length");
        }
        int smallest = following == 1 ? 0x80 : 0x100;
        if (length < smallest) {
            throw new MalformedTlvException(start, "a length in as few bytes as possible");
        }
        return length;
    }

    private int next(int start, String expected) {
        if (at < 0 || at >= end) {
            throw new MalformedTlvException(start, expected);
        }
        return bytes.unsignedAt(at++);
    }
}
