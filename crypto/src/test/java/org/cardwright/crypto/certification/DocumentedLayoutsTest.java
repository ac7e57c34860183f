package org.cardwright.crypto.certification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The document for those who write the other side says what the tables say. */
class DocumentedLayoutsTest {

    private static List<String[]> rows = List.of();
    private static String text = "";

    @BeforeAll
    static void read() throws IOException {
        text = Files.readString(Path.of("../docs/issuer-certificates.md"));
        rows = text.lines()
                .filter(line -> line.startsWith("| "))
                .map(line -> line.substring(2).split(Pattern.quote(" |"), -1))
                .toList();
    }

    @Test
    void the_fields_of_a_response_stand_there_in_their_order() {
        for (ResponseLayout layout : ResponseLayout.all()) {
            int column = layout.has(ResponseField.HEADER) ? 0 : 3;
            List<String> shown = fields(column, layout.slots().get(0).field().words());
            assertThat(shown).as(layout.name()).hasSize(layout.slots().size());
            for (int i = 0; i < shown.size(); i++) {
                ResponseLayout.Slot slot = layout.slots().get(i);
                assertThat(shown.get(i))
                        .as(layout.name())
                        .startsWith(length(slot) + " " + slot.field().words());
            }
            assertThat(text).contains("`" + layout.name() + "`");
        }
    }

    private static String length(ResponseLayout.Slot slot) {
        return switch (slot.size()) {
            case FIXED -> Integer.toString(slot.bytes());
            case AUTHORITY -> "N_CA";
            case COUNTED, CERTIFIED -> slot.field() == ResponseField.REMAINDER ? "r" : "e";
        };
    }

    /** The rows of a table from one that names the field, "length field" each, up to an empty cell or another table. */
    private static List<String> fields(int column, String first) {
        List<String> fields = new ArrayList<>();
        for (String[] row : rows) {
            String cell = row.length > column + 1 ? row[column].strip() + " " + row[column + 1].strip() : "";
            if (!fields.isEmpty() && cell.isBlank()) {
                break;
            }
            boolean begins = cell.matches("[0-9]+ " + first + ".*") && row.length > 4;
            if (begins || (!fields.isEmpty() && row.length > 4)) {
                fields.add(cell);
            }
        }
        return fields;
    }

    @Test
    void the_fields_of_a_request_stand_there_with_their_places() {
        int at = 0;
        for (RequestField field : RequestField.values()) {
            String place = field.bytes() > 0 && at >= 0 ? at + " | " + field.bytes() + " | " : "| ";
            assertThat(text).contains("| " + place.replaceFirst("^\\| ", "")).contains(field.words());
            at = at >= 0 && field.bytes() > 0 ? at + field.bytes() : -1;
        }
        assertThat(text).contains("| 26 | 1 | modulus length n |", "| 27 | n | modulus |");
    }

    @Test
    void every_rule_stands_there() {
        Stream.concat(
                        Stream.of(ResponseRule.values()).map(ResponseRule::id),
                        Stream.of(RequestRule.values()).map(RequestRule::id))
                .forEach(id -> assertThat(text).contains("| " + id + " | "));
    }
}
