package org.cardwright.machine.virtualcard;

import static org.cardwright.machine.virtualcard.CardRefusal.require;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cardwright.crypto.cryptogram.CryptogramVersion;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.emv.Dol;
import org.cardwright.formats.tlv.MalformedTlvException;
import org.cardwright.formats.tlv.Tag;

/** What the terminal said of a transaction, by tag, and all of it in order for the hash of a combined signature. */
final class TransactionValues {

    private static final int UNPREDICTABLE_BYTES = 4;

    private final Map<Tag, ByteString> values = new HashMap<>();
    private final List<ByteString> inOrder = new ArrayList<>();

    /** Takes values without tags, as a list asks for them; later ones take the place of earlier ones. */
    void take(ByteString list, ByteString data) {
        Dol dol = decode(list);
        require(dol.dataBytes() == data.size(), CardRefusal.WRONG_LENGTH);
        int at = 0;
        for (Dol.Entry entry : dol.entries()) {
            values.put(entry.tag(), data.slice(at, at + entry.length()));
            at += entry.length();
        }
        inOrder.add(data);
    }

    private static Dol decode(ByteString list) {
        try {
            return Dol.decode(list);
        } catch (MalformedTlvException malformed) {
            throw new CardRefusal(CardRefusal.CONDITIONS);
        }
    }

    Optional<ByteString> get(String tag) {
        return Optional.ofNullable(values.get(Tag.of(tag)));
    }

    /** What a cryptogram is computed over. */
    ByteString forCryptogram() {
        List<ByteString> parts = new ArrayList<>();
        for (Tag tag : CryptogramVersion.TERMINAL_DATA) {
            ByteString value = values.get(tag);
            if (value == null) {
                throw new CardRefusal(CardRefusal.CONDITIONS);
            }
            parts.add(value);
        }
        return ByteString.concat(parts);
    }

    ByteString unpredictableNumber() {
        return get("9F37")
                .filter(value -> value.size() == UNPREDICTABLE_BYTES)
                .orElseThrow(() -> new CardRefusal(CardRefusal.CONDITIONS));
    }

    /** Values of PDOL, CDOL1 and CDOL2 one after the other. EMV 4.4 Book 2, 6.6.1. */
    ByteString all() {
        return ByteString.concat(inOrder);
    }
}
