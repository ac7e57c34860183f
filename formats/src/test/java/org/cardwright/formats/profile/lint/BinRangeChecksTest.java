package org.cardwright.formats.profile.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cardwright.formats.profile.EditableProfiles;
import org.cardwright.formats.profile.ProductCatalog;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules about BIN ranges, which need files of their own. The published product golden-visa has BIN 476173. */
class BinRangeChecksTest {

    static final Set<LintRule> RULES = EnumSet.of(
            LintRule.BIN_RANGE_PART_OF_BIN,
            LintRule.BIN_RANGE_SOME_BINS,
            LintRule.BIN_RANGES_CROSS,
            LintRule.BIN_RANGE_UNUSED);

    @TempDir
    private Path directory;

    private EditableProfiles profiles;

    @BeforeEach
    void copy() {
        profiles = EditableProfiles.in(directory);
    }

    static Stream<Arguments> cases() {
        return Stream.of(
                Arguments.of(LintRule.BIN_RANGE_PART_OF_BIN, "476173", "476173", "47617300"),
                Arguments.of(LintRule.BIN_RANGE_PART_OF_BIN, "476173", "476170-476179", "476173000000-476173499999"),
                Arguments.of(LintRule.BIN_RANGE_SOME_BINS, "476173 476174", "476173-476174", "476173"),
                Arguments.of(
                        LintRule.BIN_RANGES_CROSS, "476173", "476170-476179 476173", "476170-476173 476173-476179"),
                Arguments.of(LintRule.BIN_RANGES_CROSS, "47617350", "476173 47617350", "47617350 47617350-47617350"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void says_why_a_range_cannot_be_applied(LintRule rule, String bins, String sound, String broken) {
        profiles.edit("products/golden-visa.xml", "<bin prefix=\"476173\"/>", ofProduct(bins));
        write(sound);
        assertThat(ofProduct()).isEmpty();
        write(broken);
        assertThat(ofProduct()).containsExactly(rule);
        assertThat(rule.severity()).isEqualTo(Severity.ERROR);
    }

    private static String ofProduct(String bins) {
        return Stream.of(bins.split(" ", -1))
                .map(bin -> "<bin prefix=\"" + bin + "\"/>")
                .collect(Collectors.joining());
    }

    private void write(String ranges) {
        int number = 0;
        for (String digits : ranges.split(" ", -1)) {
            profiles.bins("range-" + ++number, digits, "");
        }
    }

    private List<LintRule> ofProduct() {
        return new ProfileLinter(EditableProfiles.TODAY)
                .lint(profiles.find("golden-visa")).stream()
                        .map(Finding::rule)
                        .filter(RULES::contains)
                        .toList();
    }

    @Test
    void a_range_that_no_product_uses_is_told() {
        profiles.bins("used", "476173", "").bins("unused", "999999", "");
        assertThat(ofRanges())
                .containsExactly("BIN range unused v1: L-D04 WARNING: no product has a BIN in 999999."
                        + " Fix: give the BIN to a product, or take the range away");
    }

    @Test
    void ranges_that_cross_are_told_before_there_is_a_product() {
        profiles.bins("one", "400000-400005", "").bins("two", "400005-400009", "");
        assertThat(ofRanges())
                .anyMatch(
                        line -> line.startsWith("BIN range one v1: L-D03 ERROR: one v1 (400000 to 400005) and two v1"));
    }

    private List<String> ofRanges() {
        ProductCatalog catalog = profiles.load();
        return LintReport.of(catalog.binRanges(EditableProfiles.TODAY), catalog.all(EditableProfiles.TODAY))
                .lines();
    }
}
