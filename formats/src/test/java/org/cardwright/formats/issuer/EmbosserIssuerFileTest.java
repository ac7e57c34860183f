package org.cardwright.formats.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cardwright.formats.FileRule;
import org.cardwright.formats.MalformedFileException;
import org.cardwright.formats.card.CardApplication;
import org.cardwright.formats.card.RejectReason;
import org.cardwright.formats.card.Screened;
import org.cardwright.formats.screening.TestScreening;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An existing embosser's file becomes orders without any change of the file. */
class EmbosserIssuerFileTest {

    private static final String TRACKS = "%B9999990000010096^WU/LI^2809201000000123?;9999990000010096=280920100000123?";
    private static final String RECORD = "#DCC##EMB#9999 9900 0001 0096\"11/25 09/28\"LI WU                      \""
            + "WU BAKERIES                \"#ENC#" + TRACKS + "#END#@@@@@@\r\n";

    @TempDir
    Path directory;

    private List<IssuerFile.Item> read(String content) throws IOException {
        Path file = Files.write(directory.resolve("a.emb"), content.getBytes(StandardCharsets.US_ASCII));
        return FourFormsTest.read(file, FourFormsTest.layout("harbour-embosser"));
    }

    private String onlyReason(String content) throws IOException {
        UnreadableRecord record = (UnreadableRecord) read(content).get(0);
        return record.reason().id() + " " + record.field();
    }

    @Test
    void takes_lines_and_tracks_as_the_layout_says() throws IOException {
        IssuerRecord record = (IssuerRecord) read(RECORD).get(0);

        assertThat(record.text(IssuerField.PAN)).isEqualTo("9999990000010096");
        assertThat(record.text(IssuerField.EFFECTIVE_DATE)).isEqualTo("2025-11-01");
        assertThat(record.text(IssuerField.EXPIRATION_DATE)).isEqualTo("2028-09");
        assertThat(record.text(IssuerField.CARDHOLDER_NAME)).isEqualTo("WU/LI");
        assertThat(record.text(IssuerField.EMBOSS_LINE_1)).isEqualTo("LI WU");
        assertThat(record.text(IssuerField.EMBOSS_LINE_2)).isEqualTo("WU BAKERIES");
        assertThat(record.text(IssuerField.SERVICE_CODE)).isEqualTo("201");
        assertThat(record.text(IssuerField.TRACK_1)).isEqualTo("B9999990000010096^WU/LI^2809201000000123");
        assertThat(record.text(IssuerField.TRACK_2)).isEqualTo("9999990000010096=280920100000123");
        assertThat(record.text(IssuerField.TRACK_3)).isEmpty();
    }

    @Test
    void becomes_an_order_with_its_tracks() throws IOException {
        IssuerRecord record = (IssuerRecord) read(RECORD).get(0);

        Screened screened = TestScreening.withoutPin().screen(record);

        CardApplication card = ((Screened.Accepted) screened).application();
        assertThat(card.tracks().track2()).isEqualTo("9999990000010096=280920100000123");
        assertThat(card.embossLines()).containsExactly("LI WU", "WU BAKERIES");
    }

    @Test
    void names_orders_after_the_content_of_the_file() throws IOException {
        String two = RECORD + RECORD;
        String reference = Sha.hex(two.getBytes(StandardCharsets.US_ASCII))
                .toUpperCase(java.util.Locale.ROOT)
                .substring(0, 12);

        assertThat(read(two))
                .extracting(item -> ((IssuerRecord) item).text(IssuerField.ORDER_REFERENCE))
                .containsExactly("HB-" + reference + "-0000001", "HB-" + reference + "-0000002");
    }

    @ParameterizedTest
    @ValueSource(strings = {"000001#DCC#", "#DCC##REP#1#EMB#", "#DCC##FED#1#EMB#", "#DCC##CMP#;99?#EMB#"})
    void knows_the_variants_of_its_records(String start) throws IOException {
        assertThat(read(RECORD.replace("#DCC##EMB#", start)).get(0)).isInstanceOf(IssuerRecord.class);
    }

    @Test
    void reads_a_record_spread_over_lines_and_passes_format_records_over() throws IOException {
        String spread = RECORD.replace("\"", "\"\r\n");
        String format = "#DCL#080400 1#FC1#1550 2#FC1#1400#END#@@@@@@\r\n";

        assertThat(read(format + spread + RECORD)).hasSize(2).allMatch(IssuerRecord.class::isInstance);
    }

    @Test
    void reads_the_third_track_behind_either_sentinel() throws IOException {
        for (String third : List.of("_;015999=9?", "_015999=9?")) {
            IssuerRecord record = (IssuerRecord)
                    read(RECORD.replace("#END#", third + "#END#")).get(0);
            assertThat(record.text(IssuerField.TRACK_3)).isEqualTo("015999=9");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "#EMB#, #REP#2#EMB#, R-119 ''",
        "#DCC#, 12345#DCC#, R-118 ''",
        "'WU BAKERIES                \"', WU BAKERIES, R-118 ''",
        "?#END#, #END#, R-118 ''",
        "?;9999, ?;1?;9999, R-116 ''",
        "9999 9900, 9999 99OO, R-107 PAN",
        "09/28, 13/28, R-108 EXPIRATION_DATE",
        "=2809, D2809, R-224 SERVICE_CODE",
        "'%B9999990000010096^WU/LI^2809201000000123?', '', R-117 CARDHOLDER_NAME",
    })
    void rejects_a_wrong_record(String old, String now, String reason) throws IOException {
        assertThat(RECORD).contains(old);
        assertThat(onlyReason(RECORD.replace(old, now)).strip())
                .isEqualTo(reason.replace("''", "").strip());
    }

    @ParameterizedTest
    @CsvSource({"#END#@@@@@@, '', R-004", "#END#@@@@@@, #END#, R-004", "#DCC#, '#DCC#x\"#DCC#', R-023"})
    void refuses_a_file_whose_records_run_into_each_other(String old, String now, String rule) {
        assertThatThrownBy(() -> read(RECORD.replace(old, now)))
                .isInstanceOf(MalformedFileException.class)
                .hasMessage("a.emb: " + rule + ": " + ruleText(rule));
    }

    @Test
    void refuses_two_records_of_which_the_first_lost_its_end() {
        assertThatThrownBy(() -> read(RECORD.replace("#END#@@@@@@", "") + RECORD))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining("R-023");
    }

    private static String ruleText(String id) {
        for (FileRule rule : FileRule.values()) {
            if (rule.id().equals(id)) {
                return rule.text();
            }
        }
        throw new IllegalArgumentException(id);
    }

    @Test
    void screening_finds_a_track_that_contradicts_the_embossing() throws IOException {
        IssuerRecord record = (IssuerRecord) read(RECORD.replace(";9999990000010096=2809", ";9999990000010104=2809"))
                .get(0);

        assertThat(TestScreening.withoutPin().screen(record))
                .isEqualTo(new Screened.Rejected(
                        1, record.text(IssuerField.ORDER_REFERENCE), "TRACK_2", RejectReason.TRACK_CONTRADICTS_ORDER));
    }
}
