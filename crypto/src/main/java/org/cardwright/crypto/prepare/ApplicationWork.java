package org.cardwright.crypto.prepare;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.RejectReason;
import org.cardwright.formats.emv.DataElement;
import org.cardwright.formats.emv.RecordAddress;
import org.cardwright.formats.profile.ApplicationProfile;
import org.cardwright.formats.profile.Computation;
import org.cardwright.formats.profile.DgiProfile;
import org.cardwright.formats.profile.ElementEncoding;
import org.cardwright.formats.profile.ElementKey;
import org.cardwright.formats.profile.ElementSource;
import org.cardwright.formats.profile.RecordLayout;

/** One application of a card on its way through the stages. */
final class ApplicationWork {

    /** A record holds what one answer to READ RECORD can carry. EMV 4.4 Book 3, 5.3.2.2. */
    private static final int MAX_RECORD_BYTES = 254;

    private final CardWork card;
    private final ApplicationProfile profile;
    private final List<ByteString> serials;
    private final Map<Computation, ByteString> computed = new EnumMap<>(Computation.class);
    private final Map<RecordAddress, ByteString> records = new HashMap<>();
    private final Map<Integer, ByteString> wrapped = new HashMap<>();
    private final Map<String, ByteString> checkValues = new HashMap<>();

    /** serials begins with those of this application. */
    ApplicationWork(CardWork card, ApplicationProfile profile, List<ByteString> serials) {
        this.card = card;
        this.profile = profile;
        this.serials = List.copyOf(serials);
    }

    CardWork card() {
        return card;
    }

    ApplicationProfile profile() {
        return profile;
    }

    ByteString serial(int index) {
        return serials.get(index);
    }

    void computed(Computation computation, ByteString value) {
        computed.put(computation, value);
    }

    void wrapped(int dgi, ByteString cryptogram) {
        wrapped.put(dgi, cryptogram);
    }

    void checkValues(String keys, ByteString values) {
        checkValues.put(keys, values);
    }

    Map<RecordAddress, ByteString> records() {
        return records;
    }

    /** The name of a use of this application: what its randomness depends on. */
    String reference(String tag) {
        boolean first = card.product().applications().stream()
                .filter(other -> other.authentication().isPresent())
                .findFirst()
                .filter(other -> other.id().equals(profile.id()))
                .isPresent();
        return card.reference(first ? tag : profile.id() + "." + tag);
    }

    /** Refuses the card when a value of the order is missing or does not have the shape of its data element. */
    void checkOrderValues() {
        for (ElementKey key : profile.placed()) {
            profile.source(key.tag(), key.on())
                    .filter(ElementSource.FromOrder.class::isInstance)
                    .ifPresent(source -> checkOrderValue(key, (ElementSource.FromOrder) source));
        }
        for (DgiProfile dgi : profile.dgis()) {
            if (dgi instanceof DgiProfile.Positional positional) {
                positional.fields().forEach(this::checkField);
            }
        }
    }

    /** A chip would read every field behind one of another length wrongly. */
    private void checkField(DgiProfile.PositionalField field) {
        if (!(field.source() instanceof ElementSource.FromOrder source)) {
            return;
        }
        try {
            int size = SourceValues.of(source, card.order(), computed).size();
            if (size == 0) {
                card.refuse(source.field().name(), RejectReason.FIELD_MISSING);
            } else if (field.bytes().isPresent() && field.bytes().getAsInt() != size) {
                card.refuse(source.field().name(), RejectReason.ELEMENT_LENGTH);
            }
        } catch (IllegalArgumentException notCodable) {
            card.refuse(source.field().name(), RejectReason.NOT_IN_CHARSET);
        }
    }

    private void checkOrderValue(ElementKey key, ElementSource.FromOrder source) {
        try {
            ByteString value = SourceValues.of(source, card.order(), computed);
            boolean fits = DataElement.find(key.tag())
                    .flatMap(element -> element.violation(value))
                    .isEmpty();
            if (value.isEmpty()) {
                card.refuse(source.field().name(), RejectReason.FIELD_MISSING);
            } else if (!fits) {
                card.refuse(source.field().name(), RejectReason.ELEMENT_LENGTH);
            }
        } catch (IllegalArgumentException notCodable) {
            card.refuse(source.field().name(), RejectReason.NOT_IN_CHARSET);
        }
    }

    /** Builds the signed or the other records; a signed record is built once and never touched again. */
    void build(boolean signed) {
        ElementEncoding encoding = new ElementEncoding(profile, this::value);
        for (RecordLayout layout : profile.records()) {
            if (layout.signed() == signed) {
                ByteString record = encoding.record(layout);
                if (record.size() > MAX_RECORD_BYTES) {
                    card.refuse(layout.address().toString(), RejectReason.RECORD_TOO_LARGE);
                }
                records.put(layout.address(), record);
            }
        }
    }

    private Optional<ByteString> value(String application, ElementKey key) {
        ApplicationWork whose = card.applications().stream()
                .filter(other -> other.profile.id().equals(application))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no application " + application));
        return whose.profile
                .source(key.tag(), key.on())
                .map(source -> SourceValues.of(source, card.order(), whose.computed))
                .filter(value -> !value.isEmpty());
    }

    PreparedApplication prepared() {
        return new PreparedApplication(profile, card.order(), computed, records, wrapped, checkValues);
    }
}
