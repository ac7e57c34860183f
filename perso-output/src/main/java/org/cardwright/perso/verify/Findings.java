package org.cardwright.perso.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.cardwright.formats.card.CardChannel;

/** Collects findings with the place they belong to; keeps the first ones and counts all. */
final class Findings {

    /** Most findings that are kept. */
    static final int MAX_KEPT = 1000;

    private final List<Finding> kept = new ArrayList<>();
    private final Set<String> notChecked = new TreeSet<>();
    private final CardChannels channels = CardChannels.begin();
    private long count;
    private String file = "";
    private int record;
    private String order = "";

    /** Everything from now on is about this card. */
    void at(String newFile, int newRecord, String newOrder) {
        file = newFile;
        record = newRecord;
        order = newOrder;
    }

    /** Everything from now on is about this file, or about the batch when the name is empty. */
    void at(String newFile) {
        at(newFile, 0, "");
    }

    void add(VerificationRule rule, String field, String detail) {
        count++;
        if (kept.size() < MAX_KEPT) {
            kept.add(new Finding(file, record, order, field, rule, detail));
        }
    }

    /** Adds what was found of a card that was looked at on its own. */
    void addAll(Findings card) {
        count += card.count;
        kept.addAll(card.kept.subList(0, Math.min(card.kept.size(), MAX_KEPT - kept.size())));
        notChecked.addAll(card.notChecked);
        channels.addAll(card.channels);
    }

    /** Adds a finding unless the condition holds; gives the condition back. */
    boolean require(boolean holds, VerificationRule rule, String field, String detail) {
        if (!holds) {
            add(rule, field, detail);
        }
        return holds;
    }

    /** Says once what could not be checked. */
    void notChecked(String what) {
        notChecked.add(what);
    }

    /** The channels that the next card has, in the order of the batch. */
    void carries(Set<CardChannel> found) {
        channels.add(found);
    }

    long count() {
        return count;
    }

    VerificationReport report(int records) {
        return new VerificationReport(records, count, kept, List.copyOf(notChecked), channels);
    }
}
