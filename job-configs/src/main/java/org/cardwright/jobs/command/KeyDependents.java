package org.cardwright.jobs.command;

import java.util.List;
import java.util.Map;
import org.cardwright.pipeline.ledger.BatchState;
import org.cardwright.pipeline.ledger.KeyUses.Dependent;

/** The batches that depend on a key, as they are told. */
final class KeyDependents {

    private static final int SHOWN_DIGITS = 16;

    private KeyDependents() {}

    static List<Map<String, Object>> members(List<Dependent> dependents) {
        return dependents.stream().map(KeyDependents::members).toList();
    }

    private static Map<String, Object> members(Dependent dependent) {
        Map<String, Object> members = LedgerStructure.object();
        members.put("batch", dependent.batch());
        members.put("issuer", dependent.issuer());
        members.put("business_date", dependent.businessDate());
        members.put("state", dependent.state());
        members.put("directory", dependent.directory());
        members.put("cards", dependent.cards().count());
        members.put("all_read", dependent.cards().all());
        return members;
    }

    static TextTable table(List<Dependent> dependents) {
        TextTable table = new TextTable("batch", "issuer", "business date", "state", "cards", "directory");
        dependents.forEach(dependent -> table.row(
                identity(dependent),
                dependent.issuer(),
                dependent.businessDate(),
                dependent.state(),
                number(dependent),
                dependent.directory()));
        return table;
    }

    static int cards(List<Dependent> dependents) {
        return dependents.stream().mapToInt(found -> found.cards().count()).reduce(0, Math::addExact);
    }

    static long notSealed(List<Dependent> dependents) {
        return dependents.stream()
                .filter(found -> found.state() == BatchState.OPEN)
                .count();
    }

    /** What a compromise means for each batch. */
    static List<String> consequences(List<Dependent> dependents) {
        return dependents.stream()
                .map(dependent -> switch (dependent.state()) {
                    case OPEN -> "held: " + words(dependent) + "; it is not sealed any more with these cards";
                    case CLOSED -> "sealed before: " + words(dependent) + ", in " + dependent.directory();
                    case ABANDONED -> "abandoned before: " + words(dependent);
                })
                .toList();
    }

    private static String words(Dependent dependent) {
        return "batch " + identity(dependent) + " of " + dependent.issuer() + ", cards: " + number(dependent);
    }

    private static String identity(Dependent dependent) {
        return dependent.batch().substring(0, SHOWN_DIGITS);
    }

    private static String number(Dependent dependent) {
        return dependent.cards().count() + (dependent.cards().all() ? "" : " so far");
    }
}
