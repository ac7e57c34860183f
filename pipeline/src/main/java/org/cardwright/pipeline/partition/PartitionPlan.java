package org.cardwright.pipeline.partition;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cardwright.pipeline.ledger.BatchPartition.Range;
import org.cardwright.pipeline.step.SealedSegmentReader;
import org.cardwright.pipeline.step.Segment;

/** Where the partitions of a batch begin: every so many orders, whoever is going to work on them. */
public final class PartitionPlan {

    /** The step of which each partition is one part. */
    public static final String STEP = "make";

    private static final Pattern NAME = Pattern.compile(STEP + ":(\\d{6})");

    private PartitionPlan() {}

    /**
     * The partitions of what lies between two marks, read from the lengths of the frames; no frame is opened.
     *
     * @param orders orders in a partition; the last one may have fewer
     */
    public static List<Range> of(Segment intake, Segment.Mark from, Segment.Mark end, int orders) throws IOException {
        List<Range> ranges = new ArrayList<>();
        try (SealedSegmentReader reader = SealedSegmentReader.open(intake, from, end)) {
            while (reader.at().frames() < end.frames()) {
                Segment.Mark first = reader.at();
                long count = Math.min(orders, end.frames() - first.frames());
                for (long i = 0; i < count; i++) {
                    reader.skip();
                }
                ranges.add(new Range(first.frames(), first.bytes(), Math.toIntExact(count)));
            }
        }
        return ranges;
    }

    /** The key of a partition among its siblings, six digits. */
    public static String key(int number) {
        return String.format(Locale.ROOT, "%06d", number);
    }

    /** The number of the partition that a step is about; empty for the name of any other step. */
    public static OptionalInt number(String step) {
        Matcher name = NAME.matcher(step);
        return name.matches() ? OptionalInt.of(Integer.parseInt(name.group(1))) : OptionalInt.empty();
    }
}
