package org.cardwright.formats.issuer;

import java.util.Map;

/**
 * One row of a layout: a canonical field and how this issuer writes it.
 *
 * @param name canonical name
 * @param place where it stands
 * @param shape how it is written
 * @param required true when a record without it cannot be read
 * @param defaultValue used when the record has no value, empty for none
 * @param constant the only value allowed, empty for any
 * @param map the issuer's codes and what they mean; empty when the text is taken as it is
 */
record LayoutField(
        IssuerField name,
        FieldPlace place,
        ValueShape shape,
        boolean required,
        String defaultValue,
        String constant,
        Map<String, String> map) {

    LayoutField {
        map = Map.copyOf(map);
    }
}
