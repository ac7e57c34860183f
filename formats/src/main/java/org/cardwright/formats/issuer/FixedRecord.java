package org.cardwright.formats.issuer;

import java.nio.charset.CharsetDecoder;
import org.cardwright.formats.bytes.ByteString;

/**
 * One fixed record: values are slices of its bytes.
 *
 * @param octets the whole record
 * @param decoder of its text
 */
record FixedRecord(ByteString octets, CharsetDecoder decoder) implements RawRecord {

    @Override
    public RawValue at(FieldPlace place) {
        if (place instanceof FieldPlace.Slice slice) {
            return new RawValue.Octets(octets.slice(slice.offset(), slice.offset() + slice.length()));
        }
        throw RawRecord.foreign(place);
    }

    @Override
    public boolean isMarked(String marker, int offset) {
        int to = Math.min(offset + marker.length(), octets.size());
        ByteString slice = octets.slice(Math.min(offset, to), to);
        return Texts.decode(slice, decoder).filter(marker::equals).isPresent();
    }
}
