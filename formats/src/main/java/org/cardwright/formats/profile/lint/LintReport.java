package org.cardwright.formats.profile.lint;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.cardwright.formats.card.ProductAndSegment;
import org.cardwright.formats.profile.EffectiveProduct;

/**
 * What the linter says of several products.
 *
 * @param entries product by product in the order of the rules
 */
public record LintReport(List<Entry> entries) {

    /** Nothing to say. */
    public static final LintReport CLEAN = new LintReport(List.of());

    /** Copies the list. */
    public LintReport {
        entries = List.copyOf(entries);
    }

    /**
     * One finding in one product and segment.
     *
     * @param product as it holds for issuer and segment
     * @param finding what is wrong
     */
    public record Entry(EffectiveProduct product, Finding finding) {

        private ProductAndSegment asked() {
            return new ProductAndSegment(product.id(), product.identity().segment());
        }

        private String version() {
            return product.id() + " v" + product.version() + " for "
                    + product.identity().issuer();
        }

        /** For programs; the fix stands beside the reason. */
        public Map<String, Object> structure() {
            Map<String, Object> structure = new LinkedHashMap<>();
            structure.put("product", product.id());
            structure.put("version", String.valueOf(product.version()));
            structure.put("issuer", product.identity().issuer());
            structure.put("segment", product.identity().segment());
            structure.put("rule", finding.rule().id());
            structure.put("severity", finding.severity().name());
            structure.put("application", finding.application());
            structure.put("reason", finding.reason());
            structure.put("fix", finding.fix());
            return structure;
        }
    }

    /** Looks at every product. */
    public static LintReport of(Collection<EffectiveProduct> products, ProfileLinter linter) {
        List<Entry> entries = new ArrayList<>();
        for (EffectiveProduct product : products) {
            linter.lint(product).forEach(finding -> entries.add(new Entry(product, finding)));
        }
        return new LintReport(entries);
    }

    /** Only what the predicate lets through. */
    public LintReport only(Predicate<Finding> wanted) {
        return new LintReport(
                entries.stream().filter(entry -> wanted.test(entry.finding())).toList());
    }

    /** Only what is about these products and segments. */
    public LintReport about(Set<ProductAndSegment> asked) {
        return new LintReport(
                entries.stream().filter(entry -> asked.contains(entry.asked())).toList());
    }

    /** The errors: with one of them no card may be made. */
    public LintReport errors() {
        return only(finding -> finding.severity() == Severity.ERROR);
    }

    /** The warnings. */
    public LintReport warnings() {
        return only(finding -> finding.severity() == Severity.WARNING);
    }

    /** True when there is nothing to say. */
    public boolean isClean() {
        return entries.isEmpty();
    }

    /** Products and segments that something is said about. */
    public Set<ProductAndSegment> products() {
        Set<ProductAndSegment> products = new LinkedHashSet<>();
        entries.forEach(entry -> products.add(entry.asked()));
        return products;
    }

    /** {@code product: rule, severity, reason, fix}; once, also when all segments of a product have it. */
    public List<String> lines() {
        Set<String> lines = new LinkedHashSet<>();
        entries.forEach(entry -> lines.add(entry.version() + ": " + entry.finding()));
        return List.copyOf(lines);
    }

    /** Products and rules in short: {@code visa-sda v1 for bank-one L-203}. */
    public String summary() {
        Set<String> rules = new LinkedHashSet<>();
        entries.forEach(entry ->
                rules.add(entry.version() + " " + entry.finding().rule().id()));
        return String.join(", ", rules);
    }
}
