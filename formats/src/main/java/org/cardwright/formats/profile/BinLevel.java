package org.cardwright.formats.profile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What BIN ranges say about a product: those that hold for all its BINs, and why others cannot be told.
 *
 * <p>A product is one set of values for each segment, so a range holds for all its cards or for none.
 *
 * @param ranges those that hold, the widest first; the last one that says something is the most specific
 * @param faults ranges and BINs that do not go together
 */
public record BinLevel(List<BinRange> ranges, List<Fault> faults) {

    /** Copies the lists. */
    public BinLevel {
        ranges = List.copyOf(ranges);
        faults = List.copyOf(faults);
    }

    /** Why a range cannot be applied. */
    public enum Kind {
        /** It holds for a part of a BIN. */
        PART_OF_BIN,
        /** It holds for some BINs of the product. */
        SOME_BINS,
        /** It has PANs in common with another one, and neither lies inside the other. */
        CROSSING
    }

    /**
     * A range that cannot be applied.
     *
     * @param kind why
     * @param reason the same in words
     */
    public record Fault(Kind kind, String reason) {}

    /** Of all ranges that hold on a day those of a product. */
    static BinLevel of(List<String> bins, List<BinRange> all) {
        List<BinRange> ranges = new ArrayList<>();
        List<Fault> faults = new ArrayList<>();
        for (BinRange range : all) {
            List<String> touched = bins.stream()
                    .filter(bin -> range.touches(BinRange.ofBin(bin)))
                    .toList();
            List<String> covered = touched.stream()
                    .filter(bin -> range.covers(BinRange.ofBin(bin)))
                    .toList();
            if (covered.size() < touched.size()) {
                String part = touched.stream()
                        .filter(bin -> !covered.contains(bin))
                        .findFirst()
                        .orElseThrow();
                faults.add(new Fault(Kind.PART_OF_BIN, range + " holds for a part of BIN " + part));
            } else if (!covered.isEmpty() && covered.size() < bins.size()) {
                faults.add(new Fault(
                        Kind.SOME_BINS, range + " holds for BIN " + covered.get(0) + ", not for all of " + bins));
            } else if (!covered.isEmpty()) {
                ranges.add(range);
            }
        }
        List<BinRange> nested = nested(ranges);
        for (int i = 1; i < nested.size(); i++) {
            if (nested.get(i).crosses(nested.get(i - 1))) {
                faults.add(new Fault(Kind.CROSSING, nested.get(i - 1) + " and " + nested.get(i)));
            }
        }
        return new BinLevel(nested, faults);
    }

    /** The widest first: the one that lies in the fewest others. */
    private static List<BinRange> nested(List<BinRange> ranges) {
        Comparator<BinRange> depth = Comparator.comparingLong(
                range -> ranges.stream().filter(other -> other.covers(range)).count());
        return ranges.stream().sorted(depth.thenComparing(BinRange::name)).toList();
    }
}
