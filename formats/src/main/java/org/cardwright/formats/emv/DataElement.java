package org.cardwright.formats.emv;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.tlv.Tag;

/**
 * What a tag stands for: one row of the tag table in {@code data-elements.txt}.
 *
 * <p>EMV 4.4 Book 3, annex A1.
 *
 * @param tag the tag
 * @param name the name in the words of the standard
 * @param format how the value is coded
 * @param text how many digits or characters it has; for format b the same as {@code bytes}
 * @param bytes how many bytes the value has
 * @param templates templates in which it stands
 * @param source who makes the value
 * @param sensitivity how it must be protected
 */
public record DataElement(
        Tag tag,
        String name,
        DataElementFormat format,
        Range text,
        Range bytes,
        Set<Tag> templates,
        Source source,
        Sensitivity sensitivity) {

    private static final Map<Tag, DataElement> TABLE = DataElementTable.load();

    /**
     * A smallest and a greatest number.
     *
     * @param min smallest
     * @param max greatest
     */
    public record Range(int min, int max) {

        /** True when the number lies in it. */
        public boolean contains(int number) {
            return number >= min && number <= max;
        }

        /** {@code 3}, or {@code 2 to 26}. */
        @Override
        public String toString() {
            return min == max ? Integer.toString(min) : min + " to " + max;
        }
    }

    /** Who makes the value. EMV 4.4 Book 3, annex A1, column source. */
    public enum Source {
        /** The card. */
        ICC,
        /** The issuer, in an answer. */
        ISSUER,
        /** The terminal. */
        TERMINAL
    }

    /** How a value must be protected. PCI Card Production, Logical Security Requirements, 4.1. */
    public enum Sensitivity {
        /** May be seen. */
        PUBLIC,
        /** PAN, expiration date, service code, cardholder name, and what holds them. */
        CONFIDENTIAL,
        /** Keys, PINs. */
        SECRET
    }

    /** The row of the tag, when the table has one. */
    public static Optional<DataElement> find(Tag tag) {
        return Optional.ofNullable(TABLE.get(tag));
    }

    /** All rows in the order of the table. */
    public static List<DataElement> all() {
        return List.copyOf(TABLE.values());
    }

    /**
     * What is wrong with a value, when something is; the text names tag, shape and length, never the content.
     *
     * @param value the value field
     */
    public Optional<String> violation(ByteString value) {
        if (!bytes.contains(value.size())) {
            return Optional.of("tag " + tag + ": expected " + bytes + " bytes, was " + value.size());
        }
        return format.isCodingOf(value, text)
                ? Optional.empty()
                : Optional.of("tag " + tag + ": expected format " + format + ", length " + text);
    }

    /**
     * Codes a text in the format of this element: digits for n and cn, characters for a, an and ans, hexadecimal for b.
     *
     * @throws IllegalArgumentException when the text has not that shape; the message does not quote it
     */
    public ByteString encode(String plain) {
        ByteString value = format.encode(plain, bytes.min());
        Optional<String> violation = violation(value);
        boolean fits = format == DataElementFormat.B || text.contains(plain.length());
        if (violation.isPresent() || !fits) {
            throw new IllegalArgumentException("tag " + tag + ": expected format " + format + ", length " + text);
        }
        return value;
    }

    /**
     * The text behind a value, the inverse of {@link #encode}; an n of variable length keeps leading zeros that may be digits.
     *
     * @throws IllegalArgumentException when the value violates the table
     */
    public String decode(ByteString value) {
        violation(value).ifPresent(violation -> {
            throw new IllegalArgumentException(violation);
        });
        return format.decode(value, text);
    }
}
