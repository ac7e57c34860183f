package org.cardwright.crypto.oda;

import java.util.EnumMap;
import java.util.Map;
import org.cardwright.formats.bytes.ByteString;

/** The fields of a block that has been taken apart. */
final class BlockFields {

    private final Map<CertificateField, ByteString> values = new EnumMap<>(CertificateField.class);

    /** Takes the block apart, slot by slot. */
    BlockFields(CertificateTable table, ByteString block) {
        int at = 0;
        for (CertificateTable.Slot slot : table.slots()) {
            int end = at + table.lengthOf(slot, block.size());
            values.put(slot.field(), block.slice(at, end));
            at = end;
        }
    }

    /** A field that the table has. */
    ByteString get(CertificateField field) {
        ByteString value = values.get(field);
        if (value == null) {
            throw new IllegalStateException("the block has no " + field);
        }
        return value;
    }
}
