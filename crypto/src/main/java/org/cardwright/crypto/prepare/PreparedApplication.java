package org.cardwright.crypto.prepare;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.CardApplication;
import org.cardwright.formats.emv.RecordAddress;
import org.cardwright.formats.profile.ApplicationProfile;
import org.cardwright.formats.profile.Computation;
import org.cardwright.formats.profile.ElementKey;
import org.cardwright.formats.profile.ElementSource;

/**
 * One application of a prepared card. EMV 4.4 Book 3, 10.2 (records); EMV CPS (data groupings).
 *
 * @param profile what is the same for every card
 * @param order what the issuer ordered
 * @param computed what was computed for the card
 * @param records records as READ RECORD returns them
 * @param wrapped secret data groupings under KEK2 by number
 * @param checkValues check values of card keys, 3 bytes each in their order, by name of the key set
 */
public record PreparedApplication(
        ApplicationProfile profile,
        CardApplication order,
        Map<Computation, ByteString> computed,
        Map<RecordAddress, ByteString> records,
        Map<Integer, ByteString> wrapped,
        Map<String, ByteString> checkValues) {

    /** Copies the maps. */
    public PreparedApplication {
        computed = Map.copyOf(computed);
        records = Map.copyOf(records);
        wrapped = Map.copyOf(wrapped);
        checkValues = Map.copyOf(checkValues);
    }

    /** The value of a data element, empty when it is optional and not there. */
    public Optional<ByteString> value(ElementKey key) {
        return profile.source(key.tag(), key.on()).map(this::value).filter(value -> !value.isEmpty());
    }

    /** The value that a source gives for this card; empty when it is optional and not there. */
    public ByteString value(ElementSource source) {
        return SourceValues.of(source, order, computed);
    }

    /** The values of all data elements that have a place. */
    public Map<ElementKey, ByteString> values() {
        Map<ElementKey, ByteString> values = new HashMap<>();
        profile.placed().forEach(key -> value(key).ifPresent(value -> values.put(key, value)));
        return values;
    }

    /** Application and order only. */
    @Override
    public String toString() {
        return "PreparedApplication(" + profile.id() + ", " + order + ")";
    }
}
