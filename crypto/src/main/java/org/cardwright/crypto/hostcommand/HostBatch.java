package org.cardwright.crypto.hostcommand;

import java.util.ArrayList;
import java.util.List;

/** Splits a batch so that every request, and the longest answer it can have, goes into a frame. */
final class HostBatch {

    private final HostCommand command;
    private final ListRule request;
    private final int room;
    private final int most;

    HostBatch(HostCommand command, HostFraming framing) {
        this.command = command;
        this.request = items(command.request());
        ListRule answer = items(command.answer());
        this.room = framing.requestBytes() - beside(command.request(), request);
        int answers = (framing.answerBytes() - beside(command.answer(), answer)) / Math.max(1, answer.entryMostBytes());
        this.most =
                Math.min(answers, Math.min(request.size().most(), answer.size().most()));
    }

    private static ListRule items(List<FieldRule> rules) {
        return rules.stream()
                .filter(rule -> rule.meaning().filter(HostField.ITEMS::equals).isPresent())
                .map(ListRule.class::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no batch"));
    }

    /** Bytes of everything but the entries. */
    private static int beside(List<FieldRule> rules, ListRule items) {
        return FieldRule.mostBytes(rules.stream().filter(rule -> rule != items).toList())
                + items.size().prefixBytes();
    }

    /** The same entries in the same order, in parts of one at least. */
    List<List<HostFields>> parts(List<HostFields> items) {
        List<List<HostFields>> parts = new ArrayList<>();
        int from = 0;
        int used = 0;
        for (int i = 0; i < items.size(); i++) {
            int bytes = bytes(items.get(i));
            if (i > from && (i - from == most || used + bytes > room)) {
                parts.add(items.subList(from, i));
                from = i;
                used = 0;
            }
            used += bytes;
        }
        if (from < items.size()) {
            parts.add(items.subList(from, items.size()));
        }
        return parts;
    }

    private int bytes(HostFields item) {
        try {
            FieldWriter out = new FieldWriter(room);
            request.rules().forEach(rule -> rule.write(item, out));
            return out.written().length;
        } catch (MalformedMessageException tooMuch) {
            throw HostClient.badInput(command, tooMuch);
        }
    }
}
