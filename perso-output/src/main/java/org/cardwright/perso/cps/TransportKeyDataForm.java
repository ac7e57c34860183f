package org.cardwright.perso.cps;

import java.util.List;
import org.cardwright.formats.bytes.ByteString;

/** TKDATA: empty, or version {@code 01} once and then the entries. EMV CPS, section 3 of the record. */
record TransportKeyDataForm(FieldForm<List<TransportKeyEntry>> entries) implements FieldForm<List<TransportKeyEntry>> {

    private static final int VERSION = 0x01;

    @Override
    public ByteString encode(String field, List<TransportKeyEntry> value) {
        return value.isEmpty() ? ByteString.EMPTY : ByteString.ofByte(VERSION).plus(entries.encode(field, value));
    }

    @Override
    public List<TransportKeyEntry> decode(String field, FieldReader in) {
        if (in.atEnd()) {
            return List.of();
        }
        int version = in.number("TKDATA version", 1);
        if (version != VERSION || in.atEnd()) {
            throw in.malformed("TKDATA version", "01 before this place and an entry after it");
        }
        return entries.decode(field, in);
    }

    @Override
    public String words() {
        return "nothing, or version 01, " + entries.words();
    }

    @Override
    public FieldForm<?> inner() {
        return entries.inner();
    }
}
