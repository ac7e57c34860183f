package org.cardwright.formats.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cardwright.formats.MalformedFileException;
import org.cardwright.formats.card.RejectReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What layouts may choose: character sets, line ends, marks, lengths, what is ignored. */
class IssuerFormsTest {

    private static final List<SampleOrder> TWO = List.of(SampleOrder.number(1), SampleOrder.number(9));

    @TempDir
    Path directory;

    private List<IssuerFile.Item> read(LayoutText layout, byte[] content) throws IOException {
        Path file = Files.write(directory.resolve("orders"), content);
        return FourFormsTest.read(file, layout.load(directory));
    }

    private static IssuerFile.Item[] expected() {
        return new IssuerFile.Item[] {TWO.get(0).record(1), TWO.get(1).record(2)};
    }

    private static byte[] text(String text, Charset charset) {
        return text.getBytes(charset);
    }

    private static String delimitedText() {
        return new String(SampleForms.delimited(TWO), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ISO-8859-15", "windows-1252", "IBM037", "IBM500", "IBM1047", "IBM01140"})
    void reads_delimited_text_in_other_character_sets(String charset) throws IOException {
        LayoutText layout =
                LayoutText.shipped("northbank-delimited").with("UTF-8\" delimiter", charset + "\" delimiter");

        assertThat(read(layout, text(delimitedText(), Charset.forName(charset))))
                .containsExactly(expected());
    }

    @Test
    void reads_lines_that_end_with_return_and_feed() throws IOException {
        byte[] content = text(delimitedText().replace("\n", "\r\n"), StandardCharsets.UTF_8);

        assertThat(read(LayoutText.shipped("northbank-delimited"), content)).containsExactly(expected());
    }

    @ParameterizedTest
    @CsvSource({"northbank-delimited, delimiter", "northbank-xml, root", "northbank-json, orders"})
    void passes_a_byte_order_mark_that_the_layout_allows(String name, String attribute) throws IOException {
        byte[] content = switch (name) {
            case "northbank-xml" -> SampleMarkup.xml(TWO);
            case "northbank-json" -> SampleMarkup.json(TWO);
            default -> SampleForms.delimited(TWO);
        };
        byte[] marked = CorruptFiles.joined(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF}, content);
        LayoutText layout = LayoutText.shipped(name)
                .with("charset=\"UTF-8\" " + attribute, "charset=\"UTF-8\" byteOrderMark=\"allowed\" " + attribute);

        assertThat(read(layout, marked)).containsExactly(expected());
    }

    @Test
    void reads_columns_by_number_and_ignores_what_is_allowed_to_be_unknown() throws IOException {
        String more = delimitedText()
                .replace("order;product", "order;colour;product")
                .replace(";101;", ";red;101;")
                .replace(";105;", ";blue;105;")
                .replace(";102;", ";green;102;");
        LayoutText layout = LayoutText.shipped("northbank-delimited");

        assertThatThrownBy(() -> read(layout, text(more, StandardCharsets.UTF_8)))
                .hasMessageContaining("R-019");
        assertThat(read(
                        layout.with("columnNames=\"true\"", "columnNames=\"true\" unknownColumns=\"ignored\""),
                        text(more, StandardCharsets.UTF_8)))
                .containsExactly(expected());
    }

    @Test
    void reads_the_simplest_file_of_all_by_column_numbers() throws IOException {
        LayoutText layout = new LayoutText("simple", """
                <issuerLayout xmlns="urn:cardwright:issuer-layout:1" name="simple" issuer="harbour">
                  <delimited charset="US-ASCII" delimiter="," columns="4"/>
                  <record>
                    <field name="ORDER_REFERENCE" column="1"/>
                    <field name="PAN" column="2" type="digits" without=" -"/>
                    <field name="EXPIRATION_DATE" column="3" type="date" pattern="MM/yyyy"/>
                    <field name="EFFECTIVE_DATE" column="4" type="date" pattern="dd.MM.yy" absent="00.00.00"/>
                    <field name="PRODUCT" value="visa-sda"/>
                    <field name="REASON" value="NEW"/>
                    <field name="SERVICE_CODE" value="201"/>
                  </record>
                </issuerLayout>
                """);

        List<IssuerFile.Item> items = read(
                layout,
                text("A,9999 9900-0001 0096,09/2028,01.11.25\nB,1,09/2028,00.00.00\n", StandardCharsets.US_ASCII));

        IssuerRecord first = (IssuerRecord) items.get(0);
        assertThat(first.text(IssuerField.PAN)).isEqualTo("9999990000010096");
        assertThat(first.text(IssuerField.EXPIRATION_DATE)).isEqualTo("2028-09");
        assertThat(first.text(IssuerField.EFFECTIVE_DATE)).isEqualTo("2025-11-01");
        assertThat(first.text(IssuerField.PRODUCT)).isEqualTo("visa-sda");
        assertThat(((IssuerRecord) items.get(1)).text(IssuerField.EFFECTIVE_DATE))
                .isEmpty();
        assertThatThrownBy(() -> read(layout, text("A,1,09/2028,01.11.25", StandardCharsets.US_ASCII)))
                .as("without a trailer the last line must be complete")
                .hasMessageContaining("R-004");
    }

    @Test
    void reads_fixed_records_with_line_ends() throws IOException {
        LayoutText layout = new LayoutText("lines", """
                <issuerLayout xmlns="urn:cardwright:issuer-layout:1" name="lines" issuer="harbour">
                  <fixed charset="IBM037" recordBytes="40" lines="true"/>
                  <record marker="7" markerOffset="39">
                    <field name="ORDER_REFERENCE" offset="0" length="4"/>
                    <field name="PAN" offset="4" length="19" type="digits"/>
                    <field name="EXPIRATION_DATE" offset="23" length="4" type="date" pattern="yyMM"/>
                    <field name="EFFECTIVE_DATE" offset="27" length="6" type="date" pattern="yyMMdd"/>
                    <field name="REASON" offset="33" length="1" constant="N" default="N"/>
                    <field name="PRODUCT" value="visa-sda"/>
                    <field name="SERVICE_CODE" offset="34" length="3" type="digits" required="true"/>
                  </record>
                </issuerLayout>
                """);
        String good = "A  19999990000010096   2809251101N201  7\n";
        Charset ebcdic = Charset.forName("IBM037");

        List<IssuerFile.Item> items = read(
                layout,
                text(
                        good
                                + good.replace('N', ' ')
                                + good.replace('N', 'X')
                                + good.substring(1)
                                + good.replace('7', '8'),
                        ebcdic));

        assertThat(((IssuerRecord) items.get(0)).text(IssuerField.PAN)).isEqualTo("9999990000010096");
        assertThat(((IssuerRecord) items.get(1)).text(IssuerField.REASON)).isEqualTo("N");
        assertThat(items.get(2)).isEqualTo(new UnreadableRecord(3, "", "REASON", RejectReason.VALUE_NOT_CONSTANT));
        assertThat(items.get(3)).isEqualTo(new UnreadableRecord(4, "", "", RejectReason.RECORD_LENGTH));
        assertThat(items.get(4)).isEqualTo(new UnreadableRecord(5, "", "", RejectReason.RECORD_MALFORMED));
    }

    @Test
    void keeps_names_of_orders_in_what_it_rejects() throws IOException {
        byte[] content = text(delimitedText().replace("09/28", "99/28"), StandardCharsets.UTF_8);

        assertThat(read(LayoutText.shipped("northbank-delimited"), content).get(1))
                .isEqualTo(new UnreadableRecord(2, "NB-2511-000009", "EXPIRATION_DATE", RejectReason.NOT_A_DATE));
    }

    @Test
    void reads_a_bare_array_of_json_orders() throws IOException {
        LayoutText whole = LayoutText.shipped("northbank-json");
        int header = whole.text().indexOf("<header>");
        int trailer = whole.text().indexOf("<trailer>");
        String bare = (whole.text().substring(0, header)
                        + whole.text().substring(whole.text().indexOf("<record>"), trailer) + "</issuerLayout>")
                .replace(" orders=\"orders\"", "");
        byte[] orders = SampleForms.utf8(
                "[" + SampleMarkup.jsonOrder(TWO.get(0)) + "," + SampleMarkup.jsonOrder(TWO.get(1)) + "]");

        assertThat(read(new LayoutText("bare", bare), orders)).containsExactly(expected());
        assertThatThrownBy(() -> read(new LayoutText("bare", bare), CorruptFiles.joined(orders, orders)))
                .hasMessageContaining("R-015");
    }

    @Test
    void checks_each_xml_order_against_the_schema_of_the_issuer() throws IOException {
        String swapped = new String(SampleMarkup.xml(TWO), StandardCharsets.UTF_8)
                .replace(
                        "<expires>2028-09</expires><serviceCode>201</serviceCode>",
                        "<serviceCode>201</serviceCode><expires>2028-09</expires>");
        LayoutText layout = LayoutText.shipped("northbank-xml");

        assertThat(read(layout, SampleForms.utf8(swapped)).get(1))
                .isEqualTo(new UnreadableRecord(2, "NB-2511-000009", "SERVICE_CODE", RejectReason.RECORD_MALFORMED));
        assertThat(read(layout.with(" schema=\"card-orders.xsd\"", ""), SampleForms.utf8(swapped)))
                .containsExactly(expected());
    }

    @Test
    void counts_what_the_trailer_counts() throws IOException {
        LayoutText layout = LayoutText.shipped("northbank-fixed").with("countedBeside=\"2\"", "countedBeside=\"0\"");

        assertThatThrownBy(() -> read(layout, SampleForms.fixed(TWO)))
                .isInstanceOf(MalformedFileException.class)
                .hasMessage(
                        "orders, trailer, field RECORD_COUNT: R-016: the number of orders is not the one in the control data:"
                                + " was 2, required 4");
    }

    /** A semicolon that nobody quoted: the card number in front of it is still where it should be. */
    @Test
    void a_record_with_a_column_too_many_does_not_spoil_the_hash_total() throws IOException {
        LayoutText layout = LayoutText.shipped("northbank-delimited")
                .with(
                        "<trailer marker=\"T\" columns=\"2\">",
                        "<trailer marker=\"T\" columns=\"3\"><control"
                                + " meaning=\"HASH_TOTAL\" of=\"PAN\" column=\"3\" type=\"digits\" digits=\"12\"/>");
        String content = delimitedText()
                .replace("T;2", "T;2;" + SampleForms.hashTotal(TWO))
                .replace("WU/LI", "WU;LI");

        assertThat(read(layout, SampleForms.utf8(content)))
                .containsExactly(TWO.get(0).record(1), new UnreadableRecord(2, "", "", RejectReason.COLUMN_COUNT));
        assertThatThrownBy(
                        () -> read(layout, SampleForms.utf8(content.replace(";9999990000010096", ";9999990000010104"))))
                .hasMessageContaining("R-017");
    }

    @Test
    void wants_header_and_trailer_to_agree() throws IOException {
        LayoutText layout = LayoutText.shipped("northbank-delimited")
                .with(
                        "type=\"date\" pattern=\"yyyy-MM-dd\"/>\n  </header>",
                        "type=\"date\" pattern=\"yyyy-MM-dd\"/>"
                                + "<control meaning=\"RECORD_COUNT\" column=\"3\" type=\"digits\"/></header>");

        assertThatThrownBy(() -> read(layout, SampleForms.delimited(TWO))).hasMessageContaining("R-025");
    }
}
