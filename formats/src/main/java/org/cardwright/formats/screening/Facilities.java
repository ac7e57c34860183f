package org.cardwright.formats.screening;

import org.cardwright.formats.card.PinBlockFormat;
import org.cardwright.formats.card.ProductAndSegment;

/** What a product can take that does not stand in its profile: it lies with the keys and surfaces of the bureau. */
public interface Facilities {

    /** Of a place that knows neither keys nor surfaces: nothing is refused for them. */
    Facilities UNKNOWN = new Facilities() {};

    /** True when the issuer's PIN key for the product has the cipher of the format. */
    default boolean takesPinFormat(ProductAndSegment asked, PinBlockFormat format) {
        return true;
    }

    /**
     * True when the surface of the product shows an extra line.
     *
     * @param line 1 to 4
     */
    default boolean showsLine(ProductAndSegment asked, int line) {
        return true;
    }
}
