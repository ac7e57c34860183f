package org.cardwright.jobs.sample;

import java.util.EnumMap;
import java.util.Map;
import org.cardwright.formats.issuer.IssuerField;

/**
 * One made-up order as texts, and the clear PIN that only the issuer knows.
 *
 * @param texts canonical field texts: dates as {@code yyyy-MM-dd} and {@code yyyy-MM}, the PIN block in hexadecimal
 * @param pin clear test PIN
 */
record SampleOrder(Map<IssuerField, String> texts, String pin) {

    SampleOrder {
        texts = new EnumMap<>(texts);
    }

    String text(IssuerField field) {
        return texts.getOrDefault(field, "");
    }

    SampleOrder with(IssuerField field, String text) {
        Map<IssuerField, String> changed = new EnumMap<>(texts);
        changed.put(field, text);
        return new SampleOrder(changed, pin);
    }
}
