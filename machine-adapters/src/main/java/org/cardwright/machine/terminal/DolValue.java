package org.cardwright.machine.terminal;

import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.emv.DataElement;
import org.cardwright.formats.emv.DataElementFormat;
import org.cardwright.formats.emv.Dol;

/** One value in the length that a list asks for. EMV 4.4 Book 3, 5.4, rules 1 to 4. */
final class DolValue {

    private static final int CN_PADDING = 0xFF;

    private DolValue() {}

    static ByteString of(Dol.Entry wanted, Optional<ByteString> known) {
        // rules 1 and 2: a template, or what the terminal does not know, is zeros
        if (known.isEmpty() || wanted.tag().isConstructed()) {
            return ByteString.repeat(0, wanted.length());
        }
        ByteString value = known.get();
        DataElementFormat format =
                DataElement.find(wanted.tag()).map(DataElement::format).orElse(DataElementFormat.B);
        int missing = wanted.length() - value.size();
        if (missing <= 0) {
            // rule 3: numbers lose their leftmost bytes, all others their rightmost
            return format == DataElementFormat.N ? value.slice(-missing) : value.slice(0, wanted.length());
        }
        // rule 4: numbers get zeros on the left, compressed ones F on the right, all others zeros on the right
        return switch (format) {
            case N -> ByteString.repeat(0, missing).plus(value);
            case CN -> value.plus(ByteString.repeat(CN_PADDING, missing));
            default -> value.plus(ByteString.repeat(0, missing));
        };
    }
}
