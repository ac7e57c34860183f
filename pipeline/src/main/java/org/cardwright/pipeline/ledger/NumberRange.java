package org.cardwright.pipeline.ledger;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Numbers that follow each other, so that one statement changes their rows.
 *
 * @param first the lowest of them
 * @param last the highest of them
 */
record NumberRange(int first, int last) {

    /** What one statement changes at most; a database keeps the rows of a statement at hand. */
    static final int MAX_NUMBERS = 500;

    int size() {
        return last - first + 1;
    }

    /** The numbers of a set, ascending. */
    static List<NumberRange> of(BitSet numbers) {
        List<NumberRange> ranges = new ArrayList<>();
        for (int first = numbers.nextSetBit(0); first >= 0; ) {
            int end = numbers.nextClearBit(first);
            ranges.add(new NumberRange(first, end - 1));
            first = numbers.nextSetBit(end);
        }
        return ranges;
    }

    /** The numbers in their order, cut where one does not follow the one before it. */
    static List<NumberRange> of(List<Integer> numbers) {
        List<NumberRange> ranges = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= numbers.size(); i++) {
            if (i == numbers.size() || numbers.get(i) != numbers.get(i - 1) + 1 || i - from == MAX_NUMBERS) {
                ranges.add(new NumberRange(numbers.get(from), numbers.get(i - 1)));
                from = i;
            }
        }
        return ranges;
    }
}
