package org.cardwright.crypto.hostcommand;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Entries one after the other; exactly one without a count when the size is 1 and has no form. */
record ListRule(HostField field, FieldSize size, List<FieldRule> rules) implements FieldRule {

    /** Keeps a copy. */
    ListRule {
        rules = List.copyOf(rules);
    }

    @Override
    public void write(HostFields values, FieldWriter out) {
        List<HostFields> entries = values.list(field);
        size.write(entries.size(), field, out);
        entries.forEach(entry -> rules.forEach(rule -> rule.write(entry, out)));
    }

    @Override
    public HostFields read(HostFields values, FieldReader in) {
        int count = size.read(field, in);
        List<HostFields> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(FieldRule.readAll(rules, in));
        }
        return values.with(field, List.copyOf(entries));
    }

    @Override
    public Optional<HostField> meaning() {
        return Optional.of(field);
    }

    @Override
    public int mostBytes() {
        return FieldRule.saturated((long) size.prefixBytes() + (long) size.most() * entryMostBytes());
    }

    /** The most bytes of one entry. */
    int entryMostBytes() {
        return FieldRule.mostBytes(rules);
    }
}
