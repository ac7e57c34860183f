package org.cardwright.perso.dgi;

import java.util.ArrayList;
import java.util.List;
import org.cardwright.crypto.prepare.PreparedApplication;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.profile.DgiProfile;

/** The value of a positional data grouping: fields without tags and lengths, one after the other. M/Chip has them. */
final class PositionalValue {

    private PositionalValue() {}

    /**
     * All fields of the table.
     *
     * @throws IllegalStateException when a field or the whole does not have the length of the table, because the chip would
     *     read every field behind it wrongly
     */
    static ByteString of(PreparedApplication application, DgiProfile.Positional positional) {
        List<ByteString> fields = new ArrayList<>();
        for (DgiProfile.PositionalField field : positional.fields()) {
            ByteString value = application.value(field.source());
            if (field.bytes().isPresent() && field.bytes().getAsInt() != value.size()) {
                throw new IllegalStateException(
                        "DGI " + DgiProfile.text(positional.dgi()) + " field " + field.name() + ": was " + value.size()
                                + " bytes, required " + field.bytes().getAsInt());
            }
            fields.add(value);
        }
        ByteString whole = ByteString.concat(fields);
        if (positional.totalBytes().isPresent() && positional.totalBytes().getAsInt() != whole.size()) {
            throw new IllegalStateException("DGI " + DgiProfile.text(positional.dgi()) + ": was " + whole.size()
                    + " bytes, required " + positional.totalBytes().getAsInt());
        }
        return whole;
    }
}
