package org.cardwright.formats.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.cardwright.formats.MalformedFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A layout that contradicts its schema or itself is refused with its line. */
class IssuerLayoutTest {

    @TempDir
    Path directory;

    /**
     * One wrong change.
     *
     * @param layout shipped layout
     * @param old what is replaced
     * @param now by what
     * @param said part of the refusal
     */
    record Wrong(String layout, String old, String now, String said) {
        @Override
        public String toString() {
            return layout + ": " + said + " (" + now + ")";
        }
    }

    static Stream<Wrong> wrongs() {
        return Stream.of(schema(), fields(), places(), controls()).flatMap(List::stream);
    }

    private static Wrong delimited(String old, String now, String said) {
        return new Wrong("northbank-delimited", old, now, said);
    }

    private static Wrong fixed(String old, String now, String said) {
        return new Wrong("northbank-fixed", old, now, said);
    }

    private static List<Wrong> schema() {
        return List.of(
                delimited("name=\"PAN\"", "name=\"CARD_NUMBER\"", "CARD_NUMBER"),
                delimited("type=\"hex\"", "type=\"hexadecimal\"", "hexadecimal"),
                delimited("trailer", "trailor", "trailor"),
                delimited("maxLength=\"60\"", "maxLength=\"0\"", "valueLength"),
                delimited("delimiter=\";\"", "delimiter=\";;\"", "oneCharacter"),
                fixed("offset=\"31\"", "offset=\"-1\"", "offset"),
                new Wrong("northbank-xml", "card-orders.xsd\"", "../card-orders.xsd\"", "fileName"),
                new Wrong("northbank-xml", "path=\"card/pan\"", "path=\"card//pan\"", "path"));
    }

    private static List<Wrong> fields() {
        return List.of(
                delimited("charset=\"UTF-8\"", "charset=\"UTF-9\"", "not known"),
                delimited("charset=\"UTF-8\"", "charset=\"UTF-16\"", "one byte for each ASCII"),
                delimited("name=\"SEGMENT\"", "name=\"LANGUAGE\"", "mapped twice"),
                delimited("name=\"REASON\"", "name=\"EMBOSS_LINE_4\"", "REASON is not mapped"),
                delimited(
                        "type=\"hex\" secret=\"true\" maxLength=\"32\"",
                        "type=\"hex\" maxLength=\"32\"",
                        "must be secret"),
                delimited("column=\"language\"", "column=\"language\" secret=\"true\"", "is not secret"),
                delimited(
                        "type=\"hex\" secret=\"true\" maxLength=\"32\"",
                        "secret=\"true\" maxLength=\"32\"",
                        "hex, base64 or bytes"),
                delimited("column=\"city\"", "type=\"hex\" column=\"city\"", "hex, base64 or bytes"),
                delimited("type=\"date\" pattern=\"MM/yy\"", "type=\"text\"", "is a date"),
                delimited("pattern=\"MM/yy\"", "", "has a pattern"),
                delimited("pattern=\"MM/yy\"", "pattern=\"dd/yy\"", "MM, perhaps dd"),
                delimited("pattern=\"MM/yy\"", "pattern=\"MM/yyH\"", "MM, perhaps dd"),
                delimited("column=\"city\"", "column=\"city\" pattern=\"MM/yy\"", "has a pattern"),
                delimited("<map from=\"102\"", "<map from=\"101\"", "mapped twice"),
                delimited("column=\"secret1\"", "default=\"00\" column=\"secret1\"", "cannot stand in a layout"),
                delimited("column=\"secret1\"", "value=\"00\"", "cannot stand in a layout"),
                fixed("absent=\"40\"", "absent=\"blank\"", "two hexadecimal digits"));
    }

    private static List<Wrong> places() {
        return List.of(
                delimited("column=\"city\"", "", "exactly one place"),
                delimited("column=\"city\"", "column=\"city\" path=\"city\"", "exactly one place"),
                delimited("column=\"city\"", "path=\"city\"", "not one of this form"),
                delimited("column=\"city\"", "column=\"7\"", "named or numbered"),
                delimited("column=\"city\"", "generatedPrefix=\"A\"", "only an order reference"),
                delimited("column=\"order\"", "column=\"order\" generatedPrefix=\"A\"", "no other place"),
                delimited("columnNames=\"true\"", "columnNames=\"false\"", "numbers them"),
                delimited("columnNames=\"true\"", "columnNames=\"true\" columns=\"3\"", "numbers them"),
                delimited("delimiter=\";\"", "delimiter=\"&quot;\"", "the quote"),
                delimited("column=\"4\"", "column=\"5\"", "numbered column of its record"),
                delimited("<header marker=\"H\" columns=\"4\">", "<header marker=\"H\">", "number of columns"),
                delimited("<header marker=\"H\"", "<header marker=\"T\"", "begin with another"),
                delimited("<header marker=\"H\"", "<header", "have a marker"),
                delimited(
                        "column=\"psn\" type=\"digits\"",
                        "column=\"psn\" type=\"digits\" encoding=\"packed\"",
                        "without line ends"),
                fixed("offset=\"384\" length=\"2\"", "offset=\"399\" length=\"2\"", "beyond the record"),
                fixed("offset=\"41\"", "offset=\"40\"", "overlaps"),
                fixed("recordBytes=\"400\"", "recordBytes=\"400\" lines=\"true\"", "without line ends"),
                fixed("offset=\"384\" length=\"2\"", "offset=\"384\"", "not one of this form"),
                new Wrong("northbank-xml", "<trailer>", "<trailer marker=\"T\">", "have a marker"),
                new Wrong(
                        "harbour-embosser",
                        "<record>",
                        "<header marker=\"H\"/><record>",
                        "neither header nor trailer"));
    }

