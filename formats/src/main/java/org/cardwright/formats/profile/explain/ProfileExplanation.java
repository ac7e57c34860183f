package org.cardwright.formats.profile.explain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cardwright.formats.profile.ApplicationProfile;
import org.cardwright.formats.profile.EffectiveProduct;

/**
 * An effective product in words: every value, its compiled bytes, and which level of which file decided it.
 *
 * @param title product, version, issuer and segment
 * @param sections one after the other
 */
public record ProfileExplanation(String title, List<Section> sections) {

    /** Copies the list. */
    public ProfileExplanation {
        sections = List.copyOf(sections);
    }

    /**
     * Values that belong together.
     *
     * @param title what they are about
     * @param from the file that says those that name no other origin, empty when each names its own
     * @param values in order
     */
    public record Section(String title, String from, List<ExplainedValue> values) {

        /** Copies the list. */
        public Section {
            values = List.copyOf(values);
        }

        private String heading() {
            return from.isEmpty() ? title : title + "  [" + from + "]";
        }

        /** As a plain structure for JSON. */
        private Map<String, Object> structure() {
            Map<String, Object> structure = new LinkedHashMap<>();
            structure.put("title", title);
            if (!from.isEmpty()) {
                structure.put("from", from);
            }
            structure.put(
                    "values", values.stream().map(ExplainedValue::structure).toList());
            return structure;
        }
    }

    /** Explains a product. */
    public static ProfileExplanation of(EffectiveProduct product) {
        List<Section> sections = new ArrayList<>(ProductSections.of(product));
        for (ApplicationProfile application : product.applications()) {
            sections.addAll(new ApplicationSections(product, application).all());
        }
        return new ProfileExplanation(product.toString(), sections);
    }

    /** As text, one value per line. */
    public List<String> text() {
        List<String> lines = new ArrayList<>();
        lines.add(title);
        for (Section section : sections) {
            lines.add("");
            lines.add(section.heading());
            section.values().forEach(value -> lines.add(value.line()));
        }
        return List.copyOf(lines);
    }

    /** As maps, lists and texts, ready for JSON. */
    public Map<String, Object> structure() {
        Map<String, Object> structure = new LinkedHashMap<>();
        structure.put("product", title);
        structure.put("sections", sections.stream().map(Section::structure).toList());
        return structure;
    }
}
