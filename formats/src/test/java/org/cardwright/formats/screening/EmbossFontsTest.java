package org.cardwright.formats.screening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cardwright.formats.MalformedFileException;
import org.cardwright.sample.SampleData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmbossFontsTest {

    @TempDir
    Path directory;

    private static EmbossFont font(String name) {
        return TestScreening.FONTS.find(name).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "gothic-10, Müller-Lüdenscheidt, MUELLER-LUEDENSCHEIDT",
        "gothic-10, Straße, STRASSE",
        "gothic-10, Łukasz Żółć, LUKASZ ZOLC",
        "gothic-10, François O’Neil, FRANCOIS O'NEIL",
        "laser-latin, François, FRANÇOIS",
        "track-1, Åsa, AASA",
        "farrington-7b, 9999 9900, 9999 9900",
    })
    void writes_what_the_machine_has(String font, String text, String written) {
        assertThat(font(font).write(text)).contains(written);
    }

    @ParameterizedTest
    @CsvSource({
        "gothic-10, 李",
        "gothic-10, A;B",
        "farrington-7b, A",
        "ocr-10, A&B",
        "track-1, A%B",
        "track-1, A^B",
        "track-1, A?B",
        "track-1, A=B",
        "track-1, A!B",
        "track-1, A[B",
    })
    void writes_nothing_rather_than_something_else(String font, String text) {
        assertThat(font(font).write(text)).isEmpty();
    }

    @Test
    void a_name_loses_on_track_1_what_the_font_of_the_card_keeps() {
        assertThat(font("track-1").write("O'Brien-D’Arcy/Mary & Ann")).contains("OBRIEN-DARCY/MARY   ANN");
        assertThat(font("gothic-10").write("O'Brien-D’Arcy/Mary & Ann")).contains("O'BRIEN-D'ARCY/MARY & ANN");
        assertThat(font("track-1").write(" $().-/AZ09")).contains(" $().-/AZ09");
    }

    @ParameterizedTest
    @ValueSource(strings = {"&amp;", "%", "?", "^", "=", "a", "#"})
    void refuses_a_table_for_encoding_that_has_what_track_1_does_not_carry(String character) throws IOException {
        Path fonts = copy();
        Path encoded = fonts.resolve("track-1.xml");
        Files.writeString(
                encoded, Files.readString(encoded).replace("YZ</characters>", "YZ" + character + "</characters>"));

        assertThatThrownBy(() -> EmbossFonts.load(fonts))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining("track 1 does not carry")
                .hasMessageContaining("track-1.xml");
    }

    @Test
    void takes_composed_and_decomposed_accents_for_the_same() {
        assertThat(font("gothic-10").write("E\u0301lodie")).contains("ELODIE");
        assertThat(font("gothic-10").write("\u00c9lodie")).contains("ELODIE");
    }

    @Test
    void measures_in_micrometres() {
        assertThat(font("gothic-10").widthMicrometres("A".repeat(27))).isEqualTo(68_580);
        assertThat(font("farrington-7b").widthMicrometres("9".repeat(19))).isEqualTo(19 * 3_629);
    }

    @Test
    void a_changed_table_is_another_identity() throws IOException {
        Path fonts = copy();
        assertThat(EmbossFonts.load(fonts).hash()).isEqualTo(TestScreening.FONTS.hash());

        Path gothic = fonts.resolve("gothic-10.xml");
        Files.writeString(gothic, Files.readString(gothic).replace("by=\"AE\"", "by=\"A\""));

        assertThat(EmbossFonts.load(fonts).hash()).isNotEqualTo(TestScreening.FONTS.hash());
    }

    @ParameterizedTest
    @CsvSource({
        "'by=\"OE\"/>', 'by=\"Q\u00d6\"/>', does not have the replacement",
        "'character=\"\u00d6\"', 'character=\"A\"', two forms",
        "'character=\"\u00d6\"', 'character=\"\u00c4\"', two forms",
        "'pitchMicrometres=\"2540\"', 'pitchMicrometres=\"0\"', R-030",
    })
    void refuses_a_wrong_table_and_names_the_line(String old, String now, String said) throws IOException {
        Path fonts = copy();
        Path gothic = fonts.resolve("gothic-10.xml");
        Files.writeString(gothic, Files.readString(gothic).replaceFirst(java.util.regex.Pattern.quote(old), now));

        assertThatThrownBy(() -> EmbossFonts.load(fonts))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining(said)
                .hasMessageContaining("gothic-10.xml, line ");
    }

    @Test
    void refuses_a_directory_without_the_table_for_encoding() throws IOException {
        Path fonts = copy();
        Files.delete(fonts.resolve("track-1.xml"));

        assertThatThrownBy(() -> EmbossFonts.load(fonts))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining("track-1 is missing");
    }

    @Test
    void refuses_one_name_twice() throws IOException {
        Path fonts = copy();
        Files.copy(fonts.resolve("ocr-10.xml"), fonts.resolve("other.xml"));

        assertThatThrownBy(() -> EmbossFonts.load(fonts))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining("twice");
    }

    private Path copy() throws IOException {
        try (var files = Files.list(SampleData.path("layouts/fonts"))) {
            for (Path file : files.toList()) {
                Files.copy(file, directory.resolve(file.getFileName().toString()));
            }
        }
        return directory;
    }
}
