package org.cardwright.formats.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PanMaskTest {

    private static final String LETTER = "letter of 2026-03-02";

    @ParameterizedTest
    @CsvSource({
        "6/4, 4761739001010119, 476173......0119",
        "0/4, 4761739001010119, ............0119",
        "6/0, 4761739001010119, 476173..........",
        "0/0, 4761739001010119, ................",
        "6/4, 4222222222222, 422222...2222",
        "6/4, 9999990000000000006, 999999.........0006",
        "6/4, 36000000000008, 360000....0008"
    })
    void shows_no_more_than_six_and_four_and_hides_three(String shape, String pan, String shown) {
        assertThat(PanMask.of(shape, "").mask(pan)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "8/4, 4761739001010119, 47617390....0119",
        "8/4, 4222222222222, 422222...2222",
        "10/6, 4761739001010119, 4761739...010119",
        "10/6, 4222222222222, 4222...222222"
    })
    void shows_more_in_the_name_of_who_authorised_it_and_still_hides_three(String shape, String pan, String shown) {
        assertThat(PanMask.of(shape, LETTER).mask(pan)).isEqualTo(shown);
    }

    static Stream<Arguments> allMasks() {
        return IntStream.rangeClosed(0, 10)
                .boxed()
                .flatMap(first -> IntStream.rangeClosed(0, 6).mapToObj(last -> Arguments.of(first, last)));
    }

    @ParameterizedTest
    @MethodSource("allMasks")
    void three_digits_of_every_pan_stay_hidden(int first, int last) {
        PanMask mask = new PanMask(first, last, first > 6 || last > 4 ? LETTER : "");
        for (int digits = Pan.MIN_DIGITS; digits <= Pan.MAX_DIGITS; digits++) {
            String shown = mask.mask("7".repeat(digits));

            assertThat(shown).hasSize(digits).matches("7{0," + first + "}\\.{3,}7{0," + last + "}");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "8/4, '', more than 6/4",
        "6/5, '', more than 6/4",
        "8/4, ' ', more than 6/4",
        "11/4, letter, shows at most 10",
        "6/7, letter, shows at most 10",
        "6/4, letter, an authorisation goes with more",
        "0/4, letter, an authorisation goes with more",
        "8/4, letter 9999990000000014, holds no card number",
        "six/four, '', such as 6/4",
        "6-4, '', such as 6/4",
        "-1/4, '', such as 6/4",
        "'', '', such as 6/4"
    })
    void is_refused_when_nobody_may_show_so_much_or_nothing_is_authorised(String shape, String by, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PanMask.of(shape, by))
                .withMessageContaining(why)
                .withMessageNotContaining("9999990000000014");
    }

    @Test
    void an_authorisation_is_one_line_of_at_most_100_characters() {
        assertThatIllegalArgumentException().isThrownBy(() -> PanMask.of("8/4", "letter\n2"));
        assertThatIllegalArgumentException().isThrownBy(() -> PanMask.of("8/4", "x".repeat(101)));
        assertThat(PanMask.of("8/4", "x".repeat(100)).isAuthorised()).isTrue();
    }

    @Test
    void tells_in_whose_name_more_is_shown() {
        assertThat(PanMask.STANDARD).hasToString("6/4");
        assertThat(PanMask.of("8/4", LETTER)).hasToString("8/4, authorised by " + LETTER);
        assertThat(PanMask.of("6/4", "")).isEqualTo(PanMask.STANDARD);
    }

    @Test
    void finds_card_numbers_in_a_text_and_leaves_other_numbers() {
        assertThat(PanMask.of("0/4", "").maskIn("card 9999990000000014 of 2026112100000120"))
                .isEqualTo("card ............0014 of 2026112100000120");
    }
}
