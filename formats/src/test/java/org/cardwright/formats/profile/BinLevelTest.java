package org.cardwright.formats.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.LocalDate;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.profile.explain.ProfileDiff;
import org.cardwright.formats.profile.explain.ProfileExplanation;
import org.cardwright.formats.tlv.Tag;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Risk parameters of BIN ranges, above product and segment. */
class BinLevelTest {

    private static final String RISK = "risk/golden-visa.xml";
    private static final String PRODUCT = "products/golden-visa.xml";

    @TempDir
    private Path directory;

    private EditableProfiles profiles;

    @BeforeEach
    void copy() {
        profiles = EditableProfiles.in(directory);
    }

    private static String tries(int number) {
        return "<pin tries=\"" + number + "\"/>";
    }

    private EffectiveProduct segment(String name) {
        return profiles.load().find("golden-visa", name, EditableProfiles.TODAY).orElseThrow();
    }

    private String tries(String segment) {
        RiskParameters risk = segment(segment).applications().get(0).risk();
        String origin = risk.values().stream()
                .filter(value -> value.name().equals("pin-tries"))
                .map(value -> value.provenance().toString())
                .findFirst()
                .orElseThrow();
        return risk.element(Tag.of("9F17")).orElseThrow().value().toHex() + " " + origin;
    }

    @Test
    void the_most_specific_level_that_says_something_decides() {
        profiles.edit(RISK, "</base>", "</base>\n<segment name=\"gold\">" + tries(9) + "</segment>");
        assertThat(tries("")).isEqualTo("03 risk base (golden-visa.xml:7)");
        profiles.bins("wide", "476170-476179", tries(4));
        assertThat(tries("")).isEqualTo("04 BIN range wide 476170 to 476179 (wide.xml:2)");
        profiles.bins("a-narrow", "476173", tries(5));
        assertThat(tries("")).isEqualTo("05 BIN range a-narrow 476173 (a-narrow.xml:2)");
        assertThat(tries("gold")).startsWith("09 segment gold");
        profiles.edit(
                PRODUCT, "<risk profile=\"golden-visa\"/>", "<risk profile=\"golden-visa\">" + tries(6) + "</risk>");
        assertThat(tries("")).startsWith("06 product");
        assertThat(tries("gold")).startsWith("09 segment gold");
    }

    @Test
    void each_level_decides_only_what_it_says() {
        profiles.bins("wide", "476170-476179", "<country code=\"276\"/>" + tries(4));
        profiles.bins("narrow", "476173", tries(5));

        assertThat(ProfileExplanation.of(segment("")).text())
                .contains("  BIN range: wide v1 (476170 to 476179)  [wide.xml, narrow.xml]")
                .contains("  BIN range: narrow v1 (476173)  [wide.xml, narrow.xml]")
                .contains("  country = 5F28:0276 9F57:0276  276  [BIN range wide 476170 to 476179 (wide.xml:2)]")
                .contains("  pin-tries = 9F17:05  5, no data element  [BIN range narrow 476173 (narrow.xml:2)]");
    }

    @Test
    void a_long_range_holds_for_a_product_with_a_long_bin() {
        profiles.edit(PRODUCT, "prefix=\"476173\"", "prefix=\"476173123456\"");
        profiles.bins("accounts", "4761731000-4761731999", tries(7));
        assertThat(tries("")).startsWith("07 BIN range accounts");
    }

    @Test
    void a_range_elsewhere_or_of_another_day_changes_nothing() {
        ByteString before = segment("").hash();
        profiles.bins("elsewhere", "476174", tries(4));
        assertThat(segment("").hash()).isEqualTo(before);
        profiles.bins("later", "476173", tries(4)).edit("bins/later.xml", "2022-01-01", "2030-01-01");
        assertThat(segment("").hash()).isEqualTo(before);
        profiles.bins("now", "476173", "");
        assertThat(segment("").hash()).as("what holds is part of the product").isNotEqualTo(before);
    }

    @Test
    void the_highest_version_that_holds_on_the_day_is_taken_and_a_difference_is_told() {
        profiles.bins("home", "476173", tries(4));
        profiles.write(
                "bins/home-2.xml",
                profiles.read("bins/home.xml")
                        .replace("version=\"1\" effective=\"2022-01-01\"", "version=\"2\" effective=\"2024-06-01\"")
                        .replace(tries(4), tries(5)));
        ProductCatalog catalog = profiles.load();
        EffectiveProduct before =
                catalog.find("golden-visa", "", LocalDate.of(2024, 5, 31)).orElseThrow();
        EffectiveProduct after =
                catalog.find("golden-visa", "", LocalDate.of(2024, 6, 1)).orElseThrow();

        assertThat(before.hash()).isNotEqualTo(after.hash());
        assertThat(ProfileDiff.between(before, after).changes())
                .extracting(Object::toString)
                .contains(
                        "~ payment: risk parameters / BIN range: home v1 (476173) -> home v2 (476173)",
                        "~ payment: risk parameters / pin-tries: 9F17:04 4, no data element -> 9F17:05 5, no data element");
    }

    @ParameterizedTest
    @ValueSource(strings = {"476173-4761739", "476173-476172"})
    void a_range_that_is_none_is_refused_with_its_line(String digits) {
        profiles.bins("home", digits, "");
        assertThatThrownBy(profiles::load)
                .isInstanceOf(MalformedProfileException.class)
                .hasMessageContaining("home.xml")
                .hasMessageContaining("first and last have the same number of digits, and last is not the smaller one");
    }

    @Test
    void a_version_that_stands_twice_and_a_short_bin_are_refused() {
        profiles.bins("home", "476173", "").write("bins/again.xml", profiles.read("bins/home.xml"));
        assertThatThrownBy(profiles::load).hasMessageContaining("BIN range home v1 stands twice");
        profiles.bins("again", "47617", "");
        assertThatThrownBy(profiles::load).hasMessageContaining("again.xml");
    }
}
