package org.cardwright.perso.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.tlv.MalformedTlvException;
import org.cardwright.formats.tlv.Tlv;
import org.cardwright.formats.tlv.TlvReader;
import org.cardwright.perso.MalformedRecordException;
import org.cardwright.perso.cps.CpsApplication;
import org.cardwright.perso.cps.CpsRecord;
import org.cardwright.perso.cps.CpsRecordCodec;
import org.cardwright.perso.dgi.Dgi;

/** Where two personalization records differ: application, data grouping, tag. */
final class ChipDifference {

    private ChipDifference() {}

    /** At least one place; empty for records that cannot be read or differ outside their data groupings. */
    static List<String> places(ByteString one, ByteString other) {
        try {
            List<String> places = places(CpsRecordCodec.decode(one), CpsRecordCodec.decode(other));
            return places.isEmpty() ? List.of("record header") : places;
        } catch (MalformedRecordException unreadable) {
            return List.of("");
        }
    }

    private static List<String> places(CpsRecord one, CpsRecord other) {
        List<String> places = new ArrayList<>();
        Map<String, ByteString> left = groupings(one);
        Map<String, ByteString> right = groupings(other);
        Set<String> names = new LinkedHashSet<>(left.keySet());
        names.addAll(right.keySet());
        for (String name : names) {
            ByteString here = left.get(name);
            ByteString there = right.get(name);
            if (here == null || there == null) {
                places.add(name + (here == null ? " only in the second" : " only in the first"));
            } else if (!here.equals(there)) {
                places.add(name + tags(here, there));
            }
        }
        if (places.isEmpty() && !List.copyOf(left.keySet()).equals(List.copyOf(right.keySet()))) {
            places.add("order of data groupings");
        }
        return places;
    }

    private static Map<String, ByteString> groupings(CpsRecord record) {
        Map<String, ByteString> groupings = new LinkedHashMap<>();
        for (CpsApplication application : record.applications()) {
            for (Dgi dgi : application.dgis()) {
                groupings.put(application.aid().toHex() + " DGI " + dgi.id(), dgi.value());
            }
        }
        return groupings;
    }

    /** The tags whose values differ, when both are data objects. */
    private static String tags(ByteString one, ByteString other) {
        try {
            Map<String, ByteString> left = new LinkedHashMap<>();
            Map<String, ByteString> right = new LinkedHashMap<>();
            TlvReader.read(one).forEach(tlv -> flatten(tlv, left));
            TlvReader.read(other).forEach(tlv -> flatten(tlv, right));
            Set<String> tags = new LinkedHashSet<>(left.keySet());
            tags.addAll(right.keySet());
            tags.removeIf(tag -> Objects.equals(left.get(tag), right.get(tag)));
            return tags.isEmpty() ? "" : " " + String.join(" ", tags);
        } catch (MalformedTlvException noDataObjects) {
            return "";
        }
    }

    private static void flatten(Tlv tlv, Map<String, ByteString> values) {
        if (tlv.tag().isConstructed()) {
            tlv.children().forEach(child -> flatten(child, values));
        } else {
            values.put(tlv.tag().toString(), tlv.value());
        }
    }
}
