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
import org.cardwright.formats.profile.BinRange;
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
     * What is looked at: a product in one segment, or a BIN range.
     *
     * @param name of the product, or name and version of the range
     * @param version of the product, 0 for a range
     * @param issuer for whom, empty for a range
     * @param segment empty for a range and for the product's defaults
     */
    public record Subject(String name, int version, String issuer, String segment) {

        static Subject of(EffectiveProduct product) {
            return new Subject(
                    product.id(),
                    product.version(),
                    product.identity().issuer(),
                    product.identity().segment());
        }

        static Subject of(BinRange range) {
            return new Subject("BIN range " + range.name(), 0, "", "");
        }

        @Override
        public String toString() {
            return version == 0 ? name : name + " v" + version + " for " + issuer;
        }
    }

    /**
     * One finding.
     *
     * @param subject in what
     * @param finding what is wrong
     */
    public record Entry(Subject subject, Finding finding) {

        private ProductAndSegment asked() {
            return new ProductAndSegment(subject.name(), subject.segment());
        }

        /** For programs; the fix stands beside the reason. */
        public Map<String, Object> structure() {
            Map<String, Object> structure = new LinkedHashMap<>();
            structure.put("product", subject.name());
            structure.put("version", String.valueOf(subject.version()));
            structure.put("issuer", subject.issuer());
            structure.put("segment", subject.segment());
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
            Subject subject = Subject.of(product);
            linter.lint(product).forEach(finding -> entries.add(new Entry(subject, finding)));
        }
        return new LintReport(entries);
    }

    /** Looks at BIN ranges by themselves, with every product there is. */
    public static LintReport of(List<BinRange> ranges, Collection<EffectiveProduct> products) {
        return new LintReport(BinRangeChecks.check(ranges, products));
    }

    /** This report and the other one behind it. */
    public LintReport plus(LintReport other) {
        List<Entry> all = new ArrayList<>(entries);
        all.addAll(other.entries);
        return new LintReport(all);
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
        entries.forEach(entry -> lines.add(entry.subject() + ": " + entry.finding()));
        return List.copyOf(lines);
    }

    /** Products and rules in short: {@code visa-sda v1 for bank-one L-203}. */
    public String summary() {
        Set<String> rules = new LinkedHashSet<>();
        entries.forEach(entry ->
                rules.add(entry.subject() + " " + entry.finding().rule().id()));
        return String.join(", ", rules);
    }
}
