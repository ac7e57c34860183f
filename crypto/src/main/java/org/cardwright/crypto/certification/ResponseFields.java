package org.cardwright.crypto.certification;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.cardwright.formats.MalformedFileException;
import org.cardwright.formats.bytes.ByteString;

/** A response that has been cut into its fields; it knows where each stood. */
final class ResponseFields {

    private final String file;
    private final Map<ResponseField, ByteString> values = new EnumMap<>(ResponseField.class);
    private final Map<ResponseField, Integer> offsets = new EnumMap<>(ResponseField.class);

    /** Cuts a file that has exactly these lengths. */
    ResponseFields(ResponseLayout layout, IssuerCertificateResponseParser.ResponseFile file, ResponseLengths lengths) {
        this.file = file.name();
        int at = 0;
        for (ResponseLayout.Slot slot : layout.slots()) {
            int end = at + lengths.of(slot);
            values.put(slot.field(), file.content().slice(at, end));
            offsets.put(slot.field(), at);
            at = end;
        }
    }

    /** A field that the layout has. */
    ByteString get(ResponseField field) {
        return Objects.requireNonNull(values.get(field));
    }

    /** Refuses the file when a field of it has another value; a layout without the field has nothing to differ. */
    void requireSame(ResponseField field, ByteString required, ResponseRule rule, String reason)
            throws MalformedFileException {
        ByteString value = values.get(field);
        if (value != null && !value.equals(required)) {
            throw refused(field, rule, reason);
        }
    }

    /** The refusal of the file because of a field, or of the certificate where the layout has no such field. */
    MalformedFileException refused(ResponseField field, ResponseRule rule, String reason) {
        ResponseField shown = offsets.containsKey(field) ? field : ResponseField.CERTIFICATE;
        return new MalformedFileException(
                file, "offset " + offsets.get(shown) + ", " + shown.words(), rule.id(), reason);
    }
}
