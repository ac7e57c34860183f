package org.cardwright.formats.profile.lint;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Fonts and surfaces for the cases of the linter. */
final class TestSurfaces implements KnownSurfaces {

    private static final Map<String, Set<Integer>> FONTS =
            Map.of("letters", characters("ABC"), "letters-and-signs", characters("ABC+:"));

    private static final Map<String, Surface> SURFACES = Map.of(
            "plain", new Surface(Set.of("PAN", "LINE_1"), Set.of("PAN"), Map.of("Gothic", characters("ABC")), Set.of()),
            "with-value", new Surface(Set.of("PAN", "CVV2"), Set.of("PAN"), Map.of(), Set.of()),
            "with-raised-value", new Surface(Set.of("PAN", "CVV2"), Set.of("PAN", "CVV2"), Map.of(), Set.of()),
            "with-tracks", new Surface(Set.of("PAN"), Set.of("PAN"), Map.of(), Set.of(1, 2)));

    private static Set<Integer> characters(String all) {
        return all.codePoints().boxed().collect(Collectors.toSet());
    }

    @Override
    public Optional<Set<Integer>> font(String name) {
        return Optional.ofNullable(FONTS.get(name));
    }

    @Override
    public Optional<Surface> surface(String name) {
        return Optional.ofNullable(SURFACES.get(name));
    }
}
