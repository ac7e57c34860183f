package org.cardwright.formats.emv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.cardwright.formats.card.DataClass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataGroupingTest {

    @ParameterizedTest
    @CsvSource({
        "0101, CONFIDENTIAL, record of a file",
        "8000, SECRET, 'card keys: application cryptogram, script MAC, script encipherment'",
        "8010, SECRET, reference PIN block",
        "8ABC, SECRET, vendor data",
        "9000, PUBLIC, check values of the card keys",
        "A006, SECRET, ICC dynamic number key (M/Chip)"
    })
    void a_row_of_its_own_goes_before_a_range(String number, DataClass dataClass, String meaning) {
        DataGrouping found = DataGrouping.find(Integer.parseInt(number, 16)).orElseThrow();

        assertThat(found.dataClass()).isEqualTo(dataClass);
        assertThat(found.meaning()).isEqualTo(meaning);
    }

    @Test
    void a_number_that_nobody_knows_is_confidential() {
        assertThat(DataGrouping.find(0xBFFF)).isEmpty();
        assertThat(DataGrouping.classOf(0xBFFF)).isEqualTo(DataClass.CONFIDENTIAL);
    }

    @Test
    void every_number_for_keys_and_pins_is_secret() {
        assertThat(IntStream.rangeClosed(0x8000, 0x8FFF).mapToObj(DataGrouping::classOf))
                .containsOnly(DataClass.SECRET);
    }
}
