package org.cardwright.jobs.scorecard;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds where in a personalization record the values of certain tags stand. */
final class TrustedBytes {

    /** Records of short file identifiers 1 to 30. */
    private static final int LAST_RECORD_GROUPING = 0x1EFF;

    private TrustedBytes() {}

    /** Offsets of every so many bytes of the values. */
    static List<Integer> of(byte[] record, Set<Integer> tags, int step) {
        List<Integer> offsets = new ArrayList<>();
        for (PlainCard application : PlainCard.all(record).get(0)) {
            for (Map.Entry<Integer, byte[]> grouping : application.groupings().entrySet()) {
                if (grouping.getKey() <= LAST_RECORD_GROUPING) {
                    int start = indexOf(record, grouping.getValue());
                    add(offsets, record, start, grouping.getValue(), tags);
                }
            }
        }
        List<Integer> chosen = new ArrayList<>();
        for (int i = 0; i < offsets.size(); i += step) {
            chosen.add(offsets.get(i));
        }
        return chosen;
    }

    private static void add(List<Integer> offsets, byte[] record, int start, byte[] grouping, Set<Integer> tags) {
        byte[] content = PlainCard.objects(grouping).get(0x70);
        if (content == null) {
            return;
        }
        PlainCard.objects(content).forEach((tag, value) -> {
            if (tags.contains(tag) && value.length > 0) {
                int at = start + indexOf(Arrays.copyOfRange(record, start, start + grouping.length), value);
                for (int i = 0; i < value.length; i++) {
                    offsets.add(at + i);
                }
            }
        });
    }

    private static int indexOf(byte[] bytes, byte[] part) {
        for (int at = 0; at <= bytes.length - part.length; at++) {
            if (Arrays.equals(bytes, at, at + part.length, part, 0, part.length)) {
                return at;
            }
        }
        throw new IllegalStateException("a grouping that is not in its record");
    }
}
