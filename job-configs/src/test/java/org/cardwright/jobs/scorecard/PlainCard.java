package org.cardwright.jobs.scorecard;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One application of a personalization record, taken apart with nothing but offsets: a third reader that shares no code with
 * the writer or with the verifier. EMV CPS, personalization record.
 *
 * @param aid application identifier, upper-case hexadecimal
 * @param transportKeys field TKDATA: which key encrypted which groupings
 * @param groupings value by data grouping, as it stands in the record
 */
record PlainCard(String aid, byte[] transportKeys, Map<Integer, byte[]> groupings) {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private static final byte[] LAYOUT_VERSION = "02.1".getBytes(StandardCharsets.US_ASCII);

    /** The applications of every record of a chip file, one list per card. */
    static List<List<PlainCard>> all(byte[] file) {
        List<List<PlainCard>> cards = new ArrayList<>();
        int at = 0;
        while (at < file.length) {
            while (!Arrays.equals(file, at, at + 4, LAYOUT_VERSION, 0, 4)) {
                at++;
            }
            int end = at + 6 + number(file, at + 4, 2);
            cards.add(applications(file, at + 6, end));
            at = end;
        }
        return cards;
    }

    /** From the header length of section 2 to the end of the record. */
    private static List<PlainCard> applications(byte[] file, int from, int end) {
        List<PlainCard> applications = new ArrayList<>();
        int at = from + 2 + number(file, from, 2);
        while (at < end) {
            int sectionEnd = at + 2 + number(file, at, 2);
            int steps = at + 3 + number(file, at + 2, 1);
            int log = steps + 2 + number(file, steps, 2);
            int object = log + 2 + number(file, log, 2);
            int aidEnd = at + 4 + number(file, at + 3, 1);
            applications.add(new PlainCard(
                    HEX.formatHex(file, at + 4, aidEnd),
                    Arrays.copyOfRange(file, aidEnd + 1, steps),
                    groupings(file, object + 2, object + 2 + number(file, object, 2))));
            at = sectionEnd;
        }
        return applications;
    }

    /** Behind tag EF and its BER length: data groupings back to back. */
    private static Map<Integer, byte[]> groupings(byte[] file, int from, int end) {
        Map<Integer, byte[]> groupings = new TreeMap<>();
        int first = number(file, from + 1, 1);
        int at = from + (first < 0x80 ? 2 : 2 + first - 0x80);
        while (at < end) {
            boolean isLong = number(file, at + 2, 1) == 0xFF;
            int length = isLong ? number(file, at + 3, 2) : number(file, at + 2, 1);
            int value = at + (isLong ? 5 : 3);
            groupings.put(number(file, at, 2), Arrays.copyOfRange(file, value, value + length));
            at = value + length;
        }
        return groupings;
    }

    /** BER-TLV data objects in their order, templates not opened. */
    static Map<Integer, byte[]> objects(byte[] value) {
        Map<Integer, byte[]> objects = new LinkedHashMap<>();
        int at = 0;
        while (at < value.length) {
            int tagBytes = (value[at] & 0x1F) == 0x1F ? 2 : 1;
            int tag = number(value, at, tagBytes);
            at += tagBytes;
            int length = number(value, at++, 1);
            if (length > 0x80) {
                int bytes = length - 0x80;
                length = number(value, at, bytes);
                at += bytes;
            }
            objects.put(tag, Arrays.copyOfRange(value, at, at + length));
            at += length;
        }
        return objects;
    }

    static int number(byte[] bytes, int at, int count) {
        int number = 0;
        for (int i = at; i < at + count; i++) {
            number = number << 8 | (bytes[i] & 0xFF);
        }
        return number;
    }
}
