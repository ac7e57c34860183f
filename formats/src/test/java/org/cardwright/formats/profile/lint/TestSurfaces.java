package org.cardwright.formats.profile.lint;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Surfaces for the cases of the linter. */
final class TestSurfaces implements KnownSurfaces {

    private static final Map<String, Surface> SURFACES = Map.of("plain", new Surface(Set.of("PAN")));

    @Override
    public Optional<Surface> surface(String name) {
        return Optional.ofNullable(SURFACES.get(name));
    }
}
