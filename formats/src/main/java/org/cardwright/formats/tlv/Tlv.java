package org.cardwright.formats.tlv;

import java.util.List;
import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;

/**
 * One data object: a tag and its value.
 *
 * <p>EMV 4.4 Book 3, annex B. The value of a constructed tag is the encoding of its children.
 *
 * @param tag the tag
 * @param value the value field, 0 to {@value TlvReader#MAX_VALUE_BYTES} bytes
 */
public record Tlv(Tag tag, ByteString value) {

    /** Checks the length. */
    public Tlv {
        if (value.size() > TlvReader.MAX_VALUE_BYTES) {
            throw new IllegalArgumentException("the value of tag " + tag + " is too long, bytes " + value.size());
        }
    }

    /** A data object of the tag written as hexadecimal digits, {@code "9F46"}. */
    public static Tlv of(String tag, ByteString value) {
        return new Tlv(Tag.of(tag), value);
    }

    /**
     * A template with its children in this order.
     *
     * @throws IllegalArgumentException when the tag is not a constructed one
     */
    public static Tlv template(Tag tag, List<Tlv> children) {
        if (!tag.isConstructed()) {
            throw new IllegalArgumentException("tag " + tag + " is primitive, it has no children");
        }
        return new Tlv(tag, TlvWriter.encode(children));
    }

    /**
     * The children of a template in their order.
     *
     * @throws IllegalArgumentException when the tag is not a constructed one
     * @throws MalformedTlvException when the value is not a list of data objects; the offset counts within the value
     */
    public List<Tlv> children() {
        if (!tag.isConstructed()) {
            throw new IllegalArgumentException("tag " + tag + " is primitive, it has no children");
        }
        return TlvReader.read(value);
    }

    /**
     * The first child with that tag.
     *
     * @throws IllegalArgumentException when this tag is not a constructed one
     * @throws MalformedTlvException when the value is not a list of data objects
     */
    public Optional<Tlv> child(Tag wanted) {
        return children().stream().filter(child -> child.tag.equals(wanted)).findFirst();
    }

    /** Tag, length and value as bytes. */
    public ByteString encode() {
        return TlvWriter.encode(List.of(this));
    }

    /** Tag and length only, never the content. */
    @Override
    public String toString() {
        return "Tlv(" + tag + ", " + value.size() + ")";
    }
}
