package org.cardwright.formats.profile;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.tlv.Tag;

/** The data elements that always come from the same place, so that a profile need not say it. EMV 4.4 Book 3, annex A. */
final class NaturalSources {

    private static final Provenance STANDARD = Provenance.of("order");

    private static final Map<String, OrderField> FROM_ORDER = Map.of(
            "5A", OrderField.PAN,
            "5F34", OrderField.PAN_SEQUENCE_NUMBER,
            "5F20", OrderField.CARDHOLDER_NAME,
            "5F25", OrderField.EFFECTIVE_DATE,
            "5F24", OrderField.EXPIRATION_DATE,
            "5F30", OrderField.SERVICE_CODE,
            "5F2D", OrderField.LANGUAGE);

    private NaturalSources() {}

    /** By tag, for an application with this AID. */
    static Map<Tag, ElementSource> of(ByteString aid) {
        Map<Tag, ElementSource> sources = new LinkedHashMap<>();
        FROM_ORDER.forEach((tag, field) ->
                sources.put(Tag.of(tag), new ElementSource.FromOrder(field, Optional.empty(), STANDARD)));
        for (Computation computation : Computation.values()) {
            if (!computation.tag().isEmpty()) {
                sources.put(
                        Tag.of(computation.tag()), new ElementSource.Computed(computation, Provenance.of("computed")));
            }
        }
        for (String tag : new String[] {"4F", "84"}) {
            sources.put(Tag.of(tag), new ElementSource.Fixed(aid, "AID", Provenance.of("application")));
        }
        return sources;
    }
}
