package org.cardwright.perso.cps;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The record layout as text, made from the tables that encode and decode it. */
public final class CpsLayoutDescription {

    private CpsLayoutDescription() {}

    /** One Markdown table per layout: field, form, meaning; outer layouts first. */
    public static List<String> markdown() {
        Set<Structure<?>> found = new LinkedHashSet<>();
        collect(new CpsLayout(RecordForm.USUAL.tkidBytes()).iccData(), found);
        List<String> lines = new ArrayList<>();
        found.forEach(structure -> describe(structure, lines));
        return List.copyOf(lines);
    }

    private static void collect(FieldForm<?> form, Set<Structure<?>> found) {
        if (form instanceof Structure<?> structure && found.add(structure)) {
            structure.fields().forEach(field -> collect(field.form().inner(), found));
        }
    }

    private static void describe(Structure<?> structure, List<String> lines) {
        lines.add("### " + structure.name());
        lines.add("");
        lines.add("| field | form | meaning |");
        lines.add("|---|---|---|");
        structure
                .fields()
                .forEach(field ->
                        lines.add("| " + field.name() + " | " + field.form().words() + " | " + field.meaning() + " |"));
        lines.add("");
    }
}