    private static List<Wrong> controls() {
        return List.of(
                delimited(
                        "\"SEQUENCE_NUMBER\" column=\"3\" type=\"digits\"",
                        "\"SEQUENCE_NUMBER\" column=\"3\"",
                        "type DIGITS"),
                delimited("meaning=\"ISSUER\" column=\"2\"", "meaning=\"ISSUER\" value=\"NB01\"", "stands in the file"),
                delimited(
                        "meaning=\"ISSUER\" column=\"2\"",
                        "meaning=\"DATE\" type=\"date\" pattern=\"yyMM\" column=\"2\"",
                        "twice"),
                fixed("of=\"PAN\" ", "", "sums a field"),
                fixed("of=\"PAN\"", "of=\"CITY\"", "field of digits"),
                fixed("encoding=\"zoned\" digits=\"12\"", "encoding=\"zoned\"", "1 to 17 digits"),
                fixed("encoding=\"zoned\" digits=\"12\"", "encoding=\"zoned\" digits=\"18\"", "1 to 17 digits"));
    }

    @ParameterizedTest
    @MethodSource("wrongs")
    void refuses_a_wrong_layout_and_names_its_line(Wrong wrong) throws IOException {
        LayoutText changed = LayoutText.shipped(wrong.layout()).with(wrong.old(), wrong.now());
        Path file = changed.write(directory);

        assertThatThrownBy(() -> IssuerLayout.load(file))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageStartingWith(wrong.layout() + ".xml, line ")
                .hasMessageContaining(wrong.said());
    }

    @Test
    void names_the_very_line() throws IOException {
        LayoutText wrong = LayoutText.shipped("northbank-fixed").with("offset=\"41\"", "offset=\"40\"");

        assertThatThrownBy(() -> wrong.load(directory))
                .hasMessageContaining("line " + wrong.lineOf("offset=\"40\"") + ": R-031");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"northbank-delimited", "northbank-fixed", "northbank-xml", "northbank-json", "harbour-embosser"})
    void accepts_what_is_shipped(String name) throws IOException {
        IssuerLayout layout = LayoutText.shipped(name).load(directory);

        assertThat(layout.name()).isEqualTo(name);
        assertThat(layout).hasToString("IssuerLayout(" + name + ", issuer " + layout.issuer() + ")");
    }

    @Test
    void names_a_schema_that_is_not_there() throws IOException {
        Path file = LayoutText.shipped("northbank-xml").write(directory);
        Files.delete(directory.resolve("card-orders.xsd"));

        assertThatThrownBy(() -> IssuerLayout.load(file))
                .isInstanceOf(MalformedFileException.class)
                .hasMessage("northbank-xml.xml, line 4: R-031: there is no schema card-orders.xsd beside it");
    }

    @Test
    void a_changed_schema_is_a_changed_layout() throws IOException {
        IssuerLayout before = LayoutText.shipped("northbank-xml").load(directory);
        Path schema = directory.resolve("card-orders.xsd");
        Files.writeString(schema, Files.readString(schema).replace("maxOccurs=\"4\"", "maxOccurs=\"3\""));

        IssuerLayout after = IssuerLayout.load(directory.resolve("northbank-xml.xml"));

        assertThat(after.hash()).isNotEqualTo(before.hash());
    }

    @Test
    void refuses_a_schema_that_is_none_and_one_that_refers_elsewhere() throws IOException {
        Path layout = LayoutText.shipped("northbank-xml").write(directory);
        Path schema = directory.resolve("card-orders.xsd");
        String good = Files.readString(schema);

        Files.writeString(schema, good.replace("xs:attribute name=\"issuer\"", "xs:attribute nam=\"issuer\""));
        assertThatThrownBy(() -> IssuerLayout.load(layout)).hasMessageContaining("card-orders.xsd, line ");

        Files.writeString(
                schema, good.replaceFirst("<xs:element", "<xs:include schemaLocation=\"other.xsd\"/><xs:element"));
        assertThatThrownBy(() -> IssuerLayout.load(layout)).isInstanceOf(MalformedFileException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<!DOCTYPE issuerLayout>", "<!DOCTYPE issuerLayout [<!ENTITY a \"b\">]>"})
    void refuses_a_document_type(String doctype) throws IOException {
        LayoutText layout = LayoutText.shipped("northbank-json").with("<issuerLayout", doctype + "<issuerLayout");

        assertThatThrownBy(() -> layout.load(directory)).isInstanceOf(MalformedFileException.class);
    }

    @Test
    void refuses_a_layout_that_is_too_long_or_not_utf_8() throws IOException {
        Path file = directory.resolve("a.xml");
        Files.write(file, new byte[(1 << 20) + 1]);
        assertThatThrownBy(() -> IssuerLayout.load(file)).hasMessageContaining("1048576 bytes");

        Files.write(file, new byte[] {'<', (byte) 0xC0, '/', '>'});
        assertThatThrownBy(() -> IssuerLayout.load(file)).hasMessageContaining("UTF-8");
    }
}
