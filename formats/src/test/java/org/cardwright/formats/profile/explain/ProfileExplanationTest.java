package org.cardwright.formats.profile.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.issuer.Golden;
import org.cardwright.formats.profile.EditableProfiles;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.formats.tlv.Tag;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileExplanationTest {

    @TempDir
    private Path directory;

    private EditableProfiles profiles;

    @BeforeEach
    void copy() {
        profiles = EditableProfiles.in(directory);
    }

    @Test
    void explains_the_published_products_as_committed() throws IOException {
        for (String product : List.of("golden-visa", "golden-mc")) {
            String text = String.join(
                            "\n", ProfileExplanation.of(profiles.find(product)).text()) + "\n";
            Golden.assertSame("explained/" + product + ".txt", text.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void says_where_a_value_came_from_and_what_it_was_compiled_to() {
        profiles.edit(
                "risk/golden-visa.xml", "</base>", "</base>\n<segment name=\"gold\"><pin tries=\"5\"/></segment>");
        EffectiveProduct gold = profiles.load()
                .find("golden-visa", "gold", EditableProfiles.TODAY)
                .orElseThrow();
        assertThat(ProfileExplanation.of(gold).text())
                .contains("  pin-tries = 9F17:05  5, no data element  [segment gold (golden-visa.xml:27)]")
                .contains("  country = 5F28:0840 9F57:0840  840  [risk base (golden-visa.xml:6)]");
    }

    @Test
    void every_value_names_its_origin_itself_or_through_its_section() {
        for (ProfileExplanation.Section section :
                ProfileExplanation.of(profiles.find("golden-visa")).sections()) {
            for (ExplainedValue value : section.values()) {
                assertThat(section.from() + value.from())
                        .as(section.title() + " / " + value.name())
                        .isNotEmpty();
            }
        }
    }

    @Test
    void gives_the_same_as_plain_structures() {
        Map<String, Object> structure =
                ProfileExplanation.of(profiles.find("golden-visa")).structure();
        assertThat(structure).containsEntry("product", "golden-visa v1 for golden");
        assertThat((List<?>) structure.get("sections")).hasSizeGreaterThan(8);
        assertThat(structure.toString())
                .contains(
                        "name=pin-tries, meaning=3, no data element, bytes=9F17:03, from=risk base (golden-visa.xml:7)");
    }

    @Test
    void two_versions_differ_where_their_values_do() {
        profiles.write(
                "products/second.xml",
                profiles.read("products/golden-visa.xml")
                        .replace("version=\"1\" effective=\"2022-01-01\"", "version=\"2\" effective=\"2025-01-01\"")
                        .replace("tag=\"9F08\" hex=\"0096\"", "tag=\"9F08\" hex=\"008C\"")
                        .replace("5F30 9F08", "9F08")
                        .replace("option=\"A\"", "option=\"B\""));
        ProfileDiff diff = ProfileDiff.between(version(1), version(2));

        assertThat(diff.text())
                .containsExactly(
                        "from golden-visa v1 for golden",
                        "to   golden-visa v2 for golden",
                        "~ payment: card keys / contact: option A: AC from golden.imk-ac/1, SMI from golden.imk-smi/1,"
                                + " SMC from golden.imk-smc/1 -> option B: AC from golden.imk-ac/1, SMI from"
                                + " golden.imk-smi/1, SMC from golden.imk-smc/1",
                        "- payment: data elements / 5F30 Service Code: from the order, SERVICE_CODE",
                        "~ payment: data elements / 9F08 Application Version Number: 0096 -> 008C",
                        "~ payment: records / SFI 2 record 2: 8C 8D 5F30 9F08 9F42 9F44 9F49, read on CONTACT -> 8C 8D 9F08"
                                + " 9F42 9F44 9F49, read on CONTACT");
        assertThat(diff.structure().get("changes").toString()).contains("before=0096, after=008C");
    }

    @Test
    void the_same_version_does_not_differ() {
        ProfileDiff diff = ProfileDiff.between(profiles.find("golden-visa"), profiles.find("golden-visa"));
        assertThat(diff.changes()).isEmpty();
        assertThat(diff.text()).endsWith("no value differs");
    }

    @Test
    void moving_a_line_is_no_difference() {
        EffectiveProduct before = profiles.find("golden-visa");
        profiles.edit("products/golden-visa.xml", "<orders", "\n\n<orders");
        assertThat(ProfileDiff.between(before, profiles.find("golden-visa")).changes())
                .isEmpty();
    }

    @Test
    void a_malformed_value_has_no_meaning_and_breaks_nothing() {
        assertThat(ElementMeaning.of(Tag.of("8E"), ByteString.fromHex("00"))).isEmpty();
        assertThat(ElementMeaning.of(Tag.of("94"), ByteString.fromHex("0102"))).isEmpty();
        assertThat(ElementMeaning.of(Tag.of("9F4D"), ByteString.EMPTY)).isEmpty();
        assertThat(ElementMeaning.of(Tag.of("5F28"), ByteString.fromHex("0ABC")))
                .isEmpty();
        assertThat(ElementMeaning.of(Tag.of("5F28"), ByteString.fromHex("0276")))
                .isEqualTo("276");
    }

    @Test
    void a_change_in_a_segment_is_shown_and_one_of_all_segments_once() {
        String file = "products/golden-visa.xml";
        profiles.edit("risk/golden-visa.xml", "</base>", "</base>" + segment("gold", 5) + segment("silver", 3));
        profiles.write(
                "products/second.xml",
                profiles.read(file)
                        .replace("version=\"1\" effective=\"2022-01-01\"", "version=\"2\" effective=\"2025-01-01\"")
                        .replace("tag=\"9F08\" hex=\"0096\"", "tag=\"9F08\" hex=\"008C\""));
        profiles.write(
                "risk/second.xml",
                profiles.read("risk/golden-visa.xml")
                        .replace("version=\"1\" effective=\"2022-01-01\"", "version=\"2\" effective=\"2025-01-01\"")
                        .replace(segment("gold", 5), segment("gold", 6))
                        .replace(segment("silver", 3), segment("bronze", 3)));

        List<String> text = ProfileDiff.between(versions(1), versions(2)).text();

        assertThat(text).startsWith("from golden-visa v1 for golden", "to   golden-visa v2 for golden");
        assertThat(text).filteredOn(line -> line.contains("9F08")).hasSize(1);
        assertThat(text)
                .anyMatch(line -> line.startsWith("~ segment gold / payment: risk parameters / pin-tries: 9F17:05 5"))
                .contains("- segment silver: can be ordered", "+ segment bronze: can be ordered");
    }

    @Test
    void each_version_has_the_risk_parameters_of_its_own_days() {
        profiles.write(
                "products/second.xml",
                profiles.read("products/golden-visa.xml")
                        .replace("version=\"1\" effective=\"2022-01-01\"", "version=\"2\" effective=\"2025-01-01\""));
        profiles.write(
                "risk/second.xml",
                profiles.read("risk/golden-visa.xml")
                        .replace("version=\"1\" effective=\"2022-01-01\"", "version=\"2\" effective=\"2025-01-01\"")
                        .replace("pin tries=\"3\"", "pin tries=\"5\""));

        assertThat(ProfileDiff.between(versions(1), versions(2)).text())
                .anyMatch(line -> line.contains("pin-tries: 9F17:03 3, no data element -> 9F17:05 5"));
    }

    private static String segment(String name, int tries) {
        return "<segment name=\"" + name + "\"><pin tries=\"" + tries + "\"/></segment>";
    }

    private List<EffectiveProduct> versions(int number) {
        return profiles.load().version("golden-visa", number);
    }

    private EffectiveProduct version(int number) {
        return versions(number).get(0);
    }
}
