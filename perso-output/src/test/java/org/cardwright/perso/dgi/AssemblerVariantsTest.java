package org.cardwright.perso.dgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.cps.CpsApplication;
import org.cardwright.perso.cps.CpsRecord;
import org.cardwright.perso.cps.ModuleHeader;
import org.cardwright.perso.cps.ProcessingInstructions;
import org.cardwright.perso.cps.ProcessingStep;
import org.cardwright.perso.cps.TransportKeyEntry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The quirks of cps 9 that a profile can ask for, against the published record, which has the defaults. */
class AssemblerVariantsTest {

    private static final String PIN_COUNTER = "<pin-counter dgi=\"9010\" coding=\"TWO_BYTES\"/>";

    @TempDir
    private static Path vault;

    private static SecurityModule module;

    @TempDir
    private Path directory;

    private GoldenOrders orders;

    @BeforeAll
    static void openModule() {
        module = new GoldenModule(GoldenModule.open(vault));
    }

    @AfterAll
    static void closeModule() {
        module.close();
    }

    @BeforeEach
    void copy() {
        orders = GoldenOrders.editable(directory, module);
    }

    @ParameterizedTest
    @CsvSource({"TWO_BYTES, 0303", "ONE_BYTE, 03", "TLV, 9F17010303"})
    void writes_the_pin_counter_as_the_applet_wants_it(String coding, String value) {
        orders.edit("TWO_BYTES", coding);
        assertThat(value("9010")).isEqualTo(value);
    }

    @Test
    void puts_the_pin_counter_before_or_after_the_pin() {
        assertThat(numbers()).containsSubsequence("8010", "9010");
        orders.edit(PIN_COUNTER, "").edit("<pin dgi", PIN_COUNTER + "<pin dgi");
        assertThat(numbers()).containsSubsequence("9010", "8010");
    }

    @Test
    void wraps_the_fci_as_the_applet_wants_it() {
        String proprietary = value("9102");
        assertThat(proprietary).startsWith("A52F");
        orders.edit("wrap=\"A5\"", "wrap=\"6F\"");
        assertThat(value("9102")).isEqualTo("6F3A8407A0000000031010" + proprietary);
    }

    @Test
    void gives_check_values_the_number_of_the_applet() {
        String published = value("9000");
        orders.edit("dgi=\"9000\"", "dgi=\"5000\"");
        assertThat(value("5000")).isEqualTo(published);
        assertThat(numbers()).doesNotContain("9000");
    }

    @Test
    void writes_positional_data_field_by_field() {
        orders.edit(
                "</dgis>",
                "<positional dgi=\"A005\" total=\"14\"><field tag=\"82\" length=\"2\"/><field tag=\"94\"/></positional>"
                        + "<positional dgi=\"A002\"><field tag=\"5F34\" length=\"1\"/><field name=\"x\" hex=\"BEEF\"/></positional></dgis>");
        assertThat(value("A005")).isEqualTo("7C00" + "080101001001020118010500");
        assertThat(value("A002")).isEqualTo("01BEEF");
    }

    @Test
    void refuses_positional_data_of_another_length() {
        orders.edit(
                "</dgis>",
                "<positional dgi=\"A002\" total=\"3\"><field tag=\"5F34\" length=\"1\"/></positional></dgis>");
        assertThatThrownBy(this::record)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("DGI A002: was 1 bytes, required 3");
        orders.edit("tag=\"5F34\" length=\"1\"/></positional>", "tag=\"82\" length=\"3\"/></positional>");
        assertThatThrownBy(this::record).hasMessage("DGI A002 field 82: was 2 bytes, required 3");
    }

    @Test
    void names_the_chaining_mode_in_the_directory() {
        orders.edit("tkid=\"FF0000000000000001\" mode=\"ECB\"", "tkid=\"A1\" mode=\"CBC\"");
        assertThat(application().transportKeys())
                .extracting(TransportKeyEntry::cmode)
                .containsExactly(TransportKeyEntry.ECB, TransportKeyEntry.CBC);
        assertThat(application().transportKeys().get(1))
                .isEqualTo(new TransportKeyEntry(ByteString.fromHex("A1"), 0x20, 0x10, List.of(DgiId.of("8010"))));
    }

    @Test
    void leaves_a_transport_key_without_secrets_out_of_the_directory() {
        orders.edit("<pin dgi=\"8010\" format=\"ISO_2\"/>", "");
        assertThat(application().transportKeys())
                .extracting(TransportKeyEntry::tkid)
                .containsExactly(ByteString.fromHex("FF0000000000000002"));
    }

    @Test
    void tells_the_device_nothing_by_default() {
        orders.edit("<device reencrypt=\"secret\" security-level=\"01\"/>", "");
        assertThat(application().steps()).containsExactly(ProcessingStep.personalize(ProcessingInstructions.EMPTY));
    }

    @Test
    void tells_the_device_what_the_profile_says() {
        orders.edit(
                "<device reencrypt=\"secret\" security-level=\"01\"/>",
                "<device order=\"8000 9000\" version-control=\"3001\" random=\"8010\" group=\"9102 9104\""
                        + " security-level=\"03\" update-cplc=\"true\" required=\"false\"/>");
        ProcessingStep step = application().steps().get(0);
        assertThat(step.req()).isZero();
        assertThat(step.pdi())
                .isEqualTo(new ProcessingInstructions(
                        ByteString.fromHex("80009000"),
                        ByteString.fromHex("3001"),
                        ByteString.EMPTY,
                        ByteString.fromHex("8010"),
                        ByteString.fromHex("91029104"),
                        3,
                        1));
    }

    @Test
    void writes_another_module_header_or_none() {
        orders.edit("<cps>", "<cps mic=\"$CARD\" lcca-width=\"5\" vnl=\"01.1\">");
        assertThat(record().header()).isEqualTo(new ModuleHeader("$CARD", 5, true));
        assertThat(record().vnl()).isEqualTo("01.1");
        orders.edit("<cps mic=\"$CARD\" lcca-width=\"5\" vnl=\"01.1\">", "<cps module-header=\"false\">");
        assertThat(record().header()).isEqualTo(ModuleHeader.ABSENT);
    }

    @Test
    void wraps_a_pin_block_of_format_1_when_asked() {
        String format2 = value("8010");
        orders.edit("format=\"ISO_2\"", "format=\"ISO_1\"");
        ByteString clear = TestDes.decrypt(
                ByteString.fromHex(CpsProfilesFile.text("keys.tk_pin")), ByteString.fromHex(value("8010")));
        assertThat(clear.toHex()).startsWith("141234");
        assertThat(value("8010")).isNotEqualTo(format2);
    }

    private CpsRecord record() {
        return new DgiAssembler().record(orders.prepared("golden-visa", "visa", "1234"));
    }

    private CpsApplication application() {
        return record().applications().get(0);
    }

    private List<String> numbers() {
        return application().dgis().stream().map(dgi -> dgi.id().toString()).toList();
    }

    private String value(String number) {
        return application().dgis().stream()
                .filter(dgi -> dgi.id().toString().equals(number))
                .findFirst()
                .orElseThrow()
                .value()
                .toHex();
    }
}
