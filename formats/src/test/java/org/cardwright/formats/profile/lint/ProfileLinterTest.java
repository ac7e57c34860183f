package org.cardwright.formats.profile.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.profile.EditableProfiles;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.formats.profile.IssuerCertificateProfile;
import org.cardwright.formats.profile.KeyReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileLinterTest {

    private static final Set<LintRule> ABOUT_KEYS =
            Stream.of(LintRule.values()).filter(LintRule::isAboutVault).collect(Collectors.toSet());

    private static final Map<String, String> GOLDEN_KEYS = Map.of(
            "golden.imk-ac", "TDES-112",
            "golden.imk-smi", "TDES-112",
            "golden.imk-smc", "TDES-112",
            "golden.tk-key", "TDES-112",
            "golden.tk-pin", "TDES-112",
            "golden.kek1-pin", "TDES-112",
            "golden.ca", "RSA-1408",
            "golden.issuer", "RSA-1152");

    @TempDir
    private Path directory;

    private EditableProfiles profiles;

    @BeforeEach
    void copy() {
        profiles = EditableProfiles.in(directory);
    }

    static Stream<LintCase> cases() {
        return LintCases.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void finds_what_breaks_the_rule_and_nothing_before(LintCase lintCase) {
        apply(lintCase, lintCase.given());
        assertThat(rules(lintCase.product())).doesNotContain(lintCase.rule());
        apply(lintCase, lintCase.broken());
        assertThat(rules(lintCase.product())).contains(lintCase.rule());
    }

    @Test
    void every_rule_has_a_case() {
        Set<LintRule> tested = cases().map(LintCase::rule).collect(Collectors.toSet());
        tested.addAll(ABOUT_KEYS);
        tested.addAll(BinRangeChecksTest.RULES);
        assertThat(tested).containsExactlyInAnyOrder(LintRule.values());
    }

    @Test
    void every_rule_has_an_id_of_its_own_and_says_what_to_do() {
        assertThat(Stream.of(LintRule.values()).map(LintRule::id))
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("L-[0-9A-D]\\d\\d"));
        assertThat(Stream.of(LintRule.values()).map(LintRule::fix)).noneMatch(String::isBlank);
    }

    @Test
    void the_published_products_have_no_errors() {
        for (String product : List.of("golden-visa", "golden-mc")) {
            List<Finding> findings = linter(GOLDEN_KEYS).lint(profiles.find(product));
            assertThat(ProfileLinter.hasErrors(findings))
                    .as(findings.toString())
                    .isFalse();
        }
    }

    @Test
    void a_finding_says_rule_place_reason_and_fix() {
        profiles.edit("chips/chips.xml", "max-rsa-bits=\"1152\"", "max-rsa-bits=\"0\"");
        List<Finding> findings = new ProfileLinter(EditableProfiles.TODAY).lint(profiles.find("golden-mc"));
        assertThat(ProfileLinter.hasErrors(findings)).isTrue();
        assertThat(findings)
                .anySatisfy(finding -> assertThat(finding.toString())
                        .startsWith("L-204 ERROR payment: chip golden-chip has no RSA, but [")
                        .endsWith("Fix: choose a chip with RSA, or leave DDA, CDA and enciphered PIN out"));
    }

    @Test
    void knows_a_missing_key() {
        assertThat(rulesWith(without("golden.tk-pin"))).contains(LintRule.KEY_UNKNOWN);
        assertThat(rulesWith(GOLDEN_KEYS)).doesNotContain(LintRule.KEY_UNKNOWN);
    }

    @Test
    void knows_a_key_of_another_algorithm() {
        assertThat(rulesWith(with("golden.imk-ac", "AES-128"))).contains(LintRule.KEY_OF_OTHER_ALGORITHM);
        assertThat(rulesWith(GOLDEN_KEYS)).doesNotContain(LintRule.KEY_OF_OTHER_ALGORITHM);
    }

    @Test
    void knows_an_issuer_key_of_another_length() {
        assertThat(rulesWith(with("golden.issuer", "RSA-1408"))).contains(LintRule.ISSUER_KEY_LENGTH);
        assertThat(rulesWith(GOLDEN_KEYS)).doesNotContain(LintRule.ISSUER_KEY_LENGTH);
    }

    @Test
    void knows_a_key_that_was_made_for_something_else() {
        assertThat(rulesOf(new Vault("E0", ByteString.EMPTY))).doesNotContain(LintRule.KEY_OF_OTHER_PURPOSE);
        List<Finding> findings = new ProfileLinter(EditableProfiles.TODAY, new Vault("E2", ByteString.EMPTY))
                .lint(profiles.find("golden-visa"));
        assertThat(findings)
                .filteredOn(finding -> finding.rule() == LintRule.KEY_OF_OTHER_PURPOSE)
                .singleElement()
                .asString()
                .startsWith("L-905 ERROR payment: key golden.imk-ac/1 has usage E2, required E0");
    }

    @Test
    void knows_a_certificate_of_another_key() {
        profiles.edit(
                "certificates/golden-visa.xml",
                profiles.read("certificates/golden-visa.xml").replaceAll("(?s).*(<test-authority[^>]*/>).*", "$1"),
                "<imported certificate=\"" + "5A".repeat(176) + "\" remainder=\"0102030405060708\" exponent=\"03\"/>");
        ByteString right = ByteString.fromHex("C1".repeat(136) + "0102030405060708");
        ByteString other = ByteString.fromHex("C1".repeat(136) + "0102030405060709");
        assertThat(rulesOf(new Vault("E0", right))).doesNotContain(LintRule.CERTIFICATE_OF_OTHER_KEY);
        assertThat(rulesOf(new Vault("E0", other))).contains(LintRule.CERTIFICATE_OF_OTHER_KEY);
        assertThat(rulesOf(new Vault("E0", right, "C-106 other key"))).contains(LintRule.CERTIFICATE_OF_OTHER_KEY);
        profiles.edit("certificates/golden-visa.xml", "remainder=\"0102030405060708\"", "remainder=\"\"");
        assertThat(rulesOf(new Vault("E0", other))).doesNotContain(LintRule.CERTIFICATE_OF_OTHER_KEY);
        assertThat(new ProfileLinter(EditableProfiles.TODAY, new Vault("E0", other, "C-106 other key"))
                        .lint(profiles.find("golden-visa")))
                .as("a modulus that is in the certificate as a whole")
                .extracting(Finding::toString)
                .contains("L-906 ERROR payment: C-106 other key. Fix: " + LintRule.CERTIFICATE_OF_OTHER_KEY.fix());
    }

    @ParameterizedTest
    @CsvSource({
        "16, TDES-168, AES-128, false",
        "24, TDES-168, AES-128, true",
        "24, AES-256, TDES-112, true",
        "24, TDES-168, TDES-112, false"
    })
    void knows_a_secret_that_is_no_whole_number_of_blocks_of_its_keys(
            int bytes, String kek1, String kek2, boolean broken) {
        String product = "products/golden-visa.xml";
        profiles.edit(
                product,
                "pin-required=\"true\"/>",
                "pin-required=\"true\"><secret field=\"SECRET_1\" bytes=\"" + bytes + "\"/></orders>");
        profiles.edit(product, "<issuer-keys ", "<issuer-keys data=\"golden.d0\" ");
        profiles.edit(
                product,
                "</cps>",
                "<transport-key class=\"DATA\" label=\"golden.tk-data\" tkid=\"FF0000000000000013\"/></cps>");
        profiles.edit(product, "</dgis>", "<issuer-secret dgi=\"8F10\" field=\"SECRET_1\" class=\"DATA\"/></dgis>");
        Map<String, String> keys = new HashMap<>(GOLDEN_KEYS);
        keys.put("golden.d0", kek1);
        keys.put("golden.tk-data", kek2);

        assertThat(rulesWith(keys).contains(LintRule.SECRET_NOT_WHOLE_BLOCKS)).isEqualTo(broken);
    }

    @ParameterizedTest
    @ValueSource(strings = {"an RSA key pair of the card", "PIN blocks of the issuer"})
    void knows_what_no_device_can_keep_inside(String secret) {
        assertThat(new ProfileLinter(EditableProfiles.TODAY, new Strict(true)).lint(profiles.find("golden-visa")))
                .extracting(Finding::toString)
                .anyMatch(finding -> finding.startsWith("L-908 ERROR") && finding.contains(secret));
        assertThat(new ProfileLinter(EditableProfiles.TODAY, new Strict(false)).lint(profiles.find("golden-visa")))
                .extracting(Finding::rule)
                .doesNotContain(LintRule.SECRET_LEAVES_CUSTODY);
    }

    private record Strict(boolean areStrict) implements KnownKeys {

        @Override
        public Optional<String> algorithm(KeyReference key) {
            return Optional.ofNullable(GOLDEN_KEYS.get(key.label()));
        }
    }

    /** The usual vault, but for the usage of golden.imk-ac and the modulus of golden.issuer. */
    private record Vault(String usage, ByteString modulus, String certificateFault) implements KnownKeys {

        Vault(String usage, ByteString modulus) {
            this(usage, modulus, "");
        }

        @Override
        public Optional<String> fault(IssuerCertificateProfile certificate) {
            return certificateFault.isEmpty() ? Optional.empty() : Optional.of(certificateFault);
        }

        @Override
        public Optional<String> algorithm(KeyReference key) {
            return Optional.ofNullable(GOLDEN_KEYS.get(key.label()));
        }

        @Override
        public Optional<String> usage(KeyReference key) {
            return key.label().equals("golden.imk-ac") ? Optional.of(usage) : Optional.empty();
        }

        @Override
        public Optional<ByteString> modulus(KeyReference key) {
            return key.label().equals("golden.issuer") ? Optional.of(modulus) : Optional.empty();
        }
    }

    private Set<LintRule> rulesOf(KnownKeys keys) {
        return new ProfileLinter(EditableProfiles.TODAY, keys)
                .lint(profiles.find("golden-visa")).stream().map(Finding::rule).collect(Collectors.toSet());
    }

    private void apply(LintCase lintCase, List<LintCase.Edit> edits) {
        for (LintCase.Edit edit : edits) {
            profiles.edit(edit.file().of(lintCase.product()), edit.old(), edit.replacement());
        }
    }

    private Set<LintRule> rules(String product) {
        EffectiveProduct found = profiles.find(product);
        return new ProfileLinter(EditableProfiles.TODAY)
                .with(new TestSurfaces()).lint(found).stream()
                        .map(Finding::rule)
                        .collect(Collectors.toSet());
    }

    private Set<LintRule> rulesWith(Map<String, String> keys) {
        return linter(keys).lint(profiles.find("golden-visa")).stream()
                .map(Finding::rule)
                .collect(Collectors.toSet());
    }

    private static ProfileLinter linter(Map<String, String> keys) {
        KnownKeys known = (KeyReference key) -> Optional.ofNullable(keys.get(key.label()));
        return new ProfileLinter(EditableProfiles.TODAY, known);
    }

    private static Map<String, String> without(String label) {
        Map<String, String> keys = new HashMap<>(GOLDEN_KEYS);
        keys.remove(label);
        return keys;
    }

    private static Map<String, String> with(String label, String algorithm) {
        Map<String, String> keys = new HashMap<>(GOLDEN_KEYS);
        keys.put(label, algorithm);
        return keys;
    }
}
