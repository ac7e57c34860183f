package org.cardwright.crypto.hostcommand;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which fields an operation writes or reads, whatever their order; a table is held against it. */
final class HostShape {

    /** No fields. */
    static final HostShape NOTHING = of();

    private final Set<HostField> fields;
    private final Map<HostField, HostShape> lists;

    private HostShape(Set<HostField> fields, Map<HostField, HostShape> lists) {
        this.fields = fields;
        this.lists = lists;
    }

    static HostShape of(HostField... fields) {
        Set<HostField> all = EnumSet.noneOf(HostField.class);
        all.addAll(Arrays.asList(fields));
        return new HostShape(all, new EnumMap<>(HostField.class));
    }

    /** The same with a list of entries. */
    HostShape with(HostField list, HostShape entry) {
        Map<HostField, HostShape> more = new EnumMap<>(lists);
        more.put(list, entry);
        return new HostShape(fields, more);
    }

    /** The same with other fields. */
    HostShape and(HostShape other) {
        Set<HostField> all = EnumSet.noneOf(HostField.class);
        all.addAll(fields);
        all.addAll(other.fields);
        Map<HostField, HostShape> allLists = new EnumMap<>(HostField.class);
        allLists.putAll(lists);
        allLists.putAll(other.lists);
        return new HostShape(all, allLists);
    }

    /** A batch of these. */
    HostShape batch() {
        return of().with(HostField.ITEMS, this);
    }

    /** What the rules lack or have too much, in plain sentences. */
    List<String> faults(List<FieldRule> rules) {
        List<String> faults = new ArrayList<>();
        Set<HostField> found = EnumSet.noneOf(HostField.class);
        for (FieldRule rule : rules) {
            rule.meaning().ifPresent(field -> {
                if (!found.add(field)) {
                    faults.add("the field " + field.label() + " stands twice");
                }
                HostShape entry = lists.get(field);
                if (entry == null && !fields.contains(field)) {
                    faults.add("the field " + field.label() + " has nothing to be filled with");
                } else if (rule instanceof ListRule list && entry != null) {
                    faults.addAll(entry.faults(list.rules()));
                }
            });
        }
        Set<HostField> missing = EnumSet.noneOf(HostField.class);
        missing.addAll(fields);
        missing.addAll(lists.keySet());
        missing.removeAll(found);
        missing.forEach(field -> faults.add("the field " + field.label() + " is missing"));
        return faults;
    }
}
