package org.cardwright.perso.cps;

import static org.cardwright.perso.cps.ProcessingStep.DATA_OBJECT;

import java.util.List;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.MalformedRecordException;
import org.cardwright.perso.dgi.Dgi;

/**
 * Section 3c: tag EF, a BER length, data groupings back to back.
 *
 * <p>EMV CPS, section 3 of the record. This length alone is BER (shortest form, up to two length bytes); the lengths of the
 * data groupings inside are not.
 */
record DataObjectForm() implements FieldForm<List<Dgi>> {

    private static final int SHORT_MAX = 0x7F;

    @Override
    public ByteString encode(String field, List<Dgi> dgis) {
        ByteString content = Dgi.encodeAll(dgis);
        FieldForms.require(content.size() <= 0xFFFF, field, "at most 65535 bytes of data groupings");
        return ByteString.concat(ByteString.ofByte(DATA_OBJECT), berLength(content.size()), content);
    }

    private static ByteString berLength(int size) {
        if (size <= SHORT_MAX) {
            return ByteString.ofByte(size);
        }
        int bytes = size <= 0xFF ? 1 : 2;
        return ByteString.ofByte(0x80 | bytes).plus(ByteString.ofUnsigned(size, bytes));
    }

    @Override
    public List<Dgi> decode(String field, FieldReader in) {
        if (in.number("3c TAG", 1) != DATA_OBJECT) {
            throw in.malformed("3c TAG", "EF before this place");
        }
        int size = readBerLength(in);
        int at = in.offset();
        ByteString content = in.take(field, size);
        List<Dgi> dgis = decodeAll(content, at);
        // a reader of the trace wants the places of the data groupings
        for (Dgi dgi : dgis) {
            in.trace().field("DGI " + dgi.id(), at, dgi.encodedBytes());
            at += dgi.encodedBytes();
        }
        return dgis;
    }

    private static int readBerLength(FieldReader in) {
        int first = in.number("3c length", 1);
        if (first <= SHORT_MAX) {
            return first;
        }
        int bytes = first - 0x80;
        if (bytes < 1 || bytes > 2) {
            throw in.malformed("3c length", "a BER length of 1 to 3 bytes");
        }
        int size = in.number("3c length", bytes);
        if (size <= SHORT_MAX || (bytes == 2 && size <= 0xFF)) {
            throw in.malformed("3c length", "the shortest BER length");
        }
        return size;
    }

    private static List<Dgi> decodeAll(ByteString content, int base) {
        try {
            return Dgi.decodeAll(content);
        } catch (MalformedRecordException inner) {
            throw new MalformedRecordException(inner.field(), base + inner.offsetBytes(), inner.expected());
        }
    }

    @Override
    public String words() {
        return "tag EF, BER length, data groupings back to back";
    }
}
