package org.cardwright.formats.profile.lint;

import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.emv.Dol;
import org.cardwright.formats.tlv.MalformedTlvException;
import org.cardwright.formats.tlv.Tag;

/** Reads data object lists of profiles, which may be malformed. */
final class DolReading {

    private DolReading() {}

    static Optional<Dol> read(ByteString value) {
        try {
            return Optional.of(Dol.decode(value));
        } catch (MalformedTlvException malformed) {
            return Optional.empty();
        }
    }

    static boolean asksFor(ByteString value, String tag) {
        return read(value).filter(dol -> dol.asksFor(Tag.of(tag))).isPresent();
    }
}
