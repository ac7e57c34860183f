package org.cardwright.crypto.prepare;

import java.util.Map;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.CardApplication;
import org.cardwright.formats.profile.Computation;
import org.cardwright.formats.profile.ElementSource;

/** Reads the value of a source for one card. */
final class SourceValues {

    private SourceValues() {}

    static ByteString of(ElementSource source, CardApplication order, Map<Computation, ByteString> computed) {
        if (source instanceof ElementSource.Fixed fixed) {
            return fixed.value();
        }
        if (source instanceof ElementSource.FromOrder from) {
            ByteString value = from.field().encode(order);
            return value.isEmpty() ? from.otherwise().orElse(ByteString.EMPTY) : value;
        }
        Computation computation = ((ElementSource.Computed) source).computation();
        ByteString value = computed.get(computation);
        if (value == null) {
            throw new IllegalStateException(computation + " is used before it is computed");
        }
        return value;
    }
}
