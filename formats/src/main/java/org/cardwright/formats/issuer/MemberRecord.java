package org.cardwright.formats.issuer;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cardwright.formats.card.RejectReason;

/** One XML element or JSON object with all below it, as texts by path: {@code card/pan}, {@code line[2]}, {@code @id}. */
final class MemberRecord implements RawRecord {

    private final Map<String, String> texts = new HashMap<>();
    private final Map<String, Integer> counts = new HashMap<>();
    private Optional<RejectReason> fault = Optional.empty();
    private String faultPath = "";

    /** The path of one more member of that name below the parent: the second is {@code name[2]}. */
    String path(String parent, String name) {
        String path = parent.isEmpty() ? name : parent + "/" + name;
        int count = counts.merge(path, 1, Integer::sum);
        return count == 1 ? path : path + "[" + count + "]";
    }

    /** True when a member of that name below the root was there before. */
    boolean has(String name) {
        return counts.containsKey(name);
    }

    /** An empty member says nothing. */
    void put(String path, String text) {
        if (!text.isEmpty()) {
            texts.put(path, text);
        }
    }

    /** Keeps the first fault. */
    void fail(RejectReason reason) {
        if (fault.isEmpty()) {
            fault = Optional.of(reason);
        }
    }

    /** Keeps the first fault and where it is. */
    void fail(RejectReason reason, String path) {
        if (fault.isEmpty()) {
            faultPath = path;
        }
        fail(reason);
    }

    /** Refuses what the layout does not know. */
    void refuseOthersThan(Set<String> known) {
        for (String path : texts.keySet()) {
            if (!known.contains(path)) {
                boolean again = known.contains(path.replaceFirst("\\[[0-9]+]$", ""));
                fail(again ? RejectReason.FIELD_TWICE : RejectReason.FIELD_UNKNOWN);
            }
        }
    }

    int size() {
        return texts.size();
    }

    @Override
    public RawValue at(FieldPlace place) {
        if (place instanceof FieldPlace.Member member) {
            return RawValue.ofText(texts.getOrDefault(member.path(), ""));
        }
        throw RawRecord.foreign(place);
    }

    @Override
    public Optional<RejectReason> fault() {
        return fault;
    }

    @Override
    public String faultPath() {
        return faultPath;
    }
}
