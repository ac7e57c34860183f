package org.cardwright.jobs.products;

import java.util.ArrayList;
import java.util.List;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.tlv.Tlv;
import org.cardwright.formats.tlv.TlvReader;
import org.cardwright.perso.cps.CpsApplication;
import org.cardwright.perso.cps.CpsRecord;
import org.cardwright.perso.cps.CpsRecordCodec;
import org.cardwright.perso.dgi.Dgi;

/** What each byte of a personalization record belongs to: header fields, or application, data grouping and tag. */
final class BytePlaces {

    private final List<String> names = new ArrayList<>();

    private BytePlaces() {}

    /** One name per byte of the encoded record. */
    static List<String> of(CpsRecord record) {
        BytePlaces places = new BytePlaces();
        ByteString bytes = CpsRecordCodec.encode(record);
        for (CpsApplication application : record.applications()) {
            ByteString stream = Dgi.encodeAll(application.dgis());
            places.upTo(
                    find(bytes, stream, places.names.size()),
                    "header of " + application.aid().toHex());
            for (Dgi dgi : application.dgis()) {
                places.grouping(application.aid().toHex() + " " + dgi.id(), dgi);
            }
        }
        places.upTo(bytes.size(), "end");
        return places.names;
    }

    private static int find(ByteString bytes, ByteString part, int from) {
        for (int at = from; at + part.size() <= bytes.size(); at++) {
            if (bytes.slice(at, at + part.size()).equals(part)) {
                return at;
            }
        }
        throw new IllegalStateException("the record holds its data groupings");
    }

    private void grouping(String name, Dgi dgi) {
        int end = names.size() + dgi.encodedBytes();
        upTo(end - dgi.value().size(), name);
        if (isTlv(dgi)) {
            TlvReader.read(dgi.value()).forEach(tlv -> tlv(name, tlv));
        }
        upTo(end, name);
    }

    /** Records, internal data and answers; check values, PIN counters and positional groupings have no tags. */
    private static boolean isTlv(Dgi dgi) {
        int family = dgi.id().value() >> 8;
        return family < 0x80 || family == 0x91 || family == 0x92;
    }

    private void tlv(String name, Tlv tlv) {
        int end = names.size() + size(tlv);
        String own = name + " " + tlv.tag();
        upTo(end - tlv.value().size(), own);
        if (tlv.tag().isConstructed()) {
            tlv.children().forEach(child -> tlv(name, child));
        }
        upTo(end, own);
    }

    private static int size(Tlv tlv) {
        return tlv.encode().size();
    }

    private void upTo(int end, String name) {
        while (names.size() < end) {
            names.add(name);
        }
    }
}
