package org.cardwright.formats.profile.lint;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is known of the fonts and surface layouts of a bureau, so that a product can be checked against them. */
public interface KnownSurfaces {

    /** The characters that the font of that name can write, empty when there is no table. */
    Optional<Set<Integer>> font(String name);

    /** The surface layout of that name, empty when there is none. */
    Optional<Surface> surface(String name);

    /**
     * What a surface layout shows and carries.
     *
     * @param fields names of the values that it places, {@code CVV2}, {@code LINE_1}
     * @param raised those of them that it embosses, so that they come through on an imprint
     * @param typefaces characters of the machine's typefaces that write names and free lines, by their names
     * @param tracks numbers of the tracks that it writes
     */
    record Surface(Set<String> fields, Set<String> raised, Map<String, Set<Integer>> typefaces, Set<Integer> tracks) {

        /** A card that shows and carries nothing. */
        static final Surface NONE = new Surface(Set.of(), Set.of(), Map.of(), Set.of());

        /** Copies the collections. */
        public Surface {
            fields = Set.copyOf(fields);
            raised = Set.copyOf(raised);
            typefaces = Map.copyOf(typefaces);
            tracks = Set.copyOf(tracks);
        }
    }
}
