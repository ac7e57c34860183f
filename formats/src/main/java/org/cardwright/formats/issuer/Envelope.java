package org.cardwright.formats.issuer;

import java.util.List;

/**
 * Header or trailer of a file.
 *
 * @param marker text that tells it from the orders; empty for XML and JSON, where the structure tells
 * @param markerOffset offset of the marker in a fixed record
 * @param columns number of columns, 0 for any
 * @param controls its control values
 */
record Envelope(String marker, int markerOffset, int columns, List<ControlField> controls) {

    /** No header, no trailer. */
    static final Envelope NONE = new Envelope("", 0, 0, List.of());

    Envelope {
        controls = List.copyOf(controls);
    }

    /** True when the file must have this record. */
    boolean isExpected() {
        return !marker.isEmpty();
    }
}
