package org.cardwright.machine.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.GoldenCards;
import org.cardwright.machine.terminal.GridDifference.Changed;
import org.cardwright.perso.cps.CpsRecord;
import org.cardwright.perso.dgi.Dgi;
import org.cardwright.perso.dgi.DgiId;
import org.junit.jupiter.api.Test;

/** Whatever is not the same in two records is said, wherever it stands. */
class GridDifferenceTest {

    private static final String AID = "A0000000031010 ";

    private final CpsRecord visa = GoldenCards.visa();

    private static GridDifference difference(CpsRecord before, CpsRecord after) {
        OutcomeGrid none = new OutcomeGrid(List.of());
        return GridDifference.of(List.of(before, after), List.of(none, none));
    }

    private static CpsRecord with(CpsRecord record, String dgi, String value) {
        List<Dgi> dgis = new ArrayList<>(record.applications().get(0).dgis());
        dgis.add(new Dgi(DgiId.of(dgi), ByteString.fromHex(value)));
        return GoldenCards.with(record, dgis);
    }

    private static UnaryOperator<ByteString> to(String hex) {
        return value -> ByteString.fromHex(hex);
    }

    @Test
    void the_same_record_differs_in_nothing_and_names_what_every_card_has_for_itself() {
        GridDifference none = difference(visa, visa);
        assertThat(none.isNone()).isTrue();
        assertThat(none.ownOfCards())
                .contains(
                        AID + "8000 data without tags", AID + "8010 data without tags", AID + "8205 data without tags")
                .anyMatch(place -> place.startsWith(AID + "0201 70 5A "))
                .noneMatch(place -> place.contains("9F0E"));
    }

    @Test
    void a_tag_that_stands_in_two_data_groupings_is_compared_in_both() {
        CpsRecord before = with(visa, "9207", "82027C00");
        CpsRecord after = GoldenCards.with(before, "9104", to("82027D00940C080101001001020118010500"));
        assertThat(difference(before, after).tags())
                .containsExactly(new Changed(AID + "9104 82 Application Interchange Profile", "7C00", "7D00"));
        CpsRecord twice = with(visa, "9207", "82027C0082027D00");
        assertThat(difference(before, twice).tags()).singleElement().satisfies(one -> {
            assertThat(one.what()).startsWith(AID + "9207 82(2) ");
            assertThat(one.before()).isEqualTo("-");
        });
    }

    @Test
    void unknown_tags_and_data_without_tags_differ_by_name_and_length() {
        CpsRecord before = with(with(visa, "9208", "DF7F0301020A"), "A012", "01FF");
        CpsRecord after = with(with(visa, "9208", "DF7F0301020B"), "A012", "01FE");
        assertThat(difference(before, after).tags())
                .containsExactly(
                        new Changed(AID + "9208 DF7F unknown", "(3 bytes)", "(3 bytes), others"),
                        new Changed(AID + "A012 data without tags", "(2 bytes)", "(2 bytes), others"));
    }

    @Test
    void a_secret_shows_that_it_is_there_and_how_long_it_is() {
        CpsRecord shorter = GoldenCards.with(visa, "8201", value -> value.slice(0, value.size() - 8));
        assertThat(difference(visa, shorter).tags())
                .containsExactly(new Changed(AID + "8201 data without tags", "(72 bytes)", "(64 bytes)"));
        CpsRecord others = GoldenCards.with(visa, "8000", value -> ByteString.repeat(0x55, value.size()));
        assertThat(difference(visa, others).isNone()).isTrue();
        List<Dgi> fewer = visa.applications().get(0).dgis().stream()
                .filter(dgi -> !dgi.id().equals(DgiId.of("9010")))
                .toList();
        assertThat(difference(visa, GoldenCards.with(visa, fewer)).text())
                .contains("1 tags differ", "  " + AID + "9010 data without tags: (2 bytes) -> -");
    }
}
