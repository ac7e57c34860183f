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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SurfaceRecordsTest {

    private static final SurfaceData CARD = new SurfaceData(
            Pan.of("9999990000000014"),
            "0126",
            ExpirationDate.ofYymm("2912"),
            "CARDHOLDER/TEST.MR",
            List.of("TEST COMPANY LTD"),
            "B9999990000000014^CARDHOLDER/TEST.MR^29122010000012300000000",
            "9999990000000014=29122010000012300000",
            "",
            "701");

    @TempDir
    private Path folder;

    @Test
    void embosses_and_encodes_in_the_cpx_style() throws Exception {
        assertThat(EmbossingRecord.format(layout("classic-embossed"), CARD).toAscii())
                .isEqualTo("#DCC##EMB#9999 9900 0000 0014\"          12/29\"TEST MR CARDHOLDER\"TEST COMPANY LTD\""
                        + "#ENC#%B9999990000000014^CARDHOLDER/TEST.MR^29122010000012300000000?"
                        + ";9999990000000014=29122010000012300000?#END#@@@@@@\r\n");
    }

    @Test
    void tells_the_machine_where_the_lines_stand_in_thousandths_of_an_inch() throws Exception {
        assertThat(EmbossingRecord.formatRecord(layout("classic-embossed")).map(ByteString::toAscii))
                .contains("#DCL#080401 1#FC2#0843 2#FC1#0512 3#FC1#0328 4#FC1#0177#END#@@@@@@\r\n");
        assertThat(EmbossingRecord.formatRecord(layout("flat-laser"))).isEmpty();
    }

    @Test
    void carries_the_chip_record_as_a_module_before_the_end() throws Exception {
        ByteString chip = ByteString.ascii("#CHP#0000003abc");
        assertThat(EmbossingRecord.withChip(EmbossingRecord.format(layout("classic-embossed"), CARD), chip)
                        .toAscii())
                .endsWith("00000?#CHP#0000003abc#END#@@@@@@\r\n");
        assertThatThrownBy(() -> EmbossingRecord.withChip(chip, chip)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void engraves_in_micrometres_and_escapes_markup() throws Exception {
        SurfaceData withMarkup =
                new SurfaceData(CARD.pan(), "", CARD.expirationDate(), "", List.of("A<B&C"), "", CARD.track2(), "", "");
        assertThat(LaserRecord.format(layout("flat-laser"), "A-1", withMarkup).toAscii())
                .isEqualTo(
                        "  <card order=\"A-1\"><text name=\"pan\" font=\"OCR-B\" height-um=\"3200\" x-um=\"10000\""
                                + " y-um=\"21400\">9999 9900 0000 0014</text><text name=\"valid-thru\" font=\"OCR-B\""
                                + " height-um=\"2200\" x-um=\"36000\" y-um=\"13000\">12/29</text><text name=\"line-1\""
                                + " font=\"OCR-B\" height-um=\"2200\" x-um=\"10000\" y-um=\"4500\">A&lt;B&amp;C</text></card>\n");
    }

    @Test
    void writes_the_stripe_as_one_line_of_sentinel_text() throws Exception {
        assertThat(EmbossingRecord.stripe(layout("flat-laser"), CARD).toAscii())
                .isEqualTo("%B9999990000000014^CARDHOLDER/TEST.MR^29122010000012300000000?"
                        + ";9999990000000014=29122010000012300000?\r\n");
    }

    @Test
    void refuses_a_text_that_does_not_fit_or_is_not_on_the_drum() throws Exception {
        SurfaceLayout layout = layout("classic-embossed");
        assertThatThrownBy(() -> EmbossingRecord.format(layout, withLine("X".repeat(30))))
                .isInstanceOf(SurfaceTextException.class)
                .hasMessage("LINE_1: 30 characters, the line holds 29");
        assertThatThrownBy(() -> EmbossingRecord.format(layout, withLine("lower")))
                .isInstanceOf(SurfaceTextException.class)
                .hasMessageNotContaining("lower");
        assertThat(EmbossingRecord.format(layout, withLine("X".repeat(29)))).isNotNull();
    }

    @Test
    void a_layout_error_names_file_and_line() throws IOException {
        Path wrong = folder.resolve("wrong.xml");
        Files.writeString(wrong, """
                <?xml version="1.0" encoding="UTF-8"?>
                <surface-layout xmlns="urn:cardwright:surface-layout:1" name="wrong" version="1">
                  <stripe tracks="4"/>
                </surface-layout>
                """);
        assertThatThrownBy(() -> SurfaceLayoutFile.load(wrong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("wrong.xml line 3:");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            id="2" name      | id="1" name           | Duplicate unique value [1]
            id="2" name      | id="01" name          | 01
            id="2" name      | id="10000" name       | 10000
            indent="10"      | indent="99999999999"  | 99999999999
            version="1"      | version="99999999999" | 99999999999
            font="2"         | font="3"              | no font 3
            """)
    void a_layout_that_contradicts_itself_is_refused(String old, String replacement, String rule) throws Exception {
        String good = Files.readString(file("classic-embossed"));
        Path wrong = Files.writeString(folder.resolve("wrong.xml"), good.replace(old, replacement));
        assertThatThrownBy(() -> SurfaceLayoutFile.load(wrong))
                .isInstanceOf(IllegalArgumentException.class)
                .isNotInstanceOf(NumberFormatException.class)
                .hasMessageContaining(rule);
    }

    @Test
    void a_layout_with_a_doctype_is_refused() throws IOException {
        Path wrong = folder.resolve("doctype.xml");
        Files.writeString(wrong, """
                <!DOCTYPE surface-layout [<!ENTITY e SYSTEM "file:///etc/hostname">]>
                <surface-layout xmlns="urn:cardwright:surface-layout:1" name="wrong" version="1"/>
                """);
        assertThatThrownBy(() -> SurfaceLayoutFile.load(wrong)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shows_no_pan_in_its_text_form() {
        assertThat(CARD).hasToString("SurfaceData(999999......0014)");
    }

    private static SurfaceData withLine(String line) {
        return new SurfaceData(
                CARD.pan(), "", CARD.expirationDate(), "", List.of(line), CARD.track1(), CARD.track2(), "", "");
    }

    private static SurfaceLayout layout(String name) throws IOException, URISyntaxException {
        return SurfaceLayoutFile.load(file(name));
    }

    private static Path file(String name) throws URISyntaxException {
        return Path.of(Objects.requireNonNull(SurfaceRecordsTest.class.getResource(name + ".xml"))
                .toURI());
    }
}
