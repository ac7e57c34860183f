package org.cardwright.perso.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.cardwright.formats.card.PanMask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RejectsFileTest {

    @Test
    void keeps_the_name_of_a_batch_in_a_reason_and_masks_any_other_card_number() {
        assertThat(RejectsFile.line(new RejectsFile.Row(1, "A", "PAN", "R-403", "made: batch 8d42410112346698")))
                .contains("batch 8d42410112346698");
        assertThat(RejectsFile.line(new RejectsFile.Row(1, "A", "PAN", "R-403", "made: 8d42410112346698")))
                .contains("8d424101....6698");
        assertThat(RejectsFile.line(new RejectsFile.Row(1, "batch 8d42410112346698", "PAN", "R-403", "")))
                .contains("8d424101....6698");
        assertThat(RejectsFile.line(
                        new RejectsFile.Row(1, "A", "", "R-1", "batch 9999990000000014 and 9999990000000014")))
                .contains("batch 9999990000000014 and 999999......0014");
    }

    @ParameterizedTest
    @CsvSource({"0, 4, '', ............0014", "6, 0, '', 999999..........", "8, 4, letter 3, 99999900....0014"})
    void shows_of_a_card_number_what_its_issuer_lets_be_seen(int first, int last, String authority, String shown) {
        PanMask mask = new PanMask(first, last, authority);
        String pan = "9999990000000014";
        RejectsFile.Row row = new RejectsFile.Row(1, "A-" + pan, pan, "R-1", "batch " + pan + " and " + pan);

        assertThat(RejectsFile.line(row.shownBy(mask)))
                .isEqualTo("1,A-" + shown + "," + shown + ",R-1,batch " + pan + " and " + shown + "\n");
    }

    @ParameterizedTest
    @CsvSource({
        "2026112100000120, 2026112100000120",
        "2026112100000123, 202611......0123",
        "NB-9999990000000013, NB-9999990000000013",
        "NB-9999990000000014, NB-999999......0014",
        "4222222222222, 422222...2222",
        "4222222222223, 4222222222223",
        "99999900000000140000, 999999..........0000"
    })
    void masks_an_order_id_only_when_it_could_be_a_card_number(String order, String shown) {
        assertThat(RejectsFile.line(new RejectsFile.Row(1, order, "PAN", "R-206", "")))
                .isEqualTo("1," + shown + ",PAN,R-206,\n");
    }
}
