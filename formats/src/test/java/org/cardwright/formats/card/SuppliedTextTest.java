package org.cardwright.formats.card;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.cardwright.formats.emv.Track1;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tracks and order references as issuers supply them. */
class SuppliedTextTest {

    @Test
    void a_ready_track_1_carries_no_more_than_a_made_one() {
        for (char c = ' '; c < 0x7F; c++) {
            String name = "A" + c + "B/C";
            String text = "B4761739001010119^" + name + "^27122210000012300000000";
            assertThat(StripeTrack.ofTrack1(text).isPresent())
                    .as("character %d", (int) c)
                    .isEqualTo(Track1.hasDataCharacters(name));
        }
    }

    @Test
    void splits_track_1() {
        assertThat(StripeTrack.ofTrack1("B4761739001010119^CARDHOLDER/TEST^27122210000012300000000"))
                .contains(new StripeTrack("4761739001010119", "CARDHOLDER/TEST", "2712", "221", "0000012300000000"));
    }

    @Test
    void splits_track_2() {
        assertThat(StripeTrack.ofTrack2("5413330089020011=27122010000045600000"))
                .contains(new StripeTrack("5413330089020011", "", "2712", "201", "0000045600000"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "A4761739001010119^CARDHOLDER/TEST^2712221",
                "B4761739001010119^C^2712221",
                "B4761739001010119^CARDHOLDER/TEST^271222",
                "B476173900101^CARDHOLDER/TEST^2712221",
                "B4761739001010119^CARDHOLDER?TEST^2712221",
                "B4761739001010119^CARDHOLDER%TEST^2712221",
                "B4761739001010119^CARDHOLDER^TEST^2712221",
                "B4761739001010119^cardholder/test^2712221",
                "B4761739001010119^ABCDEFGHIJKLMNOPQRSTUVWXYZA^2712221",
            })
    void refuses_what_is_no_track_1(String text) {
        assertThat(StripeTrack.ofTrack1(text)).isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "5413330089020011D2712201",
                "5413330089020011=271220",
                "541333008902=2712201",
                "54133300890200111234=2712201",
                "5413330089020011=2712201A",
            })
    void refuses_what_is_no_track_2(String text) {
        assertThat(StripeTrack.ofTrack2(text)).isEqualTo(Optional.empty());
    }

    @Test
    void knows_how_much_a_track_holds() {
        String first = "B4761739001010119^AB^2712221";
        String second = "5413330089020011=2712201";

        assertThat(StripeTrack.ofTrack1(first + "0".repeat(76 - first.length())))
                .isPresent();
        assertThat(StripeTrack.ofTrack1(first + "0".repeat(77 - first.length())))
                .isEmpty();
        assertThat(StripeTrack.ofTrack2(second + "0".repeat(37 - second.length())))
                .isPresent();
        assertThat(StripeTrack.ofTrack2(second + "0".repeat(38 - second.length())))
                .isEmpty();
        assertThat(StripeTrack.isTrack3("0".repeat(104))).isTrue();
        assertThat(StripeTrack.isTrack3("0".repeat(105))).isFalse();
        assertThat(StripeTrack.isTrack3("0A")).isFalse();
    }

    @Test
    void shows_nothing_of_a_track() {
        assertThat(StripeTrack.ofTrack2("5413330089020011=2712201").orElseThrow())
                .hasToString("StripeTrack");
    }

    @ParameterizedTest
    @CsvSource({
        "A, true",
        "NB-2511-000009, true",
        "0_1.a, true",
        "A..B, false",
        "A., false",
        ".A, false",
        "-A, false",
        "A/B, false",
        "A\\B, false",
        "A B, false",
        "=A, false",
        "Ä, false",
        "'', false",
    })
    void an_order_reference_is_harmless_as_a_file_name_and_in_a_table(String text, boolean wellFormed) {
        assertThat(OrderReference.isWellFormed(text)).isEqualTo(wellFormed);
        assertThat(OrderReference.shown(text)).isEqualTo(wellFormed ? text : "");
    }

    @ParameterizedTest
    @CsvSource({
        "9999990000000014, true",
        "N-9999990000000014-1, true",
        "NB-259999990000000014, true",
        "99999900000000140000000000001, true",
        "0000000000001, false",
        "99999900000014, true",
        "999999000018, false",
        "NB-2511-000009, false",
    })
    void a_reference_that_could_be_a_card_number_is_not_shown(String text, boolean maybe) {
        assertThat(OrderReference.cardNumbersIn(text).findAny().isPresent()).isEqualTo(maybe);
        assertThat(OrderReference.shown(text)).isEqualTo(maybe ? "" : text);
    }
}
