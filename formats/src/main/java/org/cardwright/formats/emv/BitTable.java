package org.cardwright.formats.emv;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cardwright.formats.bytes.ByteString;

/**
 * Names for the bits of a field of fixed length, as EMV 4.4 Book 3, annex C prints them: byte from 1, bit from 8 to 1.
 *
 * <p>A bit without a row is reserved; its name is its place, {@code rfu-5.1}, so that every value can be written down.
 */
final class BitTable {

    private static final int BITS_PER_BYTE = 8;

    private final String field;
    private final int bytes;
    private final Map<String, Integer> placeOfName = new LinkedHashMap<>();
    private final List<String> nameAtPlace = new ArrayList<>();
    private final List<String> meaningAtPlace = new ArrayList<>();

    private BitTable(String field, int bytes) {
        this.field = field;
        this.bytes = bytes;
        for (int place = 0; place < BITS_PER_BYTE * bytes; place++) {
            String where = (place / BITS_PER_BYTE + 1) + "." + (BITS_PER_BYTE - place % BITS_PER_BYTE);
            nameAtPlace.add("rfu-" + where);
            meaningAtPlace.add("Reserved (byte and bit " + where + ")");
        }
    }

    /** Reads a table of {@code byte.bit  name  meaning}. */
    static BitTable load(String resource, String field, int bytes) {
        BitTable table = new BitTable(field, bytes);
        for (List<String> row : TextTable.rows(resource, 3)) {
            int place = place(row.get(0));
            table.nameAtPlace.set(place, row.get(1));
            table.meaningAtPlace.set(place, row.get(2));
        }
        for (int place = 0; place < table.nameAtPlace.size(); place++) {
            if (table.placeOfName.put(table.nameAtPlace.get(place), place) != null) {
                throw new IllegalStateException(resource + ": a name twice: " + table.nameAtPlace.get(place));
            }
        }
        return table;
    }

    /** Bits count from the left of the whole field: 1.8 is 0, 2.1 is 15. */
    private static int place(String byteAndBit) {
        int byteNumber = byteAndBit.charAt(0) - '0';
        int bit = byteAndBit.charAt(2) - '0';
        return BITS_PER_BYTE * (byteNumber - 1) + BITS_PER_BYTE - bit;
    }

    /**
     * The field with these bits set.
     *
     * @throws IllegalArgumentException when a name is not in the table; the message counts the names
     */
    ByteString encode(Collection<String> names) {
        byte[] value = new byte[bytes];
        int position = 0;
        for (String name : names) {
            position++;
            Integer place = placeOfName.get(name);
            if (place == null) {
                throw new IllegalArgumentException("name " + position + " is no bit of the " + field);
            }
            value[place / BITS_PER_BYTE] |= (byte) (0x80 >> (place % BITS_PER_BYTE));
        }
        return ByteString.of(value);
    }

    /** Names of the bits that are set, left to right. */
    List<String> names(ByteString value) {
        return pick(value, nameAtPlace);
    }

    /** Meanings of the bits that are set, left to right. */
    List<String> meanings(ByteString value) {
        return pick(value, meaningAtPlace);
    }

    /** True when that bit is set. */
    boolean isSet(ByteString value, String name) {
        Integer place = placeOfName.get(name);
        if (place == null) {
            throw new IllegalArgumentException("no such bit of the " + field);
        }
        return isSet(value, place.intValue());
    }

    /** Every name, reserved bits included, left to right. */
    List<String> allNames() {
        return List.copyOf(nameAtPlace);
    }

    /** The value itself when it has the length of the field. */
    ByteString requireLength(ByteString value) {
        if (value.size() != bytes) {
            throw new IllegalArgumentException("the " + field + " has " + bytes + " bytes, was " + value.size());
        }
        return value;
    }

    private List<String> pick(ByteString value, List<String> texts) {
        List<String> picked = new ArrayList<>();
        for (int place = 0; place < texts.size(); place++) {
            if (isSet(value, place)) {
                picked.add(texts.get(place));
            }
        }
        return List.copyOf(picked);
    }

    private static boolean isSet(ByteString value, int place) {
        return ((value.unsignedAt(place / BITS_PER_BYTE) << (place % BITS_PER_BYTE)) & 0x80) != 0;
    }
}
