package org.cardwright.machine.chip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cardwright.formats.MalformedFileException;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.chip.StoreDataPolicy.Grouping;
import org.cardwright.perso.dgi.DgiId;
import org.cardwright.sample.SampleData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChipRecipeFileTest {

    private static final String RECIPE = """
            <chip-recipe xmlns="urn:cardwright:chip-recipe:1" chip="test" version="3" title="t">
              <store-data encrypted-bits="20" dgi-bit="true" grouping="PACK" p2="ZERO" max-data="100">
                <p1 dgi="9000" bits="60"/>
              </store-data>
              <sequence first="A004" last="AD14"/>
              <finish kind="RAW" apdu="80F08007"/>
              <applet id="one" aids="A000000003 A000000004">
                <dgi id="8000" holds="CARD_KEYS" required="true" bytes="48"/>
                <dgi id="9000" holds="CHECK_VALUES" after="8000"/>
                <dgi id="A002" holds="POSITIONAL" bytes="4"><field tag="9F14" at="3" length="1"/></dgi>
                <behaviour issuer-data="MCHIP" issuer-data-head="0110" readable="9F36" online-when="new-card"/>
              </applet>
              <applet id="two" aids="A0000000031010">
                <dgi id="9102" holds="SELECT_ANSWER"/>
              </applet>
            </chip-recipe>
            """;

    @TempDir
    private Path directory;

    @Test
    void says_what_stands_in_the_file() throws IOException {
        ChipRecipe recipe = load(RECIPE);
        assertThat(recipe.chip()).isEqualTo("test");
        assertThat(recipe.version()).isEqualTo(3);
        assertThat(recipe.storeData().p1(DgiId.of("8000"), true)).isEqualTo(0x28);
        assertThat(recipe.storeData().p1(DgiId.of("9000"), false)).isEqualTo(0x68);
        assertThat(recipe.storeData().p1(DgiId.of("9102"), false)).isEqualTo(0x08);
        assertThat(recipe.storeData().grouping()).isEqualTo(Grouping.PACK);
        assertThat(recipe.finish().command().toHex()).isEqualTo("80F08007");
        assertThat(recipe.applet(ByteString.fromHex("A0000000031010"))
                        .orElseThrow()
                        .id())
                .isEqualTo("two");
        assertThat(recipe.applet(ByteString.fromHex("A0000000032010"))
                        .orElseThrow()
                        .id())
                .isEqualTo("one");
        assertThat(recipe.applet(ByteString.fromHex("A0000000651010"))).isEmpty();
    }

    @Test
    void may_say_what_its_cards_answer_to_their_reset() throws IOException {
        assertThat(load(RECIPE).answerToReset()).isEqualTo(AnswerToReset.ANY);
        String told = RECIPE.replace("title=\"t\"", "title=\"t\" answer-to-reset=\"3B65..009C0.\"");
        assertThat(load(told).answerToReset()).isEqualTo(new AnswerToReset("3B65..009C0."));
        assertThatThrownBy(() -> load(told.replace("9C0.", "9C0?"))).isInstanceOf(MalformedFileException.class);
    }

    @Test
    void the_sample_recipe_is_sound() throws IOException {
        assertThat(ChipRecipeFile.loadAll(SampleData.path("profiles/recipes"))).containsOnlyKeys("golden-chip");
        assertThat(ChipRecipeFile.loadAll(directory.resolve("nothing"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <store-data encrypted-bits="20" | <store-data encrypted-bits="10"   | line 2  | encryption bits are 00, 20, 40 or 60
            grouping="PACK"                 | grouping="ALL"                    | line 2  | ALL
            max-data="100"                  | max-data="300"                    | line 2  | 300
            <p1 dgi="9000" bits="60"/>      | <p1 dgi="9000" bits="61"/>        | line 3  | encryption bits
            last="AD14"                     | last="A004"                       | line 5  | a data grouping has two places
            kind="RAW"                      | kind="LAST_FLAG"                  | line 6  | apdu belongs to RAW
            apdu="80F08007"                 | apdu="80F0"                       | line 6  | no command
            holds="CARD_KEYS"               | holds="KEYS"                      | line 8  | KEYS
            id="9000" holds                 | id="8000" holds                   | line 9  | DGI 8000 stands twice
            after="8000"                    | after="8001"                      | line 9  | DGI 8001 is not in the applet
             after="8000"                   | ''                                | line 9  | check values come after their keys
            at="3" length="1"               | at="3" length="2"                 | line 10 | a field ends inside the data grouping
            tag="9F14"                      | tag="9F"                          | line 10 | 9F is no tag
            issuer-data="MCHIP"             | issuer-data="VISA"                | line 11 | head of issuer data
            online-when="new-card"          | online-when="old-card"            | line 11 | old-card
            id="two"                        | id="one"                          | line 13 | applet one stands twice
            aids="A0000000031010"           | aids="A000000003"                 | line 13 | same application identifier
            """)
    void names_the_line_that_is_wrong(String right, String wrong, String line, String detail) {
        String text = RECIPE.replace(right, wrong);
        assertThat(text).isNotEqualTo(RECIPE);
        assertThatThrownBy(() -> load(text))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageStartingWith("recipe.xml, " + line)
                .hasMessageContaining(detail);
    }

    @Test
    void two_recipes_for_one_chip_are_refused() throws IOException {
        Files.writeString(directory.resolve("a.xml"), RECIPE);
        Files.writeString(directory.resolve("b.xml"), RECIPE);
        assertThatThrownBy(() -> ChipRecipeFile.loadAll(directory))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining("b.xml")
                .hasMessageContaining("another recipe for chip test");
    }

    private ChipRecipe load(String text) throws IOException {
        Path file = directory.resolve("recipe.xml");
        Files.writeString(file, text);
        return ChipRecipeFile.load(file);
    }
}
