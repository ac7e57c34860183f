package org.cardwright.formats.profile;

import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;

/** Where the value of a data element or field comes from. Secrets have none: they are data groupings of their own. */
public sealed interface ElementSource {

    /** What decided that it comes from there. */
    Provenance provenance();

    /**
     * The same for every card of the product and segment.
     *
     * @param value the bytes
     * @param readable the value in words, empty when the bytes say it all
     * @param provenance what decided it
     */
    record Fixed(ByteString value, String readable, Provenance provenance) implements ElementSource {}

    /**
     * From the order.
     *
     * @param field which field
     * @param otherwise what stands there when the order says nothing
     * @param provenance what decided it
     */
    record FromOrder(OrderField field, Optional<ByteString> otherwise, Provenance provenance)
            implements ElementSource {}

    /**
     * Computed for the card.
     *
     * @param computation what
     * @param provenance what decided it
     */
    record Computed(Computation computation, Provenance provenance) implements ElementSource {}
}
