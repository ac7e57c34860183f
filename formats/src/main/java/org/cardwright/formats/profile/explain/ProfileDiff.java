package org.cardwright.formats.profile.explain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cardwright.formats.profile.EffectiveProduct;

/**
 * What differs between two products or two versions of one: values, not where they came from.
 *
 * @param before title of the first
 * @param after title of the second
 * @param changes in the order of the explanation
 */
public record ProfileDiff(String before, String after, List<Change> changes) {

    private static final Set<String> ALWAYS_DIFFERENT = Set.of("product / hash");

    /** Copies the list. */
    public ProfileDiff {
        changes = List.copyOf(changes);
    }

    /**
     * One difference.
     *
     * @param place section and name
     * @param before value in the first, absent when it is new
     * @param after value in the second, absent when it is gone
     */
    public record Change(String place, Optional<String> before, Optional<String> after) {

        /** One line: {@code ~} changed, {@code +} new, {@code -} gone. */
        @Override
        public String toString() {
            if (before.isEmpty()) {
                return "+ " + place + ": " + after.orElse("");
            }
            return after.isEmpty()
                    ? "- " + place + ": " + before.get()
                    : "~ " + place + ": " + before.get() + " -> " + after.get();
        }
    }

    /** Compares two products. */
    public static ProfileDiff between(EffectiveProduct before, EffectiveProduct after) {
        Map<String, String> first = values(ProfileExplanation.of(before));
        Map<String, String> second = values(ProfileExplanation.of(after));
        Set<String> places = new LinkedHashSet<>(first.keySet());
        places.addAll(second.keySet());
        List<Change> changes = new ArrayList<>();
        for (String place : places) {
            Optional<String> one = Optional.ofNullable(first.get(place));
            Optional<String> other = Optional.ofNullable(second.get(place));
            if (!one.equals(other)) {
                changes.add(new Change(place, one, other));
            }
        }
        return new ProfileDiff(before.toString(), after.toString(), changes);
    }

    private static Map<String, String> values(ProfileExplanation explanation) {
        Map<String, String> values = new LinkedHashMap<>();
        for (ProfileExplanation.Section section : explanation.sections()) {
            for (ExplainedValue value : section.values()) {
                String place = section.title() + " / " + value.name();
                if (!ALWAYS_DIFFERENT.contains(place) && !value.name().endsWith(" file")) {
                    values.merge(place, value.content(), (one, other) -> one + ", " + other);
                }
            }
        }
        return values;
    }

    /** As text: titles, then one change per line. */
    public List<String> text() {
        List<String> lines = new ArrayList<>();
        lines.add("from " + before);
        lines.add("to   " + after);
        changes.forEach(change -> lines.add(change.toString()));
        if (changes.isEmpty()) {
            lines.add("no value differs");
        }
        return List.copyOf(lines);
    }

    /** As maps, lists and texts, ready for JSON. */
    public Map<String, Object> structure() {
        Map<String, Object> structure = new LinkedHashMap<>();
        structure.put("before", before);
        structure.put("after", after);
        structure.put("changes", changes.stream().map(ProfileDiff::structure).toList());
        return structure;
    }

    private static Map<String, Object> structure(Change change) {
        Map<String, Object> structure = new LinkedHashMap<>();
        structure.put("place", change.place());
        change.before().ifPresent(value -> structure.put("before", value));
        change.after().ifPresent(value -> structure.put("after", value));
        return structure;
    }
}
