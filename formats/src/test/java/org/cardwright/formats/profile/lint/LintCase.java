package org.cardwright.formats.profile.lint;

import java.util.List;
import java.util.stream.Stream;

/**
 * A product that satisfies a rule and, after the last edits, breaks it.
 *
 * @param rule the rule
 * @param product golden-visa or golden-mc
 * @param given edits after which the rule still holds
 * @param broken further edits after which it does not
 */
record LintCase(LintRule rule, String product, List<Edit> given, List<Edit> broken) {

    /** Which file of a product. */
    enum File {
        PRODUCT("products/%s.xml"),
        RISK("risk/%s.xml"),
        CERTIFICATE("certificates/%s.xml"),
        CHIP("chips/chips.xml");

        private final String pattern;

        File(String pattern) {
            this.pattern = pattern;
        }

        String of(String product) {
            return pattern.replace("%s", product);
        }
    }

    /** A text that is replaced. */
    record Edit(File file, String old, String replacement) {}

    static LintCase visa(LintRule rule, Edit... broken) {
        return new LintCase(rule, "golden-visa", List.of(), List.of(broken));
    }

    static LintCase mc(LintRule rule, Edit... broken) {
        return new LintCase(rule, "golden-mc", List.of(), List.of(broken));
    }

    /** The same case on a product that was edited first. */
    LintCase given(Edit... first) {
        return new LintCase(
                rule, product, Stream.concat(Stream.of(first), given.stream()).toList(), broken);
    }

    static Edit product(String old, String replacement) {
        return new Edit(File.PRODUCT, old, replacement);
    }

    static Edit risk(String old, String replacement) {
        return new Edit(File.RISK, old, replacement);
    }

    static Edit certificate(String old, String replacement) {
        return new Edit(File.CERTIFICATE, old, replacement);
    }

    static Edit chip(String old, String replacement) {
        return new Edit(File.CHIP, old, replacement);
    }

    @Override
    public String toString() {
        return rule.id() + " " + rule;
    }
}
