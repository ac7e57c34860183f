package org.cardwright.pipeline.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NumberRangeTest {

    @Test
    void cuts_where_a_number_does_not_follow_the_one_before_it() {
        assertThat(NumberRange.of(List.of(1, 2, 3, 5, 9, 10, 8, 8)))
                .containsExactly(
                        new NumberRange(1, 3),
                        new NumberRange(5, 5),
                        new NumberRange(9, 10),
                        new NumberRange(8, 8),
                        new NumberRange(8, 8));
        assertThat(NumberRange.of(List.of())).isEmpty();
    }

    @Test
    void a_set_has_one_range_for_all_that_follow_each_other() {
        BitSet set = new BitSet();
        set.set(1, 1_204);
        set.set(1_300);

        assertThat(NumberRange.of(set)).containsExactly(new NumberRange(1, 1_203), new NumberRange(1_300, 1_300));
        assertThat(NumberRange.of(new BitSet())).isEmpty();
    }

    @Test
    void no_statement_changes_more_rows_than_its_bound() {
        int most = NumberRange.MAX_NUMBERS;
        List<Integer> numbers = IntStream.rangeClosed(7, 7 + 2 * most).boxed().toList();

        List<NumberRange> ranges = NumberRange.of(numbers);

        assertThat(ranges).extracting(NumberRange::size).containsExactly(most, most, 1);
        assertThat(ranges.get(2)).isEqualTo(new NumberRange(7 + 2 * most, 7 + 2 * most));
    }
}
