package org.cardwright.formats.emv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.cardwright.formats.Seeds;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.DataClass;
import org.cardwright.formats.emv.DataElement.Range;
import org.cardwright.formats.emv.DataElement.Shown;
import org.cardwright.formats.emv.DataElement.Source;
import org.cardwright.formats.tlv.Tag;
import org.cardwright.formats.tlv.Tlv;
import org.cardwright.formats.tlv.TlvReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataElementTest {

    /** Every tag of cps.md 5.1. */
    static final List<String> PERSONALIZED = List.of(
            "84", "4F", "50", "87", "5F2D", "9F11", "9F12", "9F38", "BF0C", "9F4D", "82", "94", "57", "5A", "5F20",
            "9F0B", "9F1F", "5F24", "5F25", "5F28", "5F30", "5F34", "8C", "8D", "8E", "9F07", "9F08", "9F0D", "9F0E",
            "9F0F", "9F42", "9F44", "8F", "90", "92", "9F32", "93", "9F4A", "9F46", "9F47", "9F48", "9F2D", "9F2E",
            "9F2F", "9F49", "9F10", "9F14", "9F23", "9F36", "9F13", "9F4F", "9F51", "9F52", "9F53", "9F54", "9F56",
            "9F57", "9F58", "9F59", "9F5C", "9F72", "9F73", "9F75", "9F5D", "9F68", "9F69", "9F6B", "9F6C", "9F6D",
            "9F74", "9F77", "9F78", "9F79", "9F7C", "CA", "CB", "C3", "C4", "C5", "C7", "C8", "C9", "D1", "D3", "D5",
            "D6", "9F62", "9F63", "9F64", "9F65", "9F66", "9F67", "56", "A5", "70", "61", "6F", "88", "9F17");

    private static final List<DataElement> ROWS = DataElement.all();

    @ParameterizedTest
    @FieldSource("PERSONALIZED")
    void the_table_has_every_tag_that_is_personalized(String tag) {
        DataElement element = DataElement.find(Tag.of(tag)).orElseThrow();

        assertThat(element.tag()).isEqualTo(Tag.of(tag));
        assertThat(element.source()).isEqualTo(Source.ICC);
        assertThat(element.name()).isNotBlank();
    }

    @Test
    void an_unknown_tag_has_no_row() {
        assertThat(DataElement.find(Tag.of("DF7F"))).isEmpty();
    }

    @Test
    void what_names_the_cardholder_or_the_account_is_confidential() {
        Map<String, DataClass> classes = new TreeMap<>();
        DataElement.all().forEach(e -> classes.put(e.tag().toString(), e.dataClass()));

        for (String tag : Set.of("5A", "57", "56", "5F20", "9F0B", "5F24", "5F30", "9F1F", "9F20", "9F46", "9F2D")) {
            assertThat(classes).containsEntry(tag, DataClass.CONFIDENTIAL);
        }
        assertThat(classes).containsEntry("99", DataClass.SECRET).containsEntry("82", DataClass.PUBLIC);
    }

    @ParameterizedTest
    @CsvSource({"PUBLIC, PAN", "PUBLIC, NOTHING", "SECRET, VALUE", "SECRET, LENGTH", "CONFIDENTIAL, NOTHING"})
    void an_element_is_not_shown_against_its_class(DataClass dataClass, Shown shown) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DataElement(
                        Tag.of("DF01"),
                        "name",
                        DataElementFormat.B,
                        new Range(1, 1),
                        new Range(1, 1),
                        Set.of(),
                        Source.ICC,
                        dataClass,
                        shown))
                .withMessage("tag DF01 is " + dataClass + " and shown as " + shown);
    }

    @Test
    void no_pan_track_or_account_is_told_in_full() {
        Map<String, Shown> shown = new TreeMap<>();
        DataElement.all().forEach(e -> shown.put(e.tag().toString(), e.shown()));

        assertThat(shown).containsEntry("5A", Shown.PAN).containsEntry("57", Shown.TRACK2);
        for (String tag : Set.of("56", "9F1F", "9F20", "9F6B", "9F24", "5F53")) {
            assertThat(shown).containsEntry(tag, Shown.LENGTH);
        }
    }

    static List<DataElement> all() {
        return DataElement.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void a_row_is_consistent(DataElement element) {
        assertThat(element.bytes().min()).isLessThanOrEqualTo(element.bytes().max());
        assertThat(element.text().min()).isLessThanOrEqualTo(element.text().max());
        assertThat(element.templates())
                .allSatisfy(template -> assertThat(DataElement.find(template))
                        .as("template %s of %s", template, element.tag())
                        .isPresent());
        boolean packed = element.format() == DataElementFormat.N || element.format() == DataElementFormat.CN;
        if (packed) {
            assertThat((element.text().max() + 1) / 2).isEqualTo(element.bytes().max());
        } else {
            assertThat(element.text()).isEqualTo(element.bytes());
        }
    }

    /** Values of the worked profiles, cps.md 6.3, and of public cards. */
    @ParameterizedTest
    @CsvSource({
        "5A, 4761739001010119, 4761739001010119",
        "5A, 374245001741007, 374245001741007F",
        "5A, 9999990000000000006, 9999990000000000006F",
        "5F24, 251231, 251231",
        "5F28, 840, 0840",
        "5F30, 201, 0201",
        "5F34, 01, 01",
        "9F42, 978, 0978",
        "9F44, 2, 02",
        "9F11, 01, 01",
        "5F2D, ruen, 7275656E",
        "50, VISA CREDIT, 5649534120435245444954",
        "5F20, TEST/CARDHOLDER, 544553542F43415244484F4C444552",
        "9F12, CARTE BLEUÉ, 434152544520424C4555C9",
        "9F4A, 82, 82",
        "9F3B, 0840, 0840"
    })
    void codes_and_decodes_in_the_format_of_the_row(String tag, String text, String encoded) {
        DataElement element = DataElement.find(Tag.of(tag)).orElseThrow();

        assertThat(element.encode(text).toHex()).isEqualTo(encoded);
        assertThat(element.decode(ByteString.fromHex(encoded))).isEqualTo(text);
        assertThat(element.violation(ByteString.fromHex(encoded))).isEmpty();
    }

    @ParameterizedTest(name = "{0} {2}")
    @CsvSource({
        "5A, 47617390010101, fourteen digits are allowed, ''",
        "5A, 476173900101F119, a digit behind F, 'tag 5A: expected format cn, length 13 to 19'",
        "5A, 476173900101, twelve digits, 'tag 5A: expected 7 to 10 bytes, was 6'",
        "5A, 47617390010101190000FF, eleven bytes, 'tag 5A: expected 7 to 10 bytes, was 11'",
        "5F28, 1840, padding that is no zero, 'tag 5F28: expected format n, length 3'",
        "5F28, 084F, a nibble F, 'tag 5F28: expected format n, length 3'",
        "5F28, 840F, padded as cn, 'tag 5F28: expected format n, length 3'",
        "5F24, 2512, two bytes, 'tag 5F24: expected 3 bytes, was 2'",
        "9F44, 12, two digits where one is meant, 'tag 9F44: expected format n, length 1'",
        "5F20, 41, one character, 'tag 5F20: expected 2 to 26 bytes, was 1'",
        "5F20, 41420D, a control character, 'tag 5F20: expected format ans, length 2 to 26'",
        "5F20, 4142C9, a character of a code table, 'tag 5F20: expected format ans, length 2 to 26'",
        "9F12, 414285, a control character of a code table, 'tag 9F12: expected format ans8859, length 1 to 16'",
        "5F2D, 652E, a dot, 'tag 5F2D: expected format an, length 2 to 8'",
        "9F0D, BC50BC88, four bytes, 'tag 9F0D: expected 5 bytes, was 4'"
    })
    void says_what_is_wrong_with_a_value_and_not_what_it_is(String tag, String value, String why, String violation) {
        assertThat(DataElement.find(Tag.of(tag)).orElseThrow().violation(ByteString.fromHex(value)))
                .as(why)
                .isEqualTo(violation.isEmpty() ? Optional.empty() : Optional.of(violation));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "84", "8400", "84O", "-84"})
    void a_text_that_does_not_fit_the_row_is_refused_and_not_quoted(String text) {
        DataElement country = DataElement.find(Tag.of("5F28")).orElseThrow();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> country.encode(text))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("'" + text + "'"));
        assertThatIllegalArgumentException().isThrownBy(() -> country.decode(ByteString.fromHex("840F")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"visa", "mc"})
    void every_clear_data_object_of_the_worked_profiles_satisfies_the_table(String section) {
        CpsProfiles profile = new CpsProfiles(section);
        int[] checked = {0};
        profile.clearDgis().forEach((dgi, value) -> {
            if (!dgi.startsWith("8") && !Set.of("9000", "9010").contains(dgi)) {
                check(TlvReader.read(value), checked);
            }
        });
        assertThat(checked[0]).isGreaterThan(40);
    }

    private static void check(List<Tlv> objects, int[] checked) {
        for (Tlv object : objects) {
            DataElement element = DataElement.find(object.tag()).orElseThrow();
            assertThat(element.violation(object.value())).isEmpty();
            checked[0]++;
            if (object.tag().isConstructed()) {
                check(object.children(), checked);
            }
        }
    }

    @Test
    void any_text_of_any_row_survives_its_coding() {
        Seeds.forEachCase(50_000, random -> {
            DataElement element = any(random);
            String text = text(random, element);
            ByteString value = element.encode(text);
            String back = element.decode(value);
            // A packed number of variable length may come back with the zero that fills its first byte.
            boolean padded = element.format() == DataElementFormat.N && Long.parseLong(back) == Long.parseLong(text);
            if ((!back.equals(text) && !padded) || !element.encode(back).equals(value)) {
                throw new AssertionError("not the same value of tag " + element.tag());
            }
        });
    }

    @Test
    void random_bytes_are_judged_and_what_is_accepted_decodes_to_the_same_bytes() {
        Seeds.forEachCase(50_000, random -> {
            DataElement element = any(random);
            int bytes = random.nextInt(4) == 0
                    ? random.nextInt(40)
                    : Math.min(40, element.bytes().min());
            ByteString value = ByteString.of(Seeds.bytes(random, bytes));
            Optional<String> violation = element.violation(value);
            if (violation.isPresent() && !violation.get().startsWith("tag " + element.tag() + ": expected ")) {
                throw new AssertionError("an unexpected violation of tag " + element.tag());
            }
            if (violation.isEmpty() && !element.encode(element.decode(value)).equals(value)) {
                throw new AssertionError("not the same bytes of tag " + element.tag());
            }
        });
    }

    private static DataElement any(Random random) {
        return ROWS.get(random.nextInt(ROWS.size()));
    }

    private static String text(Random random, DataElement element) {
        int length = element.text().min()
                + random.nextInt(
                        Math.min(40, element.text().max() - element.text().min() + 1));
        return switch (element.format()) {
            case N, CN -> Seeds.digits(random, length);
            case B -> ByteString.of(Seeds.bytes(random, length)).toHex();
            case A -> characters(random, length, "ABCxyz");
            case AN -> characters(random, length, "ABCxyz0189");
            case ANS -> characters(random, length, "AZaz09 ~/.-'");
            case ANS8859 -> characters(random, length, "AZaz09 ~\u00A0\u00FF");
        };
    }

    private static String characters(Random random, int length, String from) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(from.charAt(random.nextInt(from.length())));
        }
        return text.toString();
    }
}
