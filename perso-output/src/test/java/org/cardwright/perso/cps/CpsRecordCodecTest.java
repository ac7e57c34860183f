package org.cardwright.perso.cps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.MalformedRecordException;
import org.cardwright.perso.WorkedProfile;
import org.cardwright.perso.dgi.Dgi;
import org.cardwright.perso.dgi.DgiId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CpsRecordCodecTest {

    @ParameterizedTest
    @ValueSource(strings = {"rec_visa.bin", "rec_mc.bin"})
    void reads_the_worked_record_and_writes_the_same_bytes(String name) {
        ByteString bytes = WorkedProfile.record(name);

        CpsRecord record = CpsRecordCodec.decode(bytes);

        assertThat(CpsRecordCodec.encode(record)).isEqualTo(bytes);
        assertThat(CpsRecordCodec.decode(bytes, RecordForm.USUAL)).isEqualTo(record);
    }

    @ParameterizedTest
    @CsvSource({"visa, A000000003, rec_visa.bin", "mc, A000000004, rec_mc.bin"})
    void writes_the_worked_record_from_the_profile_text(String section, String owner, String file) {
        CpsApplication application = fromText(WorkedProfile.of(section), ByteString.fromHex(owner));

        ByteString bytes = CpsRecordCodec.encode(CpsRecord.of(ModuleHeader.CHIP, List.of(application)));

        assertThat(bytes).isEqualTo(WorkedProfile.record(file));
        assertThat(bytes).isEqualTo(WorkedProfile.of(section).hex("record"));
    }

    private static CpsApplication fromText(WorkedProfile profile, ByteString owner) {
        List<Dgi> dgis = profile.rows().stream()
                .map(row -> new Dgi(DgiId.of(row.id()), row.inRecord()))
                .toList();
        List<DgiId> underKey = ids(profile, "KEY");
        List<DgiId> underPin = ids(profile, "PIN");
        List<DgiId> secretInOrder = profile.rows().stream()
                .filter(row -> !row.dataClass().equals("CLEAR"))
                .map(row -> DgiId.of(row.id()))
                .toList();
        WorkedProfile keys = WorkedProfile.of("keys");
        ProcessingInstructions pdi = new ProcessingInstructions(
                ByteString.EMPTY,
                ByteString.EMPTY,
                ProcessingInstructions.reencrypted(secretInOrder, ProcessingInstructions.SKU_DEK_ECB),
                ByteString.EMPTY,
                ByteString.EMPTY,
                1,
                0);
        return new CpsApplication(
                profile.hex("aid"),
                List.of(
                        new TransportKeyEntry(keys.hex("tk_key_id"), 0x20, 0x11, underKey),
                        new TransportKeyEntry(keys.hex("tk_pin_id"), 0x20, 0x11, underPin)),
                owner,
                List.of(ProcessingStep.personalize(pdi)),
                ByteString.EMPTY,
                dgis,
                ByteString.EMPTY);
    }

    private static List<DgiId> ids(WorkedProfile profile, String dataClass) {
        return profile.rows().stream()
                .filter(row -> row.dataClass().equals(dataClass))
                .map(row -> DgiId.of(row.id()))
                .toList();
    }

    @Test
    void writes_an_empty_step_in_19_bytes() {
        ByteString step = StepLayout.STEP.encode("step", ProcessingStep.personalize(ProcessingInstructions.EMPTY));

        assertThat(step.toHex()).isEqualTo("0F01EF000C0000000000000000000000000000");
        assertThat(step.size()).isEqualTo(0x13);
    }

    @Test
    void leaves_section_1_out_when_it_is_absent() {
        ByteString whole = WorkedProfile.record("rec_visa.bin");
        CpsRecord record = CpsRecordCodec.decode(whole);
        CpsRecord bare = new CpsRecord(
                ModuleHeader.ABSENT, record.vnl(), record.crn(), record.status(), record.pids(), record.applications());

        assertThat(CpsRecordCodec.encode(bare)).isEqualTo(whole.slice(12));
        assertThat(CpsRecordCodec.decode(whole.slice(12))).isEqualTo(bare);
    }

    @Test
    void keeps_a_mac_section() {
        CpsRecord record = CpsRecordCodec.decode(WorkedProfile.record("rec_visa.bin"));
        MacSection mac = new MacSection(ByteString.repeat(0xA1, 16), ByteString.repeat(0xB2, 8));
        CpsApplication with = with(record.applications().get(0), MacSection.alg3(dgis -> mac));

        CpsRecord back = CpsRecordCodec.decode(CpsRecordCodec.encode(CpsRecord.of(ModuleHeader.CHIP, List.of(with))));

        assertThat(MacSection.decode(back.applications().get(0).macSection())).isEqualTo(mac);
        assertThat(with(with, MacSection.Policy.NONE).macSection()).isEqualTo(ByteString.EMPTY);
    }

    private static CpsApplication with(CpsApplication a, MacSection.Policy policy) {
        ByteString content = policy.over(Dgi.encodeAll(a.dgis()));
        return new CpsApplication(a.aid(), a.transportKeys(), a.owner(), a.steps(), a.logData(), a.dgis(), content);
    }

    @Test
    void finds_other_forms_of_section_1_and_of_transport_key_identifiers() {
        TransportKeyEntry key =
                new TransportKeyEntry(ByteString.fromHex("476173"), 0x20, 0x10, List.of(DgiId.of("8000")));
        CpsApplication application = new CpsApplication(
                ByteString.fromHex("A0000000031010"),
                List.of(key),
                ByteString.fromHex("A000000003"),
                List.of(),
                ByteString.EMPTY,
                List.of(new Dgi(DgiId.of("8000"), ByteString.repeat(7, 48))),
                ByteString.EMPTY);
        CpsRecord record = CpsRecord.of(new ModuleHeader("IC", 5, true), List.of(application, application));

        assertThat(CpsRecordCodec.decode(CpsRecordCodec.encode(record))).isEqualTo(record);
    }

    static Stream<Arguments> damage() {
        return Stream.of(
                Arguments.of("LCCA one too high", set(0x0B, '7'), "MIC"),
                Arguments.of("LCCA not a number", set(0x0B, 'x'), "MIC"),
                Arguments.of("total length one short", set(0x11, 0xF9), "MIC"),
                Arguments.of("header length one short", set(0x13, 0x0C), "NUMBERaid"),
                Arguments.of("status not printable", set(0x15, 0x00), "STATUScoll"),
                Arguments.of("two AIDs announced", set(0x18, 2), "NUMBERaid"),
                Arguments.of("AID of section 2 differs", set(0x1A, 0xA1), "NUMBERaid"),
                Arguments.of("section 3 one short", set(0x22, 0xE8), "3d"),
                Arguments.of("3a.1 one short", set(0x23, 0x2F), "L_TKDATA"),
                Arguments.of("directory version 02", set(0x2D, 0x02), "TKDATA version"),
                Arguments.of("one DGI too many", set(0x39, 0x07), "NUMBERdgi"),
                Arguments.of("3a.2 one short", set(0x55, 0x30), "L_steps"),
                Arguments.of("step one short", set(0x5E, 0x27), "L_POINTER"),
                Arguments.of("PDI one short", set(0x63, 0x20), "UPDATEcplc"),
                Arguments.of("ENC one long", set(0x69, 0x16), "SECLEV"),
                Arguments.of("another tag in 3c", set(0x8B, 0xEE), "3c TAG"),
                Arguments.of("BER length not the shortest", set(0x8C, 0x83), "3c length"),
                Arguments.of("BER length one long", set(0x8E, 0x7D), "3c"),
                Arguments.of("BER length one short", set(0x8E, 0x7B), "DGI value"),
                Arguments.of("DGI too long", set(0x91, 0xFF), "DGI value"),
                Arguments.of("3d announced", set(0x60B, 1), "3d"),
                Arguments.of("last byte missing", (UnaryOperator<ByteString>) b -> b.slice(0, b.size() - 1), "MIC"),
                Arguments.of("a byte behind", (UnaryOperator<ByteString>) b -> b.plus(ByteString.ofByte(0)), "LCCA"));
    }

    private static UnaryOperator<ByteString> set(int offset, int value) {
        return bytes -> ByteString.concat(bytes.slice(0, offset), ByteString.ofByte(value), bytes.slice(offset + 1));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damage")
    void refuses_a_damaged_record_and_names_the_field(String what, UnaryOperator<ByteString> damage, String field) {
        ByteString bytes = damage.apply(WorkedProfile.record("rec_visa.bin"));

        assertThatExceptionOfType(MalformedRecordException.class)
                .isThrownBy(() -> CpsRecordCodec.decode(bytes))
                .satisfies(e -> assertThat(e.field()).isEqualTo(field));
    }

    @Test
    void refuses_a_directory_that_does_not_fit_its_length() {
        TransportKeyEntry key = new TransportKeyEntry(
                ByteString.repeat(1, 9), 0x20, 0x11, java.util.Collections.nCopies(130, DgiId.of("8201")));
        CpsApplication application = new CpsApplication(
                ByteString.fromHex("A0000000031010"),
                List.of(key),
                ByteString.EMPTY,
                List.of(),
                ByteString.EMPTY,
                List.of(),
                ByteString.EMPTY);
        CpsRecord record = CpsRecord.of(ModuleHeader.CHIP, List.of(application));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> CpsRecordCodec.encode(record))
                .withMessageContaining("L_TKDATA");
    }
}
