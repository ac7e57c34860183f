package org.cardwright.perso.show;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.cardwright.formats.MalformedFileException;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.PanMask;
import org.cardwright.perso.GoldenFile;
import org.cardwright.perso.WorkedProfile;
import org.cardwright.perso.cps.CpsApplication;
import org.cardwright.perso.cps.CpsRecord;
import org.cardwright.perso.cps.CpsRecordCodec;
import org.cardwright.perso.dgi.Dgi;
import org.cardwright.perso.dgi.DgiId;
import org.cardwright.perso.json.JsonObject;
import org.cardwright.perso.json.MalformedJsonException;
import org.cardwright.sample.SampleData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChipFileShowTest {

    @TempDir
    private Path directory;

    private static ChipFileShow show(Path file) {
        return new ChipFileShow(file, OptionalInt.empty(), PanMask.STANDARD);
    }

    private Path bothRecords() throws IOException {
        Path file = directory.resolve("chip.cps");
        ByteString both = WorkedProfile.record("rec_visa.bin").plus(WorkedProfile.record("rec_mc.bin"));
        return Files.write(file, both.toByteArray());
    }

    private static TransportKeys goldenKeys() throws IOException {
        return TransportKeys.read(
                new ByteArrayInputStream(SampleData.bytes("keys-test-only/golden-transport-keys.json")));
    }

    @ParameterizedTest
    @CsvSource({"rec_visa.bin, show-rec_visa.txt", "rec_mc.bin, show-rec_mc.txt"})
    void explains_the_worked_records_in_plain_words(String record, String golden) throws IOException {
        StringWriter out = new StringWriter();

        show(SampleData.path("vectors/" + record)).text(out);

        GoldenFile.check(golden, out.toString().getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({"rec_visa.bin, show-rec_visa.json", "rec_mc.bin, show-rec_mc.json"})
    void explains_the_worked_records_as_json(String record, String golden) throws IOException {
        StringWriter out = new StringWriter();

        show(SampleData.path("vectors/" + record)).json(out);

        assertThat(JsonObject.parseArray(new ByteArrayInputStream(out.toString().getBytes(StandardCharsets.UTF_8))))
                .hasSize(1);
        GoldenFile.check(golden, out.toString().getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({"0, 4, '', ............0119", "6, 0, '', 476173..........", "8, 4, contract 7, 47617390....0119"})
    void shows_of_a_pan_what_its_issuer_lets_be_seen(int first, int last, String authority, String shown)
            throws IOException {
        StringWriter out = new StringWriter();
        PanMask mask = new PanMask(first, last, authority);

        new ChipFileShow(bothRecords(), OptionalInt.of(1), mask).text(out);

        assertThat(out.toString())
                .contains(": " + shown + "\n", ": " + shown + "D")
                .doesNotContain("4761739001010119");
        assertThat(out.toString().contains("476173......0119")).isFalse();
    }

    @Test
    void masks_the_pan_and_hides_discretionary_data_everywhere() throws IOException {
        StringWriter out = new StringWriter();
        show(bothRecords()).text(out);
        show(bothRecords()).json(out);
        String all = out.toString();

        assertThat(all)
                .contains("476173......0119", "541333......0011")
                .doesNotContain("4761739001010119", "5413330089020011", "1234512340000", "31323334353030303030");
    }

    @Test
    void masks_a_pan_in_vendor_data_that_nobody_can_read() {
        ByteString record = CpsRecordCodec.encode(withVendorData());

        String text = String.join(
                "\n", RecordExplanation.of(1, record, PanMask.STANDARD).text());

        assertThat(text)
                .contains("DGI A0FF vendor data")
                .doesNotContain("4761739001010119", "34373631373339303031303130313139");
    }

    private static CpsRecord withVendorData() {
        CpsRecord worked = CpsRecordCodec.decode(WorkedProfile.record("rec_visa.bin"));
        CpsApplication a = worked.applications().get(0);
        List<Dgi> dgis = new ArrayList<>(a.dgis());
        dgis.add(new Dgi(
                DgiId.of("A0FF"),
                ByteString.fromHex("00FF4761739001010119").plus(ByteString.ascii("4761739001010119"))));
        return CpsRecord.of(
                worked.header(),
                List.of(new CpsApplication(
                        a.aid(), a.transportKeys(), a.owner(), a.steps(), a.logData(), dgis, a.macSection())));
    }

    @Test
    void never_shows_a_secret_that_a_broken_file_has_in_clear() throws IOException {
        CpsRecord worked = CpsRecordCodec.decode(WorkedProfile.record("rec_visa.bin"));
        CpsApplication a = worked.applications().get(0);
        CpsApplication broken =
                new CpsApplication(a.aid(), List.of(), a.owner(), a.steps(), a.logData(), a.dgis(), a.macSection());
        ByteString record = CpsRecordCodec.encode(CpsRecord.of(worked.header(), List.of(broken)));
        Path file = Files.write(directory.resolve("broken.cps"), record.toByteArray());

        assertThat(String.join(
                        "\n", RecordExplanation.of(1, record, PanMask.STANDARD).text()))
                .contains("DGI 8010 reference PIN block, 8 bytes, secret under no transport key, not shown")
                .doesNotContain("84F41AA208AE9348");
        assertThat(show(file).dgis(directory.resolve("out"), TransportKeys.NONE))
                .isEmpty();
        assertThat(Files.readString(directory.resolve("out/0000001-A0000000031010.dgi")))
                .contains("// 8010 left out: no transport key")
                .doesNotContain("84F41AA208AE9348");
    }

    @Test
    void shows_one_record_of_many() throws IOException {
        StringWriter out = new StringWriter();

        new ChipFileShow(bothRecords(), OptionalInt.of(2), PanMask.STANDARD).text(out);

        assertThat(out.toString())
                .startsWith("Record 2 (1442 bytes)")
                .contains("(Mastercard)")
                .doesNotContain("Visa");
    }

    @Test
    void exports_data_groupings_with_secrets_left_out_without_keys() throws IOException {
        assertThat(show(bothRecords()).dgis(directory.resolve("out"), TransportKeys.NONE))
                .isEmpty();

        List<String> lines = Files.readAllLines(directory.resolve("out/0000001-A0000000031010.dgi"));
        assertThat(lines)
                .hasSize(22)
                .contains("DGI9104=82027C00940C080101001001020118010500", "DGI9010=0303")
                .contains("// 8000 left out: no transport key", "// 8201 left out: no transport key")
                .contains("// 8010 left out: no transport key");
        assertThat(directory.resolve("out/0000002-A0000000041010.dgi")).exists();
    }

    @Test
    void exports_secrets_in_clear_and_unpadded_with_keys() throws IOException {
        try (TransportKeys keys = goldenKeys()) {
            assertThat(show(bothRecords()).dgis(directory.resolve("out"), keys)).isEmpty();
        }

        List<String> expected = clearLines();
        Path file = directory.resolve("out/0000001-A0000000031010.dgi");
        assertThat(Files.readAllLines(file)).isEqualTo(expected);
        assertThat(Files.readAllLines(file)).anyMatch(line -> line.equals("DGI8010=241234FFFFFFFFFF"));
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.getPosixFilePermissions(directory.resolve("out")))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }

    /** What the published profile says of each grouping; parts of keys are 64 bytes. */
    private static List<String> clearLines() {
        return WorkedProfile.of("visa").rows().stream()
                .map(row -> "DGI" + row.id() + "="
                        + (row.id().startsWith("82")
                                ? row.clear().slice(0, 64).toHex()
                                : row.clear().toHex()))
                .toList();
    }

    /** What fits no block of AES is padded: the PIN block, and parts of keys also in the groupings of another applet. */
    @Test
    void exports_secrets_under_aes_without_their_padding() throws IOException {
        CpsRecord record = AesCards.visa();
        Path file = Files.write(
                directory.resolve("aes.cps"), CpsRecordCodec.encode(record).toByteArray());

        try (TransportKeys keys = AesCards.keys()) {
            assertThat(show(file).dgis(directory.resolve("out"), keys)).isEmpty();
        }

        List<String> expected = clearLines();
        List<String> lines = Files.readAllLines(directory.resolve("out/0000001-A0000000031010.dgi"));
        assertThat(lines).startsWith(expected.toArray(String[]::new));
        assertThat(lines.subList(expected.size(), lines.size()))
                .hasSize(6)
                .startsWith("DGI8400=" + AesCards.CVC3_KEY)
                .allMatch(line -> line.startsWith("DGI8400") || line.length() == "DGI8401=".length() + 128);
    }

    @Test
    void refuses_a_pin_block_under_aes_that_is_not_filled_as_agreed() throws IOException {
        Path file = Files.write(
                directory.resolve("aes.cps"),
                CpsRecordCodec.encode(AesCards.visaWithPin("241234FFFFFFFFFF8000000000000001"))
                        .toByteArray());

        try (TransportKeys keys = AesCards.keys()) {
            assertThat(show(file).dgis(directory.resolve("out"), keys))
                    .contains("record 1, DGI 8010: the key does not open it");
        }
    }

    @Test
    void refuses_keys_whose_mode_contradicts_the_record() throws IOException {
        String cbc = new String(SampleData.bytes("keys-test-only/golden-transport-keys.json"), StandardCharsets.UTF_8)
                .replace("ECB", "CBC");
        try (TransportKeys keys = TransportKeys.read(new ByteArrayInputStream(cbc.getBytes(StandardCharsets.UTF_8)))) {
            assertThat(show(bothRecords()).dgis(directory.resolve("out"), keys))
                    .contains("record 1, DGI 8000: the mode of the key contradicts CMODE 11");
        }
    }

    @Test
    void refuses_a_key_that_does_not_open_the_record() throws IOException {
        String other = new String(SampleData.bytes("keys-test-only/golden-transport-keys.json"), StandardCharsets.UTF_8)
                .replace("0123456789ABCDEFFEDCBA9876543210", "1123456789ABCDEFFEDCBA9876543211");
        try (TransportKeys keys =
                TransportKeys.read(new ByteArrayInputStream(other.getBytes(StandardCharsets.UTF_8)))) {
            assertThat(show(bothRecords()).dgis(directory.resolve("out"), keys))
                    .contains("record 1, DGI 8201: the key does not open it");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"FF\":{\"key\":\"00\",\"algorithm\":\"TDES\",\"mode\":\"ECB\"}}",
                "{\"FF\":{\"key\":\"0123456789ABCDEFFEDCBA9876543210\",\"algorithm\":\"DES\",\"mode\":\"ECB\"}}",
                "{\"FF\":{\"key\":\"0123456789ABCDEFFEDCBA9876543210\",\"algorithm\":\"AES\",\"mode\":\"CTR\"}}",
                "{\"XX\":{\"key\":\"0123456789ABCDEFFEDCBA9876543210\",\"algorithm\":\"AES\",\"mode\":\"ECB\"}}",
                "{\"FF\":{\"key\":\"0123456789ABCDEFFEDCBA9876543210\",\"algorithm\":\"AES\"}}",
                "{\"FF\":{\"algorithm\":\"AES\",\"mode\":\"ECB\"}}",
                "{\"FF\":{\"key\":\"0123456789ABCDEFFEDCBA9876543210 \",\"algorithm\":\"AES\",\"mode\":\"ECB\"}}",
                "{\"FF\":{\"key\":\"0123456789ABCDEFFEDCBA987654321\",\"algorithm\":\"AES\",\"mode\":\"ECB\"}}",
                "{\"FF\":{\"key\":\"0123456789ABCDEFFEDCBA98765432100123456789ABCDEFFEDCBA987654321000\",\"algorithm\":\"AES\",\"mode\":\"ECB\"}}",
                "{\"FF\":{\"key\":\"0123456789ABCDEFFEDCBA9876543210\",\"algorithm\":\"AES\",\"mode\":\"ECB\"}} {}",
                "[]"
            })
    void refuses_a_file_of_transport_keys_in_another_form(String json) {
        assertThatExceptionOfType(MalformedJsonException.class)
                .isThrownBy(() -> TransportKeys.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8))))
                .withMessageNotContaining("0123456789ABCDEF");
    }

    @Test
    void says_where_a_file_cannot_be_read() throws IOException {
        Path file = bothRecords();
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));

        assertThatExceptionOfType(MalformedFileException.class)
                .isThrownBy(() -> show(file).text(new StringWriter()))
                .withMessageStartingWith("chip.cps, record 2, field MIC, offset 0: CPS: expected");
        assertThatExceptionOfType(MalformedFileException.class)
                .isThrownBy(() -> new ChipFileShow(file, OptionalInt.of(3), PanMask.STANDARD).text(new StringWriter()));
        Files.write(file, new byte[0]);
        assertThatExceptionOfType(MalformedFileException.class)
                .isThrownBy(() -> show(file).text(new StringWriter()));
    }
}
