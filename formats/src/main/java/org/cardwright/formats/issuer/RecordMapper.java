package org.cardwright.formats.issuer;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.OrderReference;
import org.cardwright.formats.card.RejectReason;

/** Maps raw records to canonical fields by the layout. */
final class RecordMapper {

    private final IssuerLayout layout;
    private final ValueReader values;
    private final String fileReference;

    /**
     * A mapper for one file.
     *
     * @param fileReference start of the file's SHA-256, for layouts that generate order references
     */
    RecordMapper(IssuerLayout layout, String fileReference) {
        this.layout = layout;
        this.values = new ValueReader(layout.form().text().charset());
        this.fileReference = fileReference;
    }

    IssuerFile.Item map(int recordNumber, RawRecord raw) {
        if (raw instanceof RawRecord.Broken broken) {
            return new UnreadableRecord(recordNumber, "", "", broken.reason());
        }
        Fields fields = new Fields(recordNumber);
        for (LayoutField field : layout.record().fields()) {
            fields.take(field, raw);
        }
        return fields.item(raw);
    }

    /** The fields of one record as they are read. */
    private final class Fields {

        private final int recordNumber;
        private final Map<IssuerField, String> texts = new EnumMap<>(IssuerField.class);
        private final Map<IssuerField, ByteString> secrets = new EnumMap<>(IssuerField.class);
        private String faultyField = "";
        private Optional<RejectReason> fault = Optional.empty();

        Fields(int recordNumber) {
            this.recordNumber = recordNumber;
        }

        void take(LayoutField field, RawRecord raw) {
            RawValue value = coded(field, values.read(at(field, raw), field.shape()));
            if (value instanceof RawValue.Text text) {
                texts.put(field.name(), text.text());
            } else if (value instanceof RawValue.Octets octets) {
                secrets.put(field.name(), octets.octets());
            } else if (value instanceof RawValue.Faulty faulty) {
                fail(field, faulty.reason());
            } else if (field.required()) {
                fail(field, RejectReason.FIELD_MISSING);
            }
        }

        private void fail(LayoutField field, RejectReason reason) {
            if (fault.isEmpty()) {
                faultyField = field.name().name();
                fault = Optional.of(reason);
            }
        }

        private RawValue at(LayoutField field, RawRecord raw) {
            if (field.place() instanceof FieldPlace.Given given) {
                return RawValue.ofText(given.text());
            }
            return field.place() instanceof FieldPlace.Generated generated
                    ? RawValue.ofText(reference(generated.prefix()))
                    : raw.at(field.place());
        }

        private String reference(String prefix) {
            return String.format(Locale.ROOT, "%s-%s-%07d", prefix, fileReference, recordNumber);
        }

        /** The issuer's code becomes ours. */
        private RawValue coded(LayoutField field, RawValue value) {
            if (value == RawValue.ABSENT && !field.defaultValue().isEmpty()) {
                return new RawValue.Text(field.defaultValue());
            }
            if (!(value instanceof RawValue.Text text)) {
                return value;
            }
            if (!field.constant().isEmpty() && !field.constant().equals(text.text())) {
                return new RawValue.Faulty(RejectReason.VALUE_NOT_CONSTANT);
            }
            String code = field.map().isEmpty() ? text.text() : field.map().get(text.text());
            return code == null ? new RawValue.Faulty(RejectReason.VALUE_NOT_MAPPED) : new RawValue.Text(code);
        }

        /** A fault of a field says more than one of the whole record. */
        IssuerFile.Item item(RawRecord raw) {
            Optional<RejectReason> reason = fault.or(raw::fault);
            if (reason.isEmpty()) {
                return new IssuerRecord(recordNumber, texts, secrets);
            }
            String field = fault.isPresent() ? faultyField : fieldAt(raw.faultPath());
            String shown = OrderReference.shown(texts.getOrDefault(IssuerField.ORDER_REFERENCE, ""));
            return new UnreadableRecord(recordNumber, shown, field, reason.get());
        }

        /** Only a name of ours is shown: what stands in the file may be anything. */
        private String fieldAt(String path) {
            return layout.record().fields().stream()
                    .filter(field -> field.place() instanceof FieldPlace.Member member
                            && member.path().equals(path))
                    .map(field -> field.name().name())
                    .findFirst()
                    .orElse("");
        }
    }
}
