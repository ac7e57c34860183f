package org.cardwright.perso.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.ExpirationDate;
import org.cardwright.formats.card.Pan;
import org.cardwright.perso.surface.SurfaceLayout.Kind;
import org.cardwright.perso.surface.SurfaceLayout.Side;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Foils on raised lines, and indent printing beside them. */
class ToppingTest {

    @TempDir
    private Path folder;

    private static Path file() throws URISyntaxException {
        return Path.of(Objects.requireNonNull(ToppingTest.class.getResource("topped.xml"))
                .toURI());
    }

    private static SurfaceData card(String name) {
        return new SurfaceData(
                Pan.of("9999990000000014"), "", ExpirationDate.ofYymm("2912"), name, List.of(), "", "", "", "701");
    }

    private SurfaceLayout edited(String old, String replacement) throws IOException, URISyntaxException {
        String text = Files.readString(file());
        assertThat(text).contains(old);
        return SurfaceLayoutFile.load(Files.writeString(folder.resolve("edited.xml"), text.replace(old, replacement)));
    }

    private static List<SurfaceLayout.Line> lines(SurfaceLayout layout) {
        return layout.emboss().orElseThrow().lines();
    }

    @Test
    void tells_the_machine_the_foil_of_every_line_and_the_font_of_indent_printing() throws Exception {
        assertThat(EmbossingRecord.formatRecord(SurfaceLayoutFile.load(file())).map(ByteString::toAscii))
                .contains("#DCL#080401 1#FC2#0843:T1 2#FC1#0512 3#FC1#0328:T2 4#FC4#1181#END#@@@@@@\r\n");
    }

    @Test
    void a_card_names_the_foils_it_needs_once_each() throws Exception {
        SurfaceLayout layout = SurfaceLayoutFile.load(file());
        assertThat(EmbossingRecord.format(layout, card("CARDHOLDER/TEST")).toAscii())
                .isEqualTo("#DCC##TOP#1#TOP#2#EMB#9999 9900 0000 0014\"          12/29\"TEST CARDHOLDER\""
                        + "            701\"#END#@@@@@@\r\n");
        assertThat(EmbossingRecord.format(layout, card("")).toAscii())
                .as("no name, no silver")
                .startsWith("#DCC##TOP#1#EMB#");
        assertThat(EmbossingRecord.format(edited(" topping=\"silver\"", ""), card("CARDHOLDER/TEST"))
                        .toAscii())
                .as("the foil of the layout")
                .startsWith("#DCC##TOP#1#EMB#");
    }

    @Test
    void a_foil_without_codes_changes_no_byte() throws Exception {
        SurfaceLayout plain = edited(" topping=\"gold\"", "");
        SurfaceLayout silent = edited(" location=\":T1\" field=\"#TOP#1\"", "");
        assertThat(lines(silent).get(0).topping()).isPresent();
        assertThat(lines(plain).get(0).topping()).isEmpty();
        assertThat(EmbossingRecord.format(silent, card(""))).isEqualTo(EmbossingRecord.format(plain, card("")));
        assertThat(EmbossingRecord.formatRecord(silent)).isEqualTo(EmbossingRecord.formatRecord(plain));
    }

    @Test
    void indent_printing_stands_on_the_back_without_any_foil() throws Exception {
        List<SurfaceLayout.Line> lines = lines(SurfaceLayoutFile.load(file()));
        assertThat(lines)
                .extracting(line -> line.font().kind())
                .containsExactly(Kind.RAISED, Kind.RAISED, Kind.RAISED, Kind.INDENT);
        assertThat(lines)
                .extracting(SurfaceLayout.Line::side)
                .containsExactly(Side.FRONT, Side.FRONT, Side.FRONT, Side.BACK);
        assertThat(lines.get(3).topping()).isEmpty();
        SurfaceLayout front = edited("field=\"CVV2\"", "field=\"CVV2\" side=\"front\"");
        assertThat(lines(front).get(3).side()).isEqualTo(Side.FRONT);
    }

    @Test
    void another_machine_may_number_its_fonts_otherwise() throws Exception {
        String text = Files.readString(file())
                .replace("<font id=\"4\"", "<font id=\"7\" kind=\"indent\"")
                .replace("font=\"4\"", "font=\"7\"");
        SurfaceLayout other = SurfaceLayoutFile.load(Files.writeString(folder.resolve("other.xml"), text));
        assertThat(lines(other).get(3).font().kind()).isEqualTo(Kind.INDENT);
        assertThat(EmbossingRecord.formatRecord(other).orElseThrow().toAscii()).contains("4#FC7#1181");
    }

    @Test
    void a_line_under_a_foil_ends_where_the_foil_ends() throws Exception {
        SurfaceLayout.Emboss zone = SurfaceLayoutFile.load(file()).emboss().orElseThrow();
        assertThat(SurfaceLayout.capacity(zone, zone.lines().get(2))).isEqualTo(27);
        SurfaceLayout.Emboss without =
                edited(" topping=\"silver\"", " topping=\"none\"").emboss().orElseThrow();
        assertThat(SurfaceLayout.capacity(without, without.lines().get(2))).isEqualTo(29);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            field="CVV2"       | field="CVV2" topping="gold" | emboss line 4: indent printing is not raised, no foil can be put on it
            topping="silver"   | topping="bronze"            | emboss line 3: no topping bronze
            topping="silver"   | side="back"                 | emboss line 3: raised characters stand on the front
            y-um="8331"        | y-um="3000"                 | emboss line 3: x 10185 um, y 3000 um is outside the zone of foil silver
            y-um="21412"       | y-um="22000"                | emboss line 1: x 10185 um, y 22000 um is outside the zone of foil gold
            left-um="10185"    | left-um="7000"              | emboss line 1: x 7000 um, y 21412 um is outside the zone of foil gold
            field="#TOP#1"     | top-um="21000"              | emboss line 1: x 10185 um, y 21412 um is outside the zone of foil gold
            foil="silver"      | foil="none"                 | topping: a foil is not called none
            foil="silver"      | foil="gold"                 | Duplicate unique value [gold]
            field="#TOP#2"     | field="#ENC#2"              | topping silver: the field has a meaning of its own in a record
            field="#TOP#2"     | field="#REP#2"              | topping silver: the field has a meaning of its own in a record
            field="#TOP#2"     | field="#TOP#1"              | topping silver: another foil has the same field
            field="#TOP#2"     | field="#TOP#2#"             | #TOP#2#
            location=":T2"     | location=" T2"              | T2
            kind="raised"      | kind="flat"                 | flat
            """)
    void a_foil_or_font_that_cannot_be_is_refused(String old, String replacement, String rule) throws Exception {
        String good = Files.readString(file()).replace("name=\"Gothic\"", "name=\"Gothic\" kind=\"raised\"");
        assertThat(good).contains(old);
        Path wrong = Files.writeString(folder.resolve("wrong.xml"), good.replace(old, replacement));
        assertThatThrownBy(() -> SurfaceLayoutFile.load(wrong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(rule);
    }
}
