package org.cardwright.formats.profile.lint;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.cardwright.formats.profile.BinLevel;
import org.cardwright.formats.profile.BinRange;
import org.cardwright.formats.profile.EffectiveProduct;

/** BIN ranges against the BINs of products and against each other. ISO/IEC 7812-1, 4. */
final class BinRangeChecks {

    private BinRangeChecks() {}

    static List<Finding> check(EffectiveProduct product) {
        return product.identity().bins().faults().stream()
                .map(fault -> new Finding(rule(fault.kind()), "", fault.reason()))
                .toList();
    }

    private static LintRule rule(BinLevel.Kind kind) {
        return switch (kind) {
            case PART_OF_BIN -> LintRule.BIN_RANGE_PART_OF_BIN;
            case SOME_BINS -> LintRule.BIN_RANGE_SOME_BINS;
            case CROSSING -> LintRule.BIN_RANGES_CROSS;
        };
    }

    /** Ranges by themselves: those that cross, whether or not there is a product yet, and those without a product. */
    static List<LintReport.Entry> check(List<BinRange> ranges, Collection<EffectiveProduct> products) {
        List<LintReport.Entry> entries = new ArrayList<>();
        for (int i = 0; i < ranges.size(); i++) {
            for (BinRange other : ranges.subList(i + 1, ranges.size())) {
                if (ranges.get(i).crosses(other)) {
                    entries.add(entry(ranges.get(i), LintRule.BIN_RANGES_CROSS, ranges.get(i) + " and " + other));
                }
            }
        }
        for (BinRange range : ranges) {
            boolean used = products.stream()
                    .anyMatch(product -> product.ordering().bins().stream().anyMatch(range::touches));
            if (!used) {
                entries.add(entry(range, LintRule.BIN_RANGE_UNUSED, "no product has a BIN in " + range.digits()));
            }
        }
        return entries;
    }

    private static LintReport.Entry entry(BinRange range, LintRule rule, String reason) {
        return new LintReport.Entry(LintReport.Subject.of(range), new Finding(rule, "", reason));
    }
}
