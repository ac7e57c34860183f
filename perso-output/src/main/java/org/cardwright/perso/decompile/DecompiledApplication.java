package org.cardwright.perso.decompile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.dgi.DgiId;

/**
 * What a personalization record says about one application, in the words of a profile.
 *
 * <p>Nothing that belongs to a card or its holder is in it: such elements are named, their values are not.
 *
 * @param aid application identifier
 * @param settings transport keys and device instructions
 * @param groupings data groupings in the order of the record
 */
public record DecompiledApplication(ByteString aid, List<String> settings, List<Grouping> groupings) {

    /** Copies the lists. */
    public DecompiledApplication {
        settings = List.copyOf(settings);
        groupings = List.copyOf(groupings);
    }

    /**
     * One data grouping.
     *
     * @param id its number
     * @param content tag list, {@code hex} for a positional one, or the transport key of a secret one
     * @param values one line per element whose value is not the card's own
     */
    public record Grouping(DgiId id, String content, List<String> values) {

        /** Copies the list. */
        public Grouping {
            values = List.copyOf(values);
        }

        private Map<String, Object> structure() {
            Map<String, Object> structure = new LinkedHashMap<>();
            structure.put("dgi", id.toString());
            structure.put("content", content);
            structure.put("values", values);
            return structure;
        }

        /** The number only: values of the record stand behind it. */
        @Override
        public String toString() {
            return "Grouping(" + id + ")";
        }
    }

    /** As maps, lists and texts, ready for JSON. */
    public Map<String, Object> structure() {
        Map<String, Object> structure = new LinkedHashMap<>();
        structure.put("aid", aid.toHex());
        structure.put("settings", settings);
        structure.put("groupings", groupings.stream().map(Grouping::structure).toList());
        return structure;
    }

    /** As text. */
    public List<String> text() {
        List<String> lines = new ArrayList<>();
        lines.add("application " + aid.toHex());
        settings.forEach(setting -> lines.add("  " + setting));
        for (Grouping grouping : groupings) {
            lines.add("  " + grouping.id() + "  " + grouping.content());
            grouping.values().forEach(value -> lines.add("        " + value));
        }
        return List.copyOf(lines);
    }

    /** Application and number of groupings. */
    @Override
    public String toString() {
        return "DecompiledApplication(" + aid.toHex() + ", " + groupings.size() + " groupings)";
    }
}
