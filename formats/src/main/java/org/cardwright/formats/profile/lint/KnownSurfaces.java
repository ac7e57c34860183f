package org.cardwright.formats.profile.lint;

import java.util.Optional;
import java.util.Set;

/** What is known of the surface layouts of a bureau, so that a product can be checked against them. */
public interface KnownSurfaces {

    /** The surface layout of that name, empty when there is none. */
    Optional<Surface> surface(String name);

    /**
     * What a surface layout shows and carries.
     *
     * @param fields names of the values that it places, {@code CVV2}, {@code LINE_1}
     */
    record Surface(Set<String> fields) {

        /** Copies the set. */
        public Surface {
            fields = Set.copyOf(fields);
        }
    }
}
