package org.cardwright.formats.profile.explain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.cardwright.formats.profile.EffectiveProduct;

/**
 * What differs between two products or two versions of one: values, not where they came from.
 *
 * @param before title of the first
 * @param after title of the second
 * @param changes in the order of the explanation
 */
public record ProfileDiff(String before, String after, List<Change> changes) {

    /** What is said of a segment that only one of them has. */
    private static final String ORDERABLE = "can be ordered";

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

    /** Compares two products in one segment. */
    public static ProfileDiff between(EffectiveProduct before, EffectiveProduct after) {
        return new ProfileDiff(before.toString(), after.toString(), changes(before, after));
    }

    /**
     * Compares two products in all their segments; what changed for the default and for a segment alike is said once.
     *
     * @param before the first in all its segments, its default among them
     * @param after the second
     */
    public static ProfileDiff between(List<EffectiveProduct> before, List<EffectiveProduct> after) {
        Map<String, EffectiveProduct> first = bySegment(before);
        Map<String, EffectiveProduct> second = bySegment(after);
        ProfileDiff defaults =
                between(Objects.requireNonNull(first.remove("")), Objects.requireNonNull(second.remove("")));
        List<Change> changes = new ArrayList<>(defaults.changes());
        Set<String> segments = new TreeSet<>(first.keySet());
        segments.addAll(second.keySet());
        for (String segment : segments) {
            changes.addAll(ofSegment(
                    segment,
                    Optional.ofNullable(first.get(segment)),
                    Optional.ofNullable(second.get(segment)),
                    defaults.changes()));
        }
        return new ProfileDiff(defaults.before(), defaults.after(), changes);
    }

    private static Map<String, EffectiveProduct> bySegment(List<EffectiveProduct> products) {
        Map<String, EffectiveProduct> segments = new HashMap<>();
        products.forEach(product -> segments.put(product.identity().segment(), product));
        return segments;
    }

    private static List<Change> ofSegment(
            String segment, Optional<EffectiveProduct> before, Optional<EffectiveProduct> after, List<Change> known) {
        String place = "segment " + segment;
        if (before.isEmpty() || after.isEmpty()) {
            return List.of(new Change(place, before.map(gone -> ORDERABLE), after.map(come -> ORDERABLE)));
        }
        return changes(before.get(), after.get()).stream()
                .filter(change -> !known.contains(change))
                .map(change -> new Change(place + " / " + change.place(), change.before(), change.after()))
                .toList();
    }

    private static List<Change> changes(EffectiveProduct before, EffectiveProduct after) {
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
        return changes;
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
