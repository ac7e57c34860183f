package org.cardwright.machine.virtualcard;

import java.util.List;
import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.tlv.MalformedTlvException;
import org.cardwright.formats.tlv.Tag;
import org.cardwright.formats.tlv.Tlv;
import org.cardwright.formats.tlv.TlvReader;

/** Looks into a template A5 or 6F. EMV 4.4 Book 1, 11.3.4. */
final class SelectAnswer {

    private SelectAnswer() {}

    static Optional<ByteString> element(ByteString answer, Tag tag) {
        try {
            return element(TlvReader.read(answer), tag);
        } catch (MalformedTlvException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<ByteString> element(List<Tlv> objects, Tag tag) {
        for (Tlv object : objects) {
            if (object.tag().equals(tag)) {
                return Optional.of(object.value());
            }
            Optional<ByteString> inside =
                    object.tag().isConstructed() ? element(object.children(), tag) : Optional.empty();
            if (inside.isPresent()) {
                return inside;
            }
        }
        return Optional.empty();
    }
}
