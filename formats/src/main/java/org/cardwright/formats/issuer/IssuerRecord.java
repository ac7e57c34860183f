package org.cardwright.formats.issuer;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.cardwright.formats.bytes.ByteString;

/**
 * One order as the issuer sent it: canonical field names, text still unchecked beyond the type that the layout gives.
 *
 * @param recordNumber place in the file, from 1
 * @param texts fields in clear; an absent or empty field has no entry
 * @param secrets fields that arrived encrypted under KEK1
 */
public record IssuerRecord(int recordNumber, Map<IssuerField, String> texts, Map<IssuerField, ByteString> secrets)
        implements IssuerFile.Item {

    /** Copies the maps; a secret among the texts or the other way round is a defect of the reader. */
    public IssuerRecord {
        if (texts.keySet().stream().anyMatch(IssuerField::isSecret)
                || !secrets.keySet().stream().allMatch(IssuerField::isSecret)) {
            throw new IllegalStateException("secret and clear fields are mixed up");
        }
        texts = sorted(texts);
        secrets = sorted(secrets);
    }

    /** The text of a field, empty when absent. */
    public String text(IssuerField field) {
        return texts.getOrDefault(field, "");
    }

    /** Place and names of the fields, never a value. */
    @Override
    public String toString() {
        return "IssuerRecord(record " + recordNumber + ", " + texts.keySet() + ", secrets " + secrets.keySet() + ")";
    }

    private static <V> Map<IssuerField, V> sorted(Map<IssuerField, V> values) {
        Map<IssuerField, V> copy = new EnumMap<>(IssuerField.class);
        copy.putAll(values);
        return Collections.unmodifiableMap(copy);
    }
}
