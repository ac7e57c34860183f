package org.cardwright.machine.bureau;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Chip and stripe of a plastic are one card, or it goes into no envelope. */
class PlasticReaderTest {

    private static final String NUMBER = "9999990000000018";
    private static final Set<String> CHIP = Set.of(NUMBER + "=3012");

    private static Plastic plastic(List<String> tracks, String... lines) {
        Plastic plastic = new Plastic("P1");
        plastic.encode(tracks);
        List.of(lines).forEach(plastic::print);
        return plastic;
    }

    private static Plastic stripe(String number, String yymm) {
        return plastic(List.of("%B" + number + "^TEST/ANNA^" + yymm + "2010?", ";" + number + "=" + yymm + "2010?"));
    }

    @Test
    void number_and_expiry_of_both_tracks_are_those_of_the_chip() {
        assertThat(PlasticReader.differs(CHIP, stripe(NUMBER, "3012"))).isEmpty();
        assertThat(PlasticReader.differs(CHIP, stripe(NUMBER, "3101"))).isEqualTo("chip");
        assertThat(PlasticReader.differs(CHIP, stripe("9999990000000026", "3012")))
                .isEqualTo("chip");
        Plastic torn = plastic(List.of("%B" + NUMBER + "^TEST/ANNA^30122010?", ";9999990000000026=30122010?"));
        assertThat(PlasticReader.differs(CHIP, torn)).isEqualTo("chip");
    }

    @Test
    void a_chip_that_says_two_cards_or_none_is_none_of_this_plastic() {
        Set<String> two = Set.of(NUMBER + "=3012", NUMBER + "=3101");
        assertThat(PlasticReader.differs(two, stripe(NUMBER, "3012"))).isEqualTo("chip");
        assertThat(PlasticReader.differs(Set.of(), stripe(NUMBER, "3012"))).isEqualTo("chip");
        assertThat(PlasticReader.differs(Set.of(), plastic(List.of()))).isEqualTo("chip");
        assertThat(new PlasticReader(List.of()).differs(stripe(NUMBER, "3012"))).isEqualTo("chip");
    }

    @Test
    void a_stripe_that_cannot_be_read_is_no_missing_one() {
        assertThat(PlasticReader.differs(CHIP, plastic(List.of(";?"), NUMBER))).isEqualTo("chip");
    }

    @Test
    void without_a_stripe_the_printed_number_speaks() {
        assertThat(PlasticReader.differs(CHIP, plastic(List.of(), "9999 9900 0000 0018", "TEST/ANNA")))
                .isEmpty();
        assertThat(PlasticReader.differs(CHIP, plastic(List.of(), "9999 9900 0000 0026", "TEST/ANNA")))
                .isEqualTo("chip");
    }
}
