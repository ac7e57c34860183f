package org.cardwright.formats.profile;

import java.util.Map;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.tlv.Tag;

/**
 * One risk parameter with the data elements it is compiled to.
 *
 * @param name {@code cvm-list}, {@code limits lower-consecutive}, {@code element 9F52}
 * @param readable the value as people say it
 * @param elements compiled data elements; an application takes those it has a place for
 * @param provenance which level decided it
 */
public record RiskValue(String name, String readable, Map<Tag, ByteString> elements, Provenance provenance) {

    /** Copies the map. */
    public RiskValue {
        elements = Map.copyOf(elements);
    }
}
