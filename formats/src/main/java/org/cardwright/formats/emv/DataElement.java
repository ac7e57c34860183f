package org.cardwright.formats.emv;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.DataClass;
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
 * @param dataClass how it must be protected
 * @param shown what is told of a value
 */
public record DataElement(
        Tag tag,
        String name,
        DataElementFormat format,
        Range text,
        Range bytes,
        Set<Tag> templates,
        Source source,
        DataClass dataClass,
        Shown shown) {

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

    /** What may be told of a value to who looks at a card. PCI DSS 3.3, 3.4. */
    public enum Shown {
        /** All of it. */
        VALUE,
        /** A PAN, as its issuer lets it be seen. */
        PAN,
        /** Track 2: the PAN so, expiration date and service code, no discretionary data. */
        TRACK2,
        /** How long it is. */
        LENGTH,
        /** Not even that. */
        NOTHING
    }

    /**
     * Checks that class and showing go together: what is public is shown, what is secret never.
     *
     * @throws IllegalArgumentException when they do not
     */
    public DataElement {
        if (dataClass.isSecret() != (shown == Shown.NOTHING)
                || (dataClass == DataClass.PUBLIC && shown != Shown.VALUE)) {
            throw new IllegalArgumentException("tag " + tag + " is " + dataClass + " and shown as " + shown);
        }
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
