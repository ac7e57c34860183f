package org.cardwright.machine.chip;

import static org.assertj.core.api.Assertions.assertThat;

import org.cardwright.formats.bytes.ByteString;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ISO/IEC 7816-3: a card of another chip is told by its answer before a command is sent. */
class AnswerToResetTest {

    @ParameterizedTest
    @CsvSource({
        "3B6500009C02,3B6500009C02,true",
        "3B6500009C02,3B65..009C0.,true",
        "3B6500009C02,3B6500009C03,false",
        "3B6500009C02,3B6500009C,false",
        "3B6500009C02,3B6500009C0200,false",
        "3B6500009C02,'',true"
    })
    void fits_digit_by_digit(String answer, String pattern, boolean fits) {
        assertThat(new AnswerToReset(pattern).fits(ByteString.fromHex(answer))).isEqualTo(fits);
    }
}
