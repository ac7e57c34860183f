package org.cardwright.formats.emv;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.tlv.MalformedTlvException;
import org.cardwright.formats.tlv.Tag;
import org.cardwright.formats.tlv.TlvReader;

/**
 * A data object list: tags and lengths that the terminal fills with values and sends without tags.
 *
 * <p>EMV 4.4 Book 3, 5.4: PDOL (9F38), CDOL1 (8C), CDOL2 (8D), TDOL (97), DDOL (9F49).
 *
 * @param entries tags with lengths in order; their encoding has 0 to {@value #MAX_BYTES} bytes
 */
public record Dol(List<Entry> entries) {

    /** Longest data object list, EMV 4.4 Book 3, annex A1. */
    public static final int MAX_BYTES = 252;

    /**
     * One element of the list.
     *
     * @param tag which data element
     * @param length how many bytes of it, 1 to 252
     */
    public record Entry(Tag tag, int length) {

        /** Checks the length. */
        public Entry {
            if (length < 1 || length > MAX_BYTES) {
                throw new IllegalArgumentException("a data object list asks for 1 to " + MAX_BYTES + " bytes");
            }
        }

        ByteString encode() {
            return tag.bytes().plus(ByteString.ofByte(length));
        }

        /** Tag and length, {@code 9F02(6)}. */
        @Override
        public String toString() {
            return tag + "(" + length + ")";
        }
    }

    /** Copies the entries and checks the size. */
    public Dol {
        entries = List.copyOf(entries);
        int bytes = entries.stream().mapToInt(entry -> entry.tag.length() + 1).sum();
        if (bytes > MAX_BYTES) {
            throw new IllegalArgumentException("a data object list has at most " + MAX_BYTES + " bytes, was " + bytes);
        }
    }

    /**
     * Reads the value of a data object list.
     *
     * @throws MalformedTlvException when it is not tags each with a length of 1 to 252, or longer than 252 bytes
     */
    public static Dol decode(ByteString value) {
        if (value.size() > MAX_BYTES) {
            throw new MalformedTlvException(0, "a data object list of at most " + MAX_BYTES + " bytes");
        }
        List<Entry> entries = new ArrayList<>();
        int at = 0;
        while (at < value.size()) {
            Tag tag = TlvReader.readTag(value, at);
            at += tag.length();
            int length = at < value.size() ? value.unsignedAt(at) : 0;
            if (length < 1 || length > MAX_BYTES) {
                throw new MalformedTlvException(at, "a length of 1 to " + MAX_BYTES);
            }
            entries.add(new Entry(tag, length));
            at++;
        }
        return new Dol(entries);
    }

    /** The value of the data object list. */
    public ByteString encode() {
        return ByteString.concat(entries.stream().map(Entry::encode).toList());
    }

    /** How many bytes the terminal sends, for instance the CDOL1 related data length of M/Chip (tag C7). */
    public int dataBytes() {
        return entries.stream().mapToInt(Entry::length).sum();
    }

    /** The length asked of that tag, when the list asks for it. */
    public Optional<Integer> lengthOf(Tag tag) {
        return entries.stream()
                .filter(entry -> entry.tag.equals(tag))
                .map(Entry::length)
                .findFirst();
    }

    /** True when the list asks for that tag. */
    public boolean asksFor(Tag tag) {
        return lengthOf(tag).isPresent();
    }
}
