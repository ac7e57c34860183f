package org.cardwright.formats.emv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.cardwright.formats.Seeds;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.ExpirationDate;
import org.cardwright.formats.card.Pan;
import org.cardwright.formats.card.Pans;
import org.cardwright.formats.card.ServiceCode;
import org.cardwright.formats.tlv.MalformedTlvException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TracksTest {

    private static final String TRACK_1 = "B4761739001010119^TEST/CARDHOLDER^25122011234500000";
    private static final String TRACK_2 = "4761739001010119=25122011234512340000";

    /** The worked profiles of cps.md 6.3 and 6.4, a public Mastercard and 15, 17 and 19 digit PANs. */
    @ParameterizedTest
    @CsvSource({
        "4761739001010119D25122011234512340000F, 4761739001010119=25122011234512340000",
        "5413330089020011D25122011234512340000F, 5413330089020011=25122011234512340000",
        "5413330089600044D14122010123409172, 5413330089600044=14122010123409172",
        "374245001741007D1803201F, 374245001741007=1803201",
        "374245001741007D18032011, 374245001741007=18032011",
        "99999900000000006D2912999F, 99999900000000006=2912999",
        "99999900000000006D29129991, 99999900000000006=29129991",
        "9999990000000000006D2912999F, 9999990000000000006=2912999"
    })
    void track_2_equivalent_data_is_padded_with_f_when_odd(String encoded, String text) {
        Track2EquivalentData chip = new Track2EquivalentData(Track2.parse(text));

        assertThat(chip.encode().toHex()).isEqualTo(encoded);
        assertThat(Track2EquivalentData.decode(ByteString.fromHex(encoded))).isEqualTo(chip);
        assertThat(chip.track().text()).isEqualTo(text);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "4761739001010119D25122011234512340000FFF, a second padding byte",
        "4761739001010119D251220112345123400FF0, a digit behind the padding",
        "4761739001010119D2512201123451234F00FF, padding in the middle",
        "47617390010101192512201123451234000F, no separator",
        "4761739001010119D2512201D234512340000F, two separators",
        "4761739001010118D25122011234512340000F, a wrong check digit",
        "4761739001010119D25132011234512340000F, month 13",
        "4761739001010119D25122, no service code",
        "4761739001010119D251220112345A2340000F, a letter",
        "4761739001010119D2512201123451234000000000, 21 bytes",
        "'', nothing"
    })
    void track_2_equivalent_data_of_another_shape_is_refused_and_not_quoted(String encoded, String why) {
        assertThatThrownBy(() -> Track2EquivalentData.decode(ByteString.fromHex(encoded)))
                .as(why)
                .isInstanceOf(MalformedTlvException.class)
                .hasMessageNotContaining("476173900101");
    }

    @Test
    void tracks_are_read_and_written() {
        Track1 one = Track1.parse(TRACK_1);
        assertThat(one.cardholderName()).isEqualTo("TEST/CARDHOLDER");
        assertThat(one.expirationDate()).isEqualTo(ExpirationDate.ofYymm("2512"));
        assertThat(one.discretionaryData()).isEqualTo("1234500000");
        assertThat(one.text()).isEqualTo(TRACK_1);

        Track2 two = Track2.parse(TRACK_2);
        assertThat(two.serviceCode()).isEqualTo(new ServiceCode("201"));
        assertThat(two.discretionaryData()).isEqualTo("1234512340000");
        assertThat(two.text()).isEqualTo(TRACK_2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "4761739001010119^TEST/CARDHOLDER^2512201",
                "A4761739001010119^TEST/CARDHOLDER^2512201",
                "B4761739001010119^TEST/CARDHOLDER",
                "B^TEST/CARDHOLDER^2512201",
                "B4761739001010118^TEST/CARDHOLDER^2512201",
                "B4761739001010119^T^2512201",
                "B4761739001010119^TEST/CARDHOLDER OF MORE THAN 26^2512201",
                "B4761739001010119^test/cardholder^2512201",
                "B4761739001010119^M\u00DCLLER/A^2512201",
                "B4761739001010119^O'NEIL/A^2512201",
                "B4761739001010119^TEST/CARDHOLDER^251220",
                "B4761739001010119^TEST/CARDHOLDER^25X2201",
                "B4761739001010119^TEST/CARDHOLDER^2512201^",
                "%B4761739001010119^TEST/CARDHOLDER^2512201?"
            })
    void a_track_1_of_another_shape_is_refused_and_not_quoted(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Track1.parse(text))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("476173900101", "TEST", "O'NEIL"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "4761739001010119",
                "4761739001010118=2512201",
                "4761739001010119=251220",
                "4761739001010119=2500201",
                "4761739001010119=25122A1",
                "4761739001010119=2512201=",
                "4761739001010119D2512201",
                ";4761739001010119=2512201?"
            })
    void a_track_2_of_another_shape_is_refused_and_not_quoted(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Track2.parse(text))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("476173900101"));
    }

    @Test
    void a_full_track_fits_and_one_character_more_does_not() {
        String longest2 = "4761739001010119=2512201" + "1".repeat(13);
        assertThat(longest2).hasSize(Track2.MAX_CHARACTERS);
        assertThat(new Track2EquivalentData(Track2.parse(longest2)).encode().size())
                .isEqualTo(Track2EquivalentData.MAX_BYTES);
        assertThatIllegalArgumentException().isThrownBy(() -> Track2.parse(longest2 + "1"));

        String longest1 = "B4761739001010119^TEST/CARDHOLDER^2512201" + "1".repeat(35);
        assertThat(longest1).hasSize(Track1.MAX_CHARACTERS);
        assertThat(Track1.parse(longest1).text()).isEqualTo(longest1);
        assertThatIllegalArgumentException().isThrownBy(() -> Track1.parse(longest1 + "1"));
    }

    @Test
    void shows_the_masked_pan_only() {
        assertThat(Track1.parse(TRACK_1)).hasToString("Track1(476173......0119)");
        assertThat(Track2.parse(TRACK_2)).hasToString("Track2(476173......0119)");
        assertThat(new Track2EquivalentData(Track2.parse(TRACK_2)))
                .hasToString("Track2EquivalentData(476173......0119)");
        assertThat(TrackFields.parse("2512201")).hasToString("TrackFields");
    }

    @Test
    void any_track_survives_its_text_and_its_bytes() {
        Seeds.forEachCase(20_000, random -> {
            Track2 two = track2(random);
            Track1 one = new Track1(
                    two.pan(), name(random), two.expirationDate(), two.serviceCode(), two.discretionaryData());
            Track2EquivalentData chip = new Track2EquivalentData(two);
            if (!Track2.parse(two.text()).equals(two)
                    || !Track1.parse(one.text()).equals(one)
                    || !Track2EquivalentData.decode(chip.encode()).equals(chip)) {
                throw new AssertionError("not the same track");
            }
        });
    }

    private static Track2 track2(Random random) {
        Pan pan = Pans.random(random);
        String yymm = String.valueOf(2000 + random.nextInt(100)).substring(2) + (10 + random.nextInt(3));
        int room = Track2.MAX_CHARACTERS - pan.length() - 8;
        return new Track2(
                pan,
                ExpirationDate.ofYymm(yymm),
                new ServiceCode(Seeds.digits(random, 3)),
                Seeds.digits(random, random.nextInt(room + 1)));
    }

    private static String name(Random random) {
        String characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 $().-/";
        StringBuilder name = new StringBuilder();
        for (int i = 2 + random.nextInt(20); i > 0; i--) {
            name.append(characters.charAt(random.nextInt(characters.length())));
        }
        return name.toString();
    }
}
